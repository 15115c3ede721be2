import asyncio


async def work(n):
    await asyncio.sleep(n)
    return n


async def fail():
    raise ValueError("no")


async def main():
    seen = []

    def note(task):
        seen.append(task.get_name())
        print("done", task.get_name(), task.cancelled())

    def other(task):
        print("other")

    a = asyncio.create_task(work(1), name="a")
    b = asyncio.create_task(fail(), name="b")
    c = asyncio.create_task(work(9), name="c")
    for task in a, b, c:
        task.add_done_callback(note)
    a.add_done_callback(other)
    a.add_done_callback(other)
    a.add_done_callback(note)
    print(a.remove_done_callback(other), a.remove_done_callback(other))
    print(await a)
    print("after a")
    c.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(seen, repr(b.exception()))
    a.add_done_callback(note)
    print("added")
    await asyncio.sleep(0)
    print(seen)


asyncio.run(main())
