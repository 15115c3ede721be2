import asyncio


async def main():
    await asyncio.sleep(1)
    raise asyncio.CancelledError("by hand")


asyncio.run(main())
