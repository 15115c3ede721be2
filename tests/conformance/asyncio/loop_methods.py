import asyncio


async def work(n):
    await asyncio.sleep(n)
    return n


async def main():
    loop = asyncio.get_running_loop()
    task = loop.create_task(work(1))
    print(loop.is_running(), await task)
    begin = loop.time()
    await asyncio.sleep(0)
    print(loop.time() - begin < 0.2)
    print(await asyncio.sleep(1, "result"), await asyncio.sleep(0, result=5))


asyncio.run(main())
