import asyncio


class Lock:
    def __init__(self):
        self.owners = []

    async def __aenter__(self):
        await asyncio.sleep(0.5)
        self.owners.append(1)
        return self

    async def __aexit__(self, kind, value, traceback):
        await asyncio.sleep(0.5)
        print("leave", kind and kind.__name__)
        return kind is ValueError


class Worker:
    count = 0

    def __init__(self, name):
        self.name = name
        Worker.count += 1

    async def run(self, delay):
        await asyncio.sleep(delay)
        print(self.name, "ran")
        return self


async def main():
    lock = Lock()
    async with lock as same:
        print(same is lock, lock.owners)
    async with Lock(), Lock() as two:
        raise ValueError("swallowed")
    print(two.owners)
    workers = await asyncio.gather(Worker("a").run(2), Worker("b").run(1))
    print([worker.name for worker in workers], Worker.count)
    task = asyncio.create_task(Worker("c").run(1))
    print((await task).name)


asyncio.run(main())
