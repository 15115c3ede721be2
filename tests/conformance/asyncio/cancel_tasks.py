import asyncio


async def work(name, seconds):
    try:
        await asyncio.sleep(seconds)
        return name
    except asyncio.CancelledError as error:
        print(name, "cancelled", error.args)
        raise
    finally:
        print(name, "ends")


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("not yet")
    await asyncio.sleep(1)
    return "stubborn"


async def main():
    task = asyncio.create_task(work("a", 5))
    never = asyncio.create_task(work("never", 5))
    print(never.cancel(), never.cancelled(), never.done())
    await asyncio.sleep(1)
    print(never.cancelled(), never.done())
    print(task.cancel("enough"), task.cancelling(), task.done())
    try:
        await task
    except asyncio.CancelledError as error:
        print(error.args, task.cancelled())
    print(task.cancel())
    other = asyncio.create_task(stubborn())
    await asyncio.sleep(1)
    other.cancel()
    print(other.cancelling(), other.uncancel())
    print(await other, other.cancelled())
    together = asyncio.gather(work("x", 3), work("y", 4))
    await asyncio.sleep(1)
    print(together.cancel())
    try:
        await together
    except asyncio.CancelledError as error:
        print("gather", error.args, together.cancelled())
    results = await asyncio.gather(work("u", 1), asyncio.create_task(work("v", 2)), return_exceptions=True)
    print(results)
    left = asyncio.create_task(work("left", 2))
    collecting = asyncio.gather(left, work("kept", 1), return_exceptions=True)
    await asyncio.sleep(0)
    left.cancel("by hand")
    print(await collecting)


asyncio.run(main())
