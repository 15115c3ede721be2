import asyncio


async def worker(name, swallow=False):
    print(name, "starts")
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print(name, "cancelled", error.args)
        if not swallow:
            raise
        await asyncio.sleep(0.5)
        return name + " went on"
    finally:
        print(name, "finally")


async def main():
    a = asyncio.create_task(worker("a"))
    b = asyncio.create_task(worker("b", swallow=True))
    c = asyncio.create_task(worker("c"))
    await asyncio.sleep(1)
    print(a.cancel(), b.cancel("a message"), a.cancelling())
    try:
        await a
    except asyncio.CancelledError:
        print("a", a.cancelled(), a.done())
    print(await b, b.cancelled())
    c.cancel()
    print(await asyncio.gather(c, return_exceptions=True))
    early = asyncio.create_task(worker("early"))
    early.cancel()
    await asyncio.wait([early])
    print("never started", early.cancelled(), early.cancel())
    try:
        early.result()
    except asyncio.CancelledError:
        print("no result")
    group = asyncio.gather(worker("x"), worker("y"))
    await asyncio.sleep(0.5)
    group.cancel()
    try:
        await group
    except asyncio.CancelledError:
        print("group cancelled")


asyncio.run(main())
