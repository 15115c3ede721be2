import asyncio


async def coroutine():
    await asyncio.sleep(0.5)
    return "done"


def plain():
    return "plain"


async def main():
    me = asyncio.current_task()
    print(me.get_name(), len(asyncio.all_tasks()), me in asyncio.all_tasks())
    task = asyncio.create_task(coroutine())
    c = coroutine()
    print(len(asyncio.all_tasks()), asyncio.iscoroutine(c), asyncio.iscoroutine(task), asyncio.iscoroutine(coroutine))
    print(type(c).__name__, type(task).__name__, c.__name__)
    print(await c, await task, len(asyncio.all_tasks()))
    ensured = asyncio.ensure_future(coroutine())
    print(asyncio.ensure_future(ensured) is ensured, await ensured)
    begin = asyncio.get_running_loop().time()
    await asyncio.sleep(2)
    print(round(asyncio.get_running_loop().time() - begin))
    try:
        await plain()
    except TypeError as error:
        print(error)


asyncio.run(main())
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
