import asyncio
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing, contextmanager, nullcontext, suppress


@contextmanager
def timed(name):
    print("begin", name)
    try:
        yield name.upper()
    except KeyError as error:
        print("swallowed", error)
    finally:
        print("end", name)


with timed("a") as value:
    print(value)
with timed("b"):
    raise KeyError("inside")
try:
    with timed("c"):
        raise ValueError("goes through")
except ValueError as error:
    print("caught", error)


@timed("decorator")
def work():
    print("working")


work()
work()
with suppress(ZeroDivisionError, KeyError):
    print(1 / 0)
print("after")
with nullcontext(5) as five:
    print(five)


class Thing:
    def close(self):
        print("closed")


with closing(Thing()):
    print("open")
with ExitStack() as stack:
    for name in ["x", "y"]:
        print(stack.enter_context(timed(name)))
    stack.callback(print, "callback", sep="")
    print("body")
try:
    with ExitStack() as stack:
        stack.callback(print, "cleanup")
        raise RuntimeError("left")
except RuntimeError as error:
    print("caught", error)


@contextmanager
def nothing():
    if False:
        yield


try:
    with nothing():
        pass
except RuntimeError as error:
    print(error)


@asynccontextmanager
async def connection(name):
    print("connect", name)
    await asyncio.sleep(0.1)
    try:
        yield name * 2
    except LookupError as error:
        print("lost", error)
    finally:
        await asyncio.sleep(0.1)
        print("disconnect", name)


async def main():
    async with connection("one") as one:
        print(one)
    async with connection("two"):
        raise LookupError("inside")
    try:
        async with connection("three"):
            raise ValueError("out")
    except ValueError as error:
        print("caught", error)
    async with AsyncExitStack() as stack:
        print(await stack.enter_async_context(connection("four")))
        stack.push_async_callback(asyncio.sleep, 0.1)
    async with nullcontext("n") as n:
        print(n)


asyncio.run(main())
