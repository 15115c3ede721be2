import asyncio

running = 0


async def download(n, limit):
    global running
    async with limit:
        running += 1
        print("start", n, "running", running)
        await asyncio.sleep(1 + n / 4)
        running -= 1
    return n


async def main():
    limit = asyncio.Semaphore(2)
    print(await asyncio.gather(*[download(n, limit) for n in range(5)]))
    print(limit.locked())
    await limit.acquire()
    await limit.acquire()
    print(limit.locked())
    limit.release()
    bounded = asyncio.BoundedSemaphore(1)
    await bounded.acquire()
    bounded.release()
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print(error)


asyncio.run(main())
