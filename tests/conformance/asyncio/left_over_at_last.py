import asyncio


async def background():
    print("starts")
    try:
        await asyncio.sleep(100)
    finally:
        print("cleans up")


async def main():
    asyncio.create_task(background())
    print("main ends")


asyncio.run(main())
