import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

done = []


def work(seconds):
    print("waiting %s" % seconds)
    time.sleep(seconds)
    done.append(seconds)


async def main():
    start = time.time()
    loop = asyncio.get_event_loop()
    executor = ThreadPoolExecutor(max_workers=10)
    jobs = [loop.run_in_executor(executor, work, n) for n in range(1, 5)]
    await asyncio.gather(*jobs)
    print(done)
    print(f"{time.time() - start:.5f} seconds")


asyncio.run(main())
