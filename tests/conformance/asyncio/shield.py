import asyncio


async def save():
    print("saving")
    await asyncio.sleep(2)
    print("saved")
    return "ok"


async def request():
    try:
        return await asyncio.shield(save())
    except asyncio.CancelledError:
        print("request cancelled")
        raise


async def main():
    task = asyncio.create_task(request())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("seen")
    await asyncio.sleep(2)
    inner = asyncio.create_task(save())
    print(await asyncio.shield(inner), inner.result())
    inner = asyncio.create_task(save())
    await asyncio.sleep(0.5)
    inner.cancel()
    try:
        await asyncio.shield(inner)
    except asyncio.CancelledError:
        print("the inner one was cancelled")


asyncio.run(main())
