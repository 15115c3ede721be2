import asyncio


async def work(n):
    print("begin", n)
    await asyncio.sleep(n)
    print("end", n)
    return n * n


async def main():
    print([await work(n) for n in (1, 2)])
    coroutines = [work(n) for n in (1, 1)]
    for coroutine in coroutines:
        print(await coroutine)


asyncio.run(main())
