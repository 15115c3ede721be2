import asyncio


async def use(name, lock, seconds):
    print(name, "wants", lock.locked())
    async with lock:
        print(name, "has")
        await asyncio.sleep(seconds)
    print(name, "gave back")


async def main():
    lock = asyncio.Lock()
    users = [asyncio.create_task(use(name, lock, 1)) for name in "abc"]
    await asyncio.sleep(0.5)
    users[1].cancel()
    await asyncio.gather(*users, return_exceptions=True)
    await lock.acquire()
    print("acquired", lock.locked())
    lock.release()
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    balance = 100

    async def withdraw(amount):
        nonlocal balance
        async with lock:
            seen = balance
            await asyncio.sleep(0.1)
            balance = seen - amount

    await asyncio.gather(*[withdraw(n) for n in (10, 20, 30)])
    print(balance)


asyncio.run(main())
