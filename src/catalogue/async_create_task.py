import asyncio
import time


async def greet(name):
    await asyncio.sleep(3)
    print("Hello, %s!" % name)


async def main():
    start = time.time()
    first = asyncio.create_task(greet("Ada"))
    second = asyncio.create_task(greet("Grace"))
    await first
    await second
    print(f"{time.time() - start:.5f} seconds")


asyncio.run(main())
