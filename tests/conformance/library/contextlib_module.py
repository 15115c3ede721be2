import contextlib
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as error:
        print("swallowed", error)
    finally:
        print(f"</{name}>")


with tag("p") as upper, tag("b"):
    print(upper)
with tag("i"):
    raise ValueError("wrong")
try:
    with tag("u"):
        raise KeyError("passes")
except KeyError as error:
    print("caught", error)


@tag("decorated")
def body(n):
    return n


print(body(3), body(4))


@contextmanager
def empty():
    if False:
        yield


try:
    with empty():
        pass
except RuntimeError as error:
    print(error)


@contextmanager
def twice():
    yield 1
    yield 2


try:
    with twice():
        pass
except RuntimeError as error:
    print(error)
with suppress(KeyError, IndexError):
    {}["k"]
with suppress(ZeroDivisionError):
    print("nothing to suppress")
with nullcontext("value") as value:
    print(value)


class Resource:
    def close(self):
        print("closed")


with closing(Resource()) as resource:
    print(type(resource).__name__)
with ExitStack() as stack:
    names = [stack.enter_context(tag(name)) for name in "xy"]
    stack.callback(print, "callback", 1)
    print(names)
print(hasattr(contextlib, "asynccontextmanager"))
