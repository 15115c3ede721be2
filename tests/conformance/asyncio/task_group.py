import asyncio


async def step(name, seconds, fail=False):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    if fail:
        raise ValueError(name)
    print(name, "done")
    return name


async def main():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(step("a", 1))
        b = group.create_task(step("b", 2), name="bee")
        print("body ends", b.get_name())
    print("group ends", a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(step("c", 3))
            group.create_task(step("d", 1, fail=True))
            await step("body", 5)
    except BaseException as error:
        print(type(error).__name__, error, [repr(e) for e in error.exceptions])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(step("e", 3))
            await asyncio.sleep(1)
            raise KeyError("from the body")
    except BaseException as error:
        print(type(error).__name__, [repr(e) for e in error.exceptions])
    async with asyncio.TaskGroup() as group:
        async def spawner():
            await asyncio.sleep(0.5)
            group.create_task(step("spawned", 1))

        group.create_task(spawner())
    print("end")


asyncio.run(main())
