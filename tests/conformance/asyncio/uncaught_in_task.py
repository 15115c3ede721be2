import asyncio


async def fail():
    await asyncio.sleep(1)
    raise RuntimeError("in a task")


async def main():
    task = asyncio.create_task(fail())
    print("waiting")
    await task


asyncio.run(main())
