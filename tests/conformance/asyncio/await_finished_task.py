import asyncio


async def quick():
    return "result"


async def main():
    task = asyncio.create_task(quick())
    print(task.done())
    await asyncio.sleep(1)
    print(task.done(), task.result())
    print(await task, await task, task.cancelled(), task.exception())
    early = asyncio.create_task(quick())
    try:
        early.result()
    except asyncio.InvalidStateError as error:
        print(error)
    await early


asyncio.run(main())
