import asyncio

trail = []


async def step(name, seconds, error=None):
    trail.append(f"{name}>")
    try:
        await asyncio.sleep(seconds)
        if error:
            raise error
        return name
    finally:
        trail.append(f"<{name}")


async def main():
    print(await asyncio.gather(step("a", 2), asyncio.gather(step("b", 1), step("c", 3)), asyncio.sleep(1, "slept")))
    print(trail)
    trail.clear()
    print(await asyncio.gather(step("d", 1, ValueError("d")), step("e", 2), step("f", 3, KeyError("f")), return_exceptions=True))
    print(trail)
    trail.clear()
    try:
        await asyncio.gather(step("g", 1, ValueError("first")), step("h", 1.5, KeyError("second")), step("i", 2))
    except (ValueError, KeyError) as error:
        print(repr(error), trail)
    await asyncio.sleep(2)
    print(trail)
    trail.clear()
    task = asyncio.create_task(step("j", 5))
    outer = asyncio.gather(task, step("k", 1))
    await asyncio.sleep(0.5)
    task.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("gather is cancelled with its task", outer.cancelled(), trail)
    try:
        await asyncio.wait_for(asyncio.gather(step("l", 1), step("m", 9)), 2)
    except TimeoutError:
        print("timeout", trail)


asyncio.run(main())
