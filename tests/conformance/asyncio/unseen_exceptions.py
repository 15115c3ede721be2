import asyncio


async def fail(n):
    await asyncio.sleep(n)
    raise ValueError(n)


async def main():
    asyncio.create_task(fail(1))
    asyncio.create_task(fail(2))
    seen = asyncio.create_task(fail(1))
    await asyncio.sleep(3)
    print(repr(seen.exception()))
    asyncio.create_task(fail(100))
    print("end")


asyncio.run(main())
