import asyncio


async def work(n):
    await asyncio.sleep(n)
    return n


async def main():
    coroutine = work(1)
    for wrong in (
        lambda: asyncio.wait([coroutine]),
        lambda: asyncio.wait([]),
        lambda: asyncio.wait(5),
        lambda: asyncio.wait([asyncio.create_task(work(0))], return_when="never"),
        lambda: asyncio.wait_for(5, 1),
        lambda: asyncio.gather(5),
    ):
        try:
            await wrong()
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    print(await coroutine, await asyncio.gather(), await asyncio.gather(work(0.5), work(0.25)))
    same = asyncio.create_task(work(0.5))
    print(await asyncio.gather(same, same), await same)


asyncio.run(main())
try:
    asyncio.run(5)
except ValueError as error:
    print(error)
left = work(1)
try:
    asyncio.create_task(left)
except RuntimeError as error:
    print(error)
left.close()
