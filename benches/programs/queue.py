import asyncio

COUNT = 1


async def work(queue, results):
    while True:
        results.append(await queue.get())
        await asyncio.sleep(1)
        queue.task_done()


async def main():
    queue, results = asyncio.Queue(), []
    workers = [asyncio.create_task(work(queue, results)) for _ in range(100)]
    for n in range(COUNT):
        queue.put_nowait(n)
    await queue.join()
    for worker in workers:
        worker.cancel()
    print(len(results))


asyncio.run(main())
