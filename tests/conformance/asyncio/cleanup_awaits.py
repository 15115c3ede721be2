import asyncio


async def background():
    try:
        await asyncio.sleep(100)
    finally:
        print("cleaning")
        await asyncio.sleep(1)
        print("clean")


async def main():
    asyncio.create_task(background())
    await asyncio.sleep(1)


asyncio.run(main())
