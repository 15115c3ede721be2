import asyncio


async def set_later(future, value):
    await asyncio.sleep(1)
    future.set_result(value)


async def work(n):
    await asyncio.sleep(n)
    if n > 1:
        raise ValueError(n)
    return n


def done(task):
    print("callback", task.get_name(), task.cancelled() or task.exception())


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda f: print("resolved", f.result()))
    print(future.done(), future.cancelled())
    asyncio.create_task(set_later(future, "value"))
    print(await future, await future)
    try:
        future.set_result(2)
    except asyncio.InvalidStateError as error:
        print(repr(error))
    a, b, c = (asyncio.create_task(work(n), name=f"t{n}") for n in (1, 2, 3))
    for task in (a, b, c):
        task.add_done_callback(done)
    b.remove_done_callback(done)
    print(isinstance(a, asyncio.Future), isinstance(a, asyncio.Task), asyncio.isfuture(a))
    try:
        a.result()
    except asyncio.InvalidStateError as error:
        print(error)
    await asyncio.sleep(1.5)
    c.cancel()
    print(a.result(), await asyncio.gather(b, c, return_exceptions=True))
    broken = loop.create_future()
    broken.set_exception(KeyError("set by hand"))
    try:
        await broken
    except KeyError as error:
        print(repr(error), repr(broken.exception()))
    a.add_done_callback(done)
    print("after")
    await asyncio.sleep(0)


asyncio.run(main())
