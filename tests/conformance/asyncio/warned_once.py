import asyncio


async def work():
    print("never printed")


async def main():
    work()
    for _ in range(3):
        work()
    kept = [work()]
    kept[0]
    await kept[0]
    print("done")


work()
asyncio.run(main())
last = work()
print("end")
