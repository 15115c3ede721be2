import asyncio


async def compute(n):
    if n == 0:
        return []
    rest = await compute(n - 1)
    return rest + [n]


async def nothing():
    pass


async def main():
    print(await compute(5))
    print(await nothing())
    return "from main"


print(asyncio.run(main()))
