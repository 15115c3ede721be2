import asyncio
import threading
import time


def blocking(n, factor=1):
    time.sleep(n)
    return n * factor, threading.current_thread().name.startswith("asyncio_")


def fails():
    raise ValueError("in the thread")


async def ticker():
    for n in range(3):
        print("tick", n)
        await asyncio.sleep(0.75)


async def main():
    print(await asyncio.gather(asyncio.to_thread(blocking, 1), asyncio.to_thread(blocking, 2, factor=10), ticker()))
    try:
        await asyncio.to_thread(fails)
    except ValueError as error:
        print(error)
    try:
        await asyncio.wait_for(asyncio.to_thread(blocking, 2), 1)
    except TimeoutError:
        print("not waited for, but the thread goes on")


asyncio.run(main())
print("end")
