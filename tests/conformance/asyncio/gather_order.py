import asyncio


async def work(n):
    await asyncio.sleep(n)
    print("finished", n)
    return n * 10


async def main():
    print(await asyncio.gather(work(3), work(1), work(2)))
    print(await asyncio.gather(*[work(n / 4) for n in range(3)]))
    print(await asyncio.gather())
    task = asyncio.create_task(work(1))
    print(await asyncio.gather(task, task, work(0)))


asyncio.run(main())
