import asyncio


async def work(n, result):
    await asyncio.sleep(n)
    return result


def count(n):
    print("count", n, loop.is_running())
    if n:
        loop.call_later(1, count, n - 1)
    else:
        loop.stop()


def note(loop, context):
    print("handler", sorted(context), context["message"][:30], repr(context["exception"]))


async def fail():
    raise ValueError("nobody asks")


async def leave_it():
    asyncio.create_task(fail())
    await asyncio.sleep(1)


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(loop.run_until_complete(work(1, "first")))
loop.call_soon(count, 2)
never = loop.call_later(0.5, print, "never")
never.cancel()
print(never.cancelled(), loop.is_running())
loop.run_forever()
print(loop.run_until_complete(work(1, "second")))
loop.set_exception_handler(note)
loop.call_soon(lambda: 1 / 0)
loop.run_until_complete(leave_it())
task = loop.create_task(work(5, "late"))
task.add_done_callback(lambda task: 1 / 0)
task.cancel()
loop.run_until_complete(asyncio.sleep(0))
loop.run_until_complete(asyncio.sleep(0))
print(task.cancelled())
loop.close()
print(loop.is_closed(), loop)
late = work(1, "never")
try:
    loop.run_until_complete(late)
except RuntimeError as error:
    print(error)
late.close()
