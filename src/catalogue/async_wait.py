import asyncio
import time

done = []


async def work(n):
    print("waiting %s" % n)
    await asyncio.sleep(n)
    done.append(n)


async def main():
    start = time.time()
    tasks = [asyncio.create_task(work(n)) for n in range(1, 10)]
    await asyncio.wait(tasks, timeout=10)
    print(done)
    print(f"{time.time() - start:.5f} seconds")


asyncio.run(main())
