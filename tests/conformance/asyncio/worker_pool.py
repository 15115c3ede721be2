import asyncio


async def worker(name, queue, log):
    while True:
        seconds = await queue.get()
        await asyncio.sleep(seconds)
        log.append((name, seconds))
        queue.task_done()


async def main():
    queue = asyncio.Queue()
    for seconds in (1, 2.25, 0.5, 1.5, 1.0):
        queue.put_nowait(seconds)
    log = []
    workers = [asyncio.create_task(worker(f"w{n}", queue, log)) for n in range(2)]
    await queue.join()
    for task in workers:
        task.cancel()
    results = await asyncio.gather(*workers, return_exceptions=True)
    print(log, [type(result).__name__ for result in results])


asyncio.run(main())
