import asyncio


async def inner():
    return 1


async def main():
    coroutine = inner()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    print(await coroutine)


asyncio.run(main())
try:
    asyncio.run(5)
except ValueError as error:
    print(error)
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
coroutine = inner()
try:
    asyncio.create_task(coroutine)
except RuntimeError as error:
    print(error)
print(asyncio.run(coroutine))
