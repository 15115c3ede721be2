import asyncio
import threading
import time


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    event = asyncio.Event()

    def work():
        time.sleep(1)
        loop.call_soon_threadsafe(future.set_result, "from a thread")
        time.sleep(1)
        loop.call_soon_threadsafe(event.set)

    threading.Thread(target=work).start()
    print(await future)
    print(await event.wait(), event.is_set())


asyncio.run(main())
