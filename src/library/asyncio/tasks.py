# Tasks and futures


def iscoroutine(obj):
    return isinstance(obj, _Coroutine)


def isfuture(obj):
    return isinstance(obj, Future)


def current_task(loop=None):
    return _current_task(get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    return set(_all_tasks(get_running_loop() if loop is None else loop))


def create_task(coro, *, name=None, context=None):
    return get_running_loop().create_task(coro, name=name)


async def sleep(delay, result=None):
    if delay <= 0:
        await _timer(0)
        return result
    return await _timer(delay, result)


def ensure_future(coro_or_future, *, loop=None):
    return _ensure_future(coro_or_future, loop)


def _ensure_future(awaitable, loop, quiet=False):
    if isinstance(awaitable, Future):
        if loop is not None and loop is not awaitable.get_loop():
            message = "The future belongs to a different loop than the one specified as the loop argument"
            raise ValueError(message)
        return awaitable
    if not isinstance(awaitable, _Coroutine):
        if not hasattr(awaitable, "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        awaitable = _await(awaitable)
    if loop is None:
        loop = get_event_loop()
    return _task(loop, awaitable, None, False, quiet)


async def _await(awaitable):
    return await awaitable


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        outer = get_event_loop().create_future()
        outer.set_result([])
        return outer
    futures = {}
    children = []
    loop = None
    for one in coros_or_futures:
        if one not in futures:
            futures[one] = future = _ensure_future(one, loop, True)
            if loop is None:
                loop = future.get_loop()
        children.append(futures[one])
    return _gather(loop, children, len(futures), return_exceptions)


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = _future(inner.get_loop(), "await shield")

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
        elif inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer
