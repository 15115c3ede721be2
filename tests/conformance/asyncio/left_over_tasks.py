import asyncio


async def background(name):
    try:
        print(name, "starts")
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        print(name, "cleans up")


async def main():
    asyncio.create_task(background("a"))
    await asyncio.sleep(1)
    print("main ends")


asyncio.run(main())
print("after run")
