# Threads


async def to_thread(func, /, *args, **kwargs):
    if kwargs:
        from functools import partial

        func, args = partial(func, *args, **kwargs), ()
    return await get_running_loop().run_in_executor(None, func, *args)


# The result of a call of an executor's, for a loop.
def wrap_future(future, *, loop=None):
    if isinstance(future, Future):
        return future
    if loop is None:
        loop = get_event_loop()
    outer = loop.create_future()

    def copy():
        if not outer.cancelled():
            _copy_result(future, outer)

    outer.add_done_callback(lambda outer: outer.cancelled() and future.cancel())
    future.add_done_callback(lambda future: loop.is_closed() or _call_soon(loop, True, copy))
    return outer


def _copy_result(done, other):
    if done.cancelled():
        other.cancel()
    elif done.exception() is not None:
        other.set_exception(done.exception())
    else:
        other.set_result(done.result())


# Called in a thread other than the loop's.
def run_coroutine_threadsafe(coro, loop):
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    from concurrent.futures import Future as Outer

    outer = Outer()

    def start():
        inner = _ensure_future(coro, loop, False)
        inner.add_done_callback(finish)
        outer.add_done_callback(lambda _: outer.cancelled() and loop.call_soon_threadsafe(inner.cancel))

    def finish(inner):
        if inner.cancelled() or outer.set_running_or_notify_cancel():
            _copy_result(inner, outer)

    loop.call_soon_threadsafe(start)
    return outer
