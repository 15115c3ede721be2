import asyncio


async def slow(n):
    try:
        await asyncio.sleep(n)
        return f"slept {n}"
    except asyncio.CancelledError:
        print("cancelled after the timeout", n)
        raise
    finally:
        print("cleanup", n)


async def slow_cleanup():
    try:
        await asyncio.sleep(10)
    finally:
        await asyncio.sleep(1)
        print("cleaned up slowly")


async def main():
    print(await asyncio.wait_for(slow(1), timeout=2))
    try:
        await asyncio.wait_for(slow(5), timeout=1)
    except asyncio.TimeoutError as error:
        print("timeout", repr(error), isinstance(error, TimeoutError))
    try:
        await asyncio.wait_for(slow_cleanup(), 0.5)
    except TimeoutError:
        print("timeout")
    print(await asyncio.wait_for(slow(0.5), None))
    try:
        await asyncio.wait_for(slow(1), 0)
    except TimeoutError:
        print("no time at all")
    task = asyncio.create_task(slow(3))
    try:
        await asyncio.wait_for(asyncio.shield(task), 1)
    except TimeoutError:
        print("shielded", task.done())
    print(await task)


asyncio.run(main())
