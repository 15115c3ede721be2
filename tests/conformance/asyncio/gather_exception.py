import asyncio


async def fail(n):
    await asyncio.sleep(n)
    raise ValueError(f"after {n}")


async def fine(n):
    await asyncio.sleep(n)
    print("fine", n)
    return n


async def main():
    try:
        await asyncio.gather(fine(2), fail(1), fine(3))
    except ValueError as error:
        print("caught", error)
    await asyncio.sleep(1.5)
    print("the others went on")
    results = await asyncio.gather(fine(1), fail(0.5), return_exceptions=True)
    print(results, type(results[1]).__name__)


asyncio.run(main())
