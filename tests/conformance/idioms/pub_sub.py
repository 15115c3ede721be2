import asyncio


class Hub:
    def __init__(self):
        self.subscriptions = set()

    def publish(self, message):
        for queue in self.subscriptions:
            queue.put_nowait(message)


class Subscription:
    def __init__(self, hub):
        self.hub = hub
        self.queue = asyncio.Queue()

    def __enter__(self):
        self.hub.subscriptions.add(self.queue)
        return self.queue

    def __exit__(self, *details):
        self.hub.subscriptions.remove(self.queue)


async def reader(name, hub, count, log):
    await asyncio.sleep(count / 4)
    with Subscription(hub) as queue:
        for _ in range(count):
            log.append((name, await queue.get()))


async def main():
    hub, log = Hub(), []
    readers = [asyncio.create_task(reader(f"r{n}", hub, n, log)) for n in (1, 2, 3)]
    for n in range(5):
        await asyncio.sleep(0.4)
        print("publish", n, "to", len(hub.subscriptions))
        hub.publish(n)
    await asyncio.gather(*readers)
    print(sorted(log), len(hub.subscriptions))


asyncio.run(main())
