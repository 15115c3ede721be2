import asyncio


async def main():
    await asyncio.sleep(1)
    print("leaving")
    raise SystemExit(0)


asyncio.run(main())
print("not printed")
