import asyncio


async def add(a, b):
    await asyncio.sleep(0.5)
    return a + b


async def fails():
    await asyncio.sleep(0.5)
    raise ValueError("through run")


print(asyncio.run(add(1, 2)))
try:
    asyncio.run(fails())
except ValueError as error:
    print(error)
with asyncio.Runner() as runner:
    print(runner.run(add(3, 4)), runner.run(add(5, 6)))
    runner.run(asyncio.sleep(0))


async def leaves_tasks():
    async def ends_badly():
        try:
            await asyncio.sleep(10)
        finally:
            print("cleanup of a left over task")

    tasks = [asyncio.create_task(ends_badly()) for _ in range(2)]
    await asyncio.sleep(0.5)
    return len(tasks)


print(asyncio.run(leaves_tasks()))
