import asyncio


async def work():
    await asyncio.sleep(1)
    return "result"


async def fail():
    raise ValueError("no")


async def main():
    task = asyncio.create_task(work(), name="w")
    print(task)
    await asyncio.sleep(0)
    print(task)
    task.cancel()
    print(task)
    await asyncio.gather(task, return_exceptions=True)
    print(task)
    task = asyncio.create_task(fail(), name="f")
    await asyncio.sleep(0)
    print(task, task.exception())
    task = asyncio.create_task(work(), name="long")
    print(await task, task)
    print(asyncio.gather(asyncio.sleep(0), asyncio.sleep(0)))


asyncio.run(main())
