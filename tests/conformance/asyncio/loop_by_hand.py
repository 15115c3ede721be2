import asyncio


async def greet(name, seconds):
    await asyncio.sleep(seconds)
    print("hello", name)
    return name


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(loop.run_until_complete(greet("one", 1)), loop.is_running(), loop.is_closed())
task = loop.create_task(greet("two", 1))
print(loop.run_until_complete(task))


async def both():
    print(asyncio.get_running_loop() is loop, asyncio.get_event_loop() is loop)
    return await asyncio.gather(greet("four", 1), greet("five", 0.5))


print(loop.run_until_complete(both()))
loop.call_later(1, print, "later")
loop.call_soon(print, "soon")
handle = loop.call_later(0.5, print, "never")
handle.cancel()
print(handle.cancelled())
loop.call_at(loop.time() + 2, loop.stop)
loop.run_forever()
future = loop.create_future()
loop.call_later(0.5, future.set_result, 42)
print(loop.run_until_complete(future), future.done())
try:
    loop.run_until_complete(5)
except TypeError as error:
    print(error)
loop.close()
print(loop.is_closed())
try:
    loop.call_soon(print)
except RuntimeError as error:
    print(error)
