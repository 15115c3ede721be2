import asyncio


async def producer(queue):
    for n in range(5):
        await queue.put(n)
        print("put", n, "size", queue.qsize())
        await asyncio.sleep(0.5)
    await queue.put(None)


async def consumer(queue):
    while (item := await queue.get()) is not None:
        print("got", item)
        await asyncio.sleep(0.8)
        queue.task_done()
    queue.task_done()
    return "consumed"


async def main():
    queue = asyncio.Queue(maxsize=2)
    results = await asyncio.gather(producer(queue), consumer(queue))
    print(results, queue.empty())
    await queue.join()
    queue.put_nowait(1)
    queue.put_nowait(2)
    print(queue.full(), queue.maxsize)
    try:
        queue.put_nowait(3)
    except asyncio.QueueFull as error:
        print(repr(error))
    print(queue.get_nowait(), queue.get_nowait())
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print(repr(error))
    try:
        await asyncio.wait_for(queue.get(), 0.5)
    except TimeoutError:
        print("nothing came")
    queue.task_done()
    queue.task_done()
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
    ranked = asyncio.PriorityQueue()
    for pair in ((3, "c"), (1, "a"), (2, "b")):
        ranked.put_nowait(pair)
    print([ranked.get_nowait() for _ in range(3)])
    stack = asyncio.LifoQueue()
    for n in range(3):
        await stack.put(n)
    print([await stack.get() for _ in range(3)])


asyncio.run(main())
