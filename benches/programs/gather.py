import asyncio

COUNT = 1


async def work(n):
    await asyncio.sleep(1)
    return n


async def main():
    results = await asyncio.gather(*[work(n) for n in range(COUNT)])
    print(len(results))


asyncio.run(main())
