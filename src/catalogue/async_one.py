import asyncio
import time


async def greet(name):
    await asyncio.sleep(3)
    print("Hello, %s!" % name)


async def main():
    start = time.time()
    await greet("Ada")
    print(f"{time.time() - start:.5f} seconds")


asyncio.run(main())
