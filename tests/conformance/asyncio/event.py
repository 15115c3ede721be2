import asyncio


async def waiter(name, event):
    print(name, "waits", event.is_set())
    print(name, await event.wait())


async def main():
    event = asyncio.Event()
    waiters = [asyncio.create_task(waiter(name, event)) for name in "abc"]
    await asyncio.sleep(1)
    print("set")
    event.set()
    print("still in main")
    await asyncio.gather(*waiters)
    await waiter("late", event)
    event.clear()
    try:
        await asyncio.wait_for(event.wait(), 0.5)
    except TimeoutError:
        print("timeout", event.is_set())


asyncio.run(main())
