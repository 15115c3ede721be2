import asyncio


async def forgotten():
    print("never printed")


async def main():
    forgotten()
    await asyncio.sleep(1)
    print("main ends")


asyncio.run(main())
