class AppError(Exception):
    """The base of the others."""


class NotFound(AppError):
    def __init__(self, what, where="here"):
        super().__init__(f"{what} not found")
        self.what = what
        self.where = where


class Quiet(ValueError):
    def __str__(self):
        return "quiet " + repr(self.args)


class Plain(AppError, KeyError):
    pass


for make in (lambda: AppError("a", 1), lambda: NotFound("key"), lambda: Quiet(1, 2), lambda: Plain("k"), AppError, lambda: Quiet()):
    try:
        raise make()
    except AppError as error:
        print("app", type(error).__name__, error.args, str(error), repr(error))
    except ValueError as error:
        print("value", type(error).__name__, error.args, str(error), repr(error), f"{error}")

try:
    raise NotFound("x", where="there")
except (KeyError, NotFound) as error:
    print(error.what, error.where, error)
    error.seen = True
    print(error.seen)

try:
    raise AppError
except Exception as error:
    print(repr(error), isinstance(error, AppError), error.args)

try:
    raise NotFound
except TypeError as error:
    print(error)

try:
    try:
        {}["a"]
    except KeyError as error:
        raise AppError("wrapped") from error
except AppError as error:
    print(repr(error.__cause__), error.__cause__ is error.__context__)

error = ValueError("x")
error.code = 5
print(error.code, hasattr(error, "other"))

print(issubclass(Plain, LookupError), [c.__name__ for c in Plain.__mro__])


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind and kind.__name__, value)
        return self.swallow


with Manager(False) as manager:
    print(type(manager).__name__)
with Manager(True):
    raise AppError("swallowed")
try:
    with Manager(False):
        raise NotFound("passed")
except NotFound as error:
    print("caught", error)


def gen():
    yield 1
    raise AppError("in a generator")


try:
    print(list(gen()))
except AppError as error:
    print(error)


class Stop(StopIteration):
    pass


def stops():
    yield 1
    raise Stop("inner")


try:
    list(stops())
except RuntimeError as error:
    print(error, repr(error.__cause__))

try:
    try:
        raise AppError(1)
    finally:
        print("finally")
except AppError:
    print("after")
try:
    class Bad(Exception):
        def __init__(self):
            return 5
    raise Bad
except TypeError as error:
    print(error)
