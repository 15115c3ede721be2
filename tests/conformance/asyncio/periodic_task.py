import asyncio


async def every(seconds, function, *args):
    while True:
        await asyncio.sleep(seconds)
        function(*args)


async def heartbeat(stop):
    beats = 0
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), timeout=1)
        except asyncio.TimeoutError:
            beats += 1
            print("beat", beats)
    return beats


async def main():
    stop = asyncio.Event()
    task = asyncio.create_task(every(0.8, print, "tick"))
    heart = asyncio.create_task(heartbeat(stop))
    await asyncio.sleep(3.5)
    task.cancel()
    stop.set()
    print("beats", await heart)
    await asyncio.sleep(1)
    print(task.cancelled())


asyncio.run(main())
