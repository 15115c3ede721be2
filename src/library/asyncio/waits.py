# Waiting for several, or not for ever


def _release(waiter):
    if not waiter.done():
        waiter.set_result(None)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any([iscoroutine(one) for one in fs]):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = get_running_loop()
    waiter = _future(loop, "await wait")
    handle = None if timeout is None else loop.call_later(timeout, _release, waiter)
    left = len(fs)

    def one_done(one):
        nonlocal left
        left -= 1
        enough = left <= 0 or return_when == FIRST_COMPLETED
        if not enough and return_when == FIRST_EXCEPTION and not one.cancelled():
            enough = one.exception() is not None
        if enough:
            if handle is not None:
                handle.cancel()
            _release(waiter)

    for one in fs:
        one.add_done_callback(one_done)
    try:
        await waiter
    finally:
        if handle is not None:
            handle.cancel()
        for one in fs:
            one.remove_done_callback(one_done)
    done, pending = set(), set()
    for one in fs:
        (done if one.done() else pending).add(one)
    return done, pending


async def wait_for(fut, timeout):
    loop = get_running_loop()
    if timeout is None:
        return await fut
    if timeout <= 0:
        fut = _ensure_future(fut, loop)
        if fut.done():
            return fut.result()
        return await _give_up(fut, loop)
    waiter = _future(loop, "await wait_for")
    handle = loop.call_later(timeout, _release, waiter)

    def release(fut):
        _release(waiter)

    fut = _ensure_future(fut, loop)
    fut.add_done_callback(release)
    try:
        try:
            await waiter
        except CancelledError:
            if fut.done():
                return fut.result()
            fut.remove_done_callback(release)
            await _cancel_and_wait(fut, loop)
            raise
        if fut.done():
            return fut.result()
        fut.remove_done_callback(release)
        return await _give_up(fut, loop)
    finally:
        handle.cancel()


async def _give_up(fut, loop):
    await _cancel_and_wait(fut, loop)
    try:
        return fut.result()
    except CancelledError as error:
        raise TimeoutError() from error


async def _cancel_and_wait(fut, loop):
    waiter = _future(loop, "await cancel")

    def release(fut):
        _release(waiter)

    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


def as_completed(fs, *, timeout=None):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    done = Queue()
    loop = get_event_loop()
    todo = set([_ensure_future(one, loop) for one in set(fs)])
    handle = None

    def time_over():
        for one in todo:
            one.remove_done_callback(one_done)
            done.put_nowait(None)
        todo.clear()

    def one_done(one):
        if todo:
            todo.remove(one)
            done.put_nowait(one)
            if not todo and handle is not None:
                handle.cancel()

    async def next_one():
        one = await done.get()
        if one is None:
            raise TimeoutError
        return one.result()

    for one in todo:
        one.add_done_callback(one_done)
    if todo and timeout is not None:
        handle = loop.call_later(timeout, time_over)
    for _ in range(len(todo)):
        yield next_one()


class Timeout:
    def __init__(self, when):
        self._state = "created"
        self._handle = None
        self._task = None
        self._when = when

    def when(self):
        return self._when

    def reschedule(self, when):
        if self._state != "active":
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._handle is not None:
            self._handle.cancel()
        if when is None:
            self._handle = None
            return
        loop = get_running_loop()
        if when <= loop.time():
            self._handle = loop.call_soon(self._time_over)
        else:
            self._handle = loop.call_at(when, self._time_over)

    def expired(self):
        return self._state in ("expiring", "expired")

    async def __aenter__(self):
        task = current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._state == "expiring":
            self._state = "expired"
            if self._task.uncancel() <= self._cancelling and kind is CancelledError:
                raise TimeoutError from error
        elif self._state == "active":
            self._state = "finished"

    def _time_over(self):
        self._task.cancel()
        self._state = "expiring"
        self._handle = None


def timeout(delay):
    return Timeout(None if delay is None else get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)
