import asyncio
import threading


async def work(name):
    for n in range(2):
        await asyncio.sleep(1)
        print(name, n, threading.current_thread().name)


thread = threading.Thread(target=asyncio.run, args=(work("thread"),), name="T")
thread.start()
thread.join()
asyncio.run(work("main"))
