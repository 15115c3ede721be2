import asyncio


class Notes:
    def note(self, task):
        raise KeyError(task.get_name())


def fail(a, b):
    raise ValueError(a + b)


def done(task):
    raise LookupError("done")


async def work():
    return 5


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(fail, 1, 2)
    loop.call_soon(lambda: 1 / 0)
    task = asyncio.create_task(work(), name="work")
    task.add_done_callback(done)
    task.add_done_callback(Notes().note)
    await asyncio.sleep(2)
    print(await task)


asyncio.run(main())
