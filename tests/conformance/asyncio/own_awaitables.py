import asyncio
class Pause:
    def __await__(self):
        yield
        return "paused"
class Sleep:
    def __init__(self, n): self.n = n
    def __await__(self):
        print("sleeping")
        yield from asyncio.sleep(self.n).__await__()
        return self.n
async def work(name):
    for i in range(3):
        print(name, i)
        print(await Pause())
    print(await Sleep(1))
async def inner():
    await Pause()
    return 1
async def outer():
    try:
        r = await inner()
        while True:
            await Pause()
    except asyncio.CancelledError:
        print("cancelled in outer")
        raise
async def main():
    await asyncio.gather(work("a"), work("b"))
    t = asyncio.create_task(outer())
    await asyncio.sleep(0); await asyncio.sleep(0); await asyncio.sleep(0)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))
    class Bad:
        def __await__(self):
            yield 5
    async def bad():
        await Bad()
    try:
        await asyncio.create_task(bad())
    except RuntimeError as e:
        print(e)
asyncio.run(main())
c = inner()
print(c.send(None))
try: c.send(None)
except StopIteration as e: print("stop", e.value)
