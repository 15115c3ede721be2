import asyncio


async def who(label):
    print(label, asyncio.current_task().get_name())
    await asyncio.sleep(0.5)


async def main():
    await who("main")
    a = asyncio.create_task(who("a"))
    b = asyncio.create_task(who("b"), name="named")
    print(a.get_name(), b.get_name())
    await asyncio.gather(a, b, who("c"))
    a.set_name("renamed")
    print(a.get_name())


asyncio.run(main())
asyncio.run(who("second run"))
