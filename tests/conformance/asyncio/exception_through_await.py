import asyncio


async def inner():
    await asyncio.sleep(1)
    raise KeyError("inner")


async def middle():
    await inner()


async def main():
    task = asyncio.create_task(middle())
    try:
        await task
    except KeyError as error:
        print("caught", error)
    print(task.exception())
    await middle()


asyncio.run(main())
