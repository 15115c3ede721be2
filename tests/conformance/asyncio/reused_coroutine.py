import asyncio


async def once():
    return "once"


async def main():
    coroutine = once()
    print(await coroutine)
    try:
        await coroutine
    except RuntimeError as error:
        print(error)
    try:
        await 5
    except TypeError as error:
        print(error)
    try:
        await asyncio.gather(1)
    except TypeError as error:
        print(error)
    try:
        asyncio.create_task(once)
    except TypeError as error:
        print(str(error)[:35])


asyncio.run(main())
