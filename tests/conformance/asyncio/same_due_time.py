import asyncio


async def late(name, delays):
    for delay in delays:
        await asyncio.sleep(delay)
    print(name)


async def main():
    await asyncio.gather(late("one", [2]), late("two", [1.5]), late("three", [1]), late("four", [0.5]))


asyncio.run(main())
