import asyncio
import time


def fail():
    time.sleep(1)
    raise OSError("in the thread")


async def main():
    loop = asyncio.get_running_loop()
    try:
        await loop.run_in_executor(None, fail)
    except OSError as error:
        print("caught", error)
    await loop.run_in_executor(None, fail)


asyncio.run(main())
