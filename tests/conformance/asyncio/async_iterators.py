import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval, self.count = interval, count

    def __aiter__(self):
        self.n = 0
        return self

    async def __anext__(self):
        if self.n == self.count:
            raise StopAsyncIteration
        self.n += 1
        await asyncio.sleep(self.interval)
        return self.n


async def countdown(n):
    try:
        while n:
            yield n
            await asyncio.sleep(0.5)
            n -= 1
    finally:
        print("generator closed")


async def main():
    async for tick in Ticker(0.5, 3):
        print("tick", tick)
    else:
        print("no more ticks")
    source = countdown(5)
    async for n in source:
        if n == 3:
            break
        print("count", n)
    await source.aclose()
    print([n * n async for n in countdown(3) if n != 2])
    print({n: -n async for n in Ticker(0.25, 2)}, sum([n async for n in Ticker(0.25, 4)]))

    async def consume(name, source):
        async for item in source:
            print(name, item)

    await asyncio.gather(consume("a", Ticker(1, 2)), consume("b", Ticker(0.75, 2)))
    generator = countdown(2)
    print(await generator.__anext__(), await generator.asend(None))
    await generator.aclose()
    try:
        async for n in 5:
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())
