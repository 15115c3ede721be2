# What `run_until_complete` waits for is done.
def _stop_with(future):
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        # That comes out of the loop by itself.
        return
    _stop_loop(future.get_loop())


def new_event_loop():
    return _UnixSelectorEventLoop()


# The loops that were set, by thread.
_set_loops = {}
_main_thread = _ident()


def set_event_loop(loop):
    _set_loops[_ident()] = loop


def get_event_loop():
    loop = _get_running_loop()
    if loop is not None:
        return loop
    me = _ident()
    if me == _main_thread and me not in _set_loops:
        set_event_loop(new_event_loop())
    loop = _set_loops.get(me)
    if loop is None:
        from threading import current_thread

        raise RuntimeError(f"There is no current event loop in thread {current_thread().name!r}.")
    return loop


def get_running_loop():
    loop = _get_running_loop()
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._state = "created"
        self._debug = debug
        self._factory = loop_factory
        self._loop = None

    def __enter__(self):
        self._begin()
        return self

    def __exit__(self, *details):
        self.close()

    def _begin(self):
        if self._state == "closed":
            raise RuntimeError("Runner is closed")
        if self._state == "created":
            if self._factory is None:
                self._loop = new_event_loop()
                set_event_loop(self._loop)
            else:
                self._loop = self._factory()
            if self._debug is not None:
                self._loop.set_debug(self._debug)
            self._state = "initialized"

    def close(self):
        if self._state != "initialized":
            return
        loop = self._loop
        try:
            _cancel_all_tasks(loop)
            # Tasks that are not drawn.
            loop.run_until_complete(_task(loop, loop.shutdown_asyncgens(), None, True))
            loop.run_until_complete(_task(loop, loop.shutdown_default_executor(), None, True))
        finally:
            if self._factory is None:
                set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = "closed"

    def get_loop(self):
        self._begin()
        return self._loop

    def run(self, coro, *, context=None):
        if not isinstance(coro, _Coroutine):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if _get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._begin()
        return self._loop.run_until_complete(self._loop.create_task(coro))


def run(main, *, debug=None):
    if _get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    left = _all_tasks(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(_gather(loop, left, len(left), True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            message = "unhandled exception during asyncio.run() shutdown"
            loop.call_exception_handler({"message": message, "exception": task.exception(), "task": task})
