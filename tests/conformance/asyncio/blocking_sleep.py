import asyncio
import time


async def polite(name):
    for _ in range(2):
        await asyncio.sleep(0.5)
        print(name, "woke")


async def rude():
    await asyncio.sleep(0.25)
    print("blocks")
    time.sleep(2)
    print("unblocks")


async def main():
    await asyncio.gather(polite("a"), rude(), polite("b"))


asyncio.run(main())
