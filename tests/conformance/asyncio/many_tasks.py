import asyncio

finished = []


async def work(n):
    await asyncio.sleep(1 + n % 3)
    finished.append(n)


async def main():
    await asyncio.gather(*(work(n) for n in range(30)))


asyncio.run(main())
print(finished)
