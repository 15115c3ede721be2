import asyncio
import threading
import time


def background(loop):
    asyncio.set_event_loop(loop)
    loop.run_forever()


async def work(n):
    await asyncio.sleep(n)
    return n * 10, threading.current_thread().name


loop = asyncio.new_event_loop()
thread = threading.Thread(target=background, args=(loop,), name="loop thread", daemon=True)
thread.start()
futures = [asyncio.run_coroutine_threadsafe(work(n), loop) for n in (1, 0.5)]
print([future.result() for future in futures])
late = asyncio.run_coroutine_threadsafe(work(5), loop)
try:
    late.result(timeout=0.5)
except TimeoutError as error:
    print("timeout", repr(error), late.cancel())
loop.call_soon_threadsafe(print, "called in the loop")
time.sleep(0.5)
loop.call_soon_threadsafe(loop.stop)
thread.join()
print(thread.is_alive(), loop.is_running())


async def main():
    event = asyncio.Event()
    running = asyncio.get_running_loop()

    def later():
        time.sleep(1)
        running.call_soon_threadsafe(event.set)

    helper = threading.Thread(target=later)
    helper.start()
    print(await event.wait())
    helper.join()


asyncio.run(main())
