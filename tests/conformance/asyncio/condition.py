import asyncio

items = []


async def consumer(name, condition):
    async with condition:
        await condition.wait_for(lambda: len(items) > 0)
        print(name, "took", items.pop(0))


async def waiter(name, condition):
    async with condition:
        await condition.wait()
        print(name, "notified")


async def main():
    condition = asyncio.Condition()
    consumers = [asyncio.create_task(consumer(name, condition)) for name in ("one", "two", "three")]
    await asyncio.sleep(1)
    for n in range(3):
        async with condition:
            items.append(n)
            print("put", n)
            condition.notify()
        await asyncio.sleep(0.5)
    await asyncio.gather(*consumers)
    waiters = [asyncio.create_task(waiter(name, condition)) for name in "abc"]
    await asyncio.sleep(0.5)
    async with condition:
        condition.notify(1)
    await asyncio.sleep(0.5)
    async with condition:
        condition.notify_all()
    await asyncio.gather(*waiters)
    try:
        condition.notify()
    except RuntimeError as error:
        print(error)
    try:
        await condition.wait()
    except RuntimeError as error:
        print(error)


asyncio.run(main())
