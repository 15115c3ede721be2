# any order: words
import asyncio

DONE = object()


async def stage(name, function, source, target, seconds):
    while (item := await source.get()) is not DONE:
        await asyncio.sleep(seconds)
        result = function(item)
        print(name, item, "->", result)
        await target.put(result)
    await target.put(DONE)


async def main():
    numbers, squares, texts = asyncio.Queue(), asyncio.Queue(1), asyncio.Queue()
    stages = [
        asyncio.create_task(stage("square", lambda n: n * n, numbers, squares, 0.5)),
        asyncio.create_task(stage("text", str, squares, texts, 0.75)),
    ]
    for n in range(4):
        await numbers.put(n)
    await numbers.put(DONE)
    await asyncio.gather(*stages)
    out = []
    while not texts.empty():
        out.append(texts.get_nowait())
    print("result", out[:-1], out[-1] is DONE)


asyncio.run(main())
