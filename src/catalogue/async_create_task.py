import asyncio


async def greet(name):
    await asyncio.sleep(3)
    print(f"Hello, {name}!")


async def main():
    first = asyncio.create_task(greet("Ada"))
    second = asyncio.create_task(greet("Grace"))
    await first
    await second


asyncio.run(main())
