import asyncio


async def greet(name):
    await asyncio.sleep(2)
    print(f"Hello, {name}!")
    return name


async def main():
    first = asyncio.create_task(greet("Ada"))
    second = asyncio.create_task(greet("Grace"))
    print(await first, await second)
    print(await greet("Alan"))


asyncio.run(main())
