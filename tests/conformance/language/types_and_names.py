print(type(1), type("a"), type([]), type({}), type(None), type(print), type(lambda: 0), type(type))
print(type(1.5).__name__, type(range(3)).__name__, type((n for n in [])).__name__, type({1}).__name__)
print(isinstance(True, int), isinstance(1, (str, int)), isinstance("a", str), isinstance(None, type(None)))
print(type(1) is int, type("a") == str, int == float, str, ValueError, type(ValueError()))
print(1 .__class__, "a".__class__.__name__)
print(hash(5) == 5, hash("a") == hash("a"), id(print) == id(print))
print(__name__, callable(len), repr(None), ..., NotImplemented)
print(getattr("abc", "upper")(), hasattr("a", "upper"), hasattr("a", "nothing"), getattr(5, "nothing", "default"))
print(list, tuple, dict, set, bool, float, object)
print(print, len)


def function():
    """Its documentation."""


async def coroutine():
    pass


print(function.__name__, coroutine.__name__, type(function).__name__)
text = str(function)
print(text[:12], text[12:20])
waiting = coroutine()
print(type(waiting).__name__, type(waiting))
