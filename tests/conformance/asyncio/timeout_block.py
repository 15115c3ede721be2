import asyncio


async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(1):
            print("in")
            await asyncio.sleep(5)
            print("never")
    except TimeoutError:
        print("out of time")
    async with asyncio.timeout(2) as scope:
        await asyncio.sleep(0.5)
    print("in time", scope.expired())
    try:
        async with asyncio.timeout(None) as scope:
            print(scope.when())
            scope.reschedule(loop.time() + 0.5)
            await asyncio.sleep(3)
    except TimeoutError:
        print("rescheduled", scope.expired())
    try:
        async with asyncio.timeout(3):
            try:
                async with asyncio.timeout(0.5):
                    await asyncio.sleep(10)
            except TimeoutError:
                print("inner")
            await asyncio.sleep(10)
    except TimeoutError:
        print("outer")
    try:
        async with asyncio.timeout_at(loop.time() + 0.5):
            await asyncio.sleep(2)
    except TimeoutError:
        print("at")
    try:
        async with asyncio.timeout(1):
            raise ValueError("mine")
    except ValueError as error:
        print(error)


asyncio.run(main())
