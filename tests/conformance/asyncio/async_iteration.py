import asyncio


async def ticks(n):
    try:
        for i in range(n):
            await asyncio.sleep(0.5)
            yield i
    finally:
        print("ticks end")


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0.5)
        self.n -= 1
        return self.n


class Stream:
    def __init__(self, *items):
        self.items = items

    async def __aiter__(self):
        for item in self.items:
            yield item


class Slow:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield from asyncio.sleep(0.5).__await__()
        return self.value


class Wraps:
    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        return self.coroutine.__await__()


async def double(x):
    await asyncio.sleep(0.5)
    return x * 2


async def echo():
    value = None
    while True:
        try:
            value = yield value
        except ValueError as error:
            value = repr(error)


async def main():
    async for i in ticks(3):
        print("tick", i)
    else:
        print("else")
    async for n in Countdown(3):
        if n == 1:
            continue
        print("down", n)
    print([n async for n in Countdown(2)], {i: i * i async for i in ticks(2) if i}, [x async for x in Stream("a", "b")])
    print(await Slow("slow"), await Wraps(double(4)))
    g = echo()
    print(await g.asend(None), await g.asend(1), await g.athrow(ValueError("v")), await anext(g))
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("over")
    try:
        async for x in [1]:
            pass
    except TypeError as error:
        print(error)
    try:
        await Countdown(1)
    except TypeError as error:
        print(error)
    print(await anext(Countdown(0), "default"))
    results = await asyncio.gather(*[collect(n) for n in (1, 2)])
    print(results)


async def collect(n):
    return [i async for i in ticks(n)]


asyncio.run(main())
