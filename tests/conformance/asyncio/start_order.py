import asyncio


async def step(name):
    print(name, "starts")
    await asyncio.sleep(0)
    print(name, "goes on")
    await asyncio.sleep(0)
    print(name, "ends")


async def main():
    a = asyncio.create_task(step("a"))
    print("created a")
    b = asyncio.create_task(step("b"))
    print("created b")
    await asyncio.sleep(0)
    print("main goes on")
    c = asyncio.create_task(step("c"))
    await a
    print("awaited a")
    await b
    await c
    print("done")


asyncio.run(main())
