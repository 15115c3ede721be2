import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def blocking(n):
    time.sleep(n)
    print("thread", threading.current_thread().name)
    return n


async def ticker():
    for n in range(3):
        print("tick", n)
        await asyncio.sleep(0.75)


async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(ticker())
    print(await loop.run_in_executor(None, blocking, 1))
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [loop.run_in_executor(pool, blocking, n) for n in (1, 2, 1.5)]
        print(await asyncio.gather(*futures))
    await task


asyncio.run(main())
