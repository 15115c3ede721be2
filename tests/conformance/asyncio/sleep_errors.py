import asyncio


async def main():
    await asyncio.sleep(-1)
    print("negative is fine")
    try:
        await asyncio.sleep("a")
    except TypeError as error:
        print(error)
    asyncio.sleep(1)
    print("not awaited")


asyncio.run(main())
