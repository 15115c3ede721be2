import asyncio


async def work(n):
    await asyncio.sleep(n)
    if n == 3:
        raise ValueError(f"{n} failed")
    return n


async def main():
    tasks = [asyncio.create_task(work(n), name=f"work {n}") for n in (3, 1, 5, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([t.get_name() for t in done], len(pending))
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_EXCEPTION)
    print([repr(t.exception()) for t in done], [t.get_name() for t in pending])
    done, pending = await asyncio.wait(pending, return_when=asyncio.ALL_COMPLETED)
    print([t.result() for t in done], pending)
    done, pending = await asyncio.wait(tasks)
    print(len(done), len(pending))


asyncio.run(main())
