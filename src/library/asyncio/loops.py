# asyncio, on the kernel's event loops, futures and tasks. What a loop does in its rounds, and how tasks go on, is
# native; everything else is here, in CPython 3.11's order of events.

from builtins import TimeoutError as TimeoutError

from _kernel import CancelledError as CancelledError
from _kernel import Coroutine as _Coroutine
from _kernel import Future as Future
from _kernel import InvalidStateError as InvalidStateError
from _kernel import Task as Task
from _kernel import all_tasks as _all_tasks
from _kernel import call_at as _call_at
from _kernel import call_soon as _call_soon
from _kernel import cancel_timer as _cancel_timer
from _kernel import close_loop as _close_loop
from _kernel import current_task as _current_task
from _kernel import future as _future
from _kernel import gather as _gather
from _kernel import ident as _ident
from _kernel import new_loop as _new_loop
from _kernel import run_loop as _run_loop
from _kernel import running_loop as _get_running_loop
from _kernel import start_thread as _start_thread
from _kernel import source_of as _source_of
from _kernel import stop_loop as _stop_loop
from _kernel import task as _task
from _kernel import timer as _timer
from _kernel import traceback as _traceback
from _kernel import write_error as _write_error
from time import monotonic as _monotonic

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


# Loops


# A callback, as `call_soon` and its kin give it.
class Handle:
    __module__ = "asyncio"

    def __init__(self, callback, args, loop):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._cancelled = False

    def cancel(self):
        self._cancelled = True

    def cancelled(self):
        return self._cancelled

    def _kind(self):
        return "Handle"

    def _run(self):
        if self._cancelled:
            return
        try:
            self._callback(*self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop._callback_failed(self._callback, self._args, error, self._kind())


class TimerHandle(Handle):
    def __init__(self, when, callback, args, loop):
        super().__init__(callback, args, loop)
        self._when = when
        self._timer = _call_at(loop, when, self._run)

    def cancel(self):
        _cancel_timer(self._loop, self._timer)
        self._cancelled = True

    def when(self):
        return self._when

    def _kind(self):
        return f"TimerHandle when={self._when}"


# As `reprlib` shortens.
def _shortened(text):
    return text if len(text) <= 30 else text[:13] + "..." + text[-14:]


class AbstractEventLoop:
    pass


class BaseEventLoop(AbstractEventLoop):
    def __init__(self):
        self._closed = False
        self._running = False
        self._debug = False
        self._executor = None
        self._executor_shutdown_called = False
        self._handler = None
        _new_loop(self, self._failed)

    def __repr__(self):
        return f"<{type(self).__name__} running={self._running} closed={self._closed} debug={self._debug}>"

    # Called by the kernel: a callback failed, or something that nobody waited for.
    def _failed(self, message, function, future, exception):
        if function is not None:
            return self._callback_failed(function, (future,), exception, "Handle")
        context = {"message": message}
        if exception is None:
            context["task"] = future
        else:
            context["exception"] = exception
            context["future"] = future
        self.call_exception_handler(context)

    def _callback_failed(self, function, args, error, kind):
        name, place = _source_of(function)
        text = f"{name}({', '.join([_shortened(repr(arg)) for arg in args])})"
        if place is not None:
            text += " at " + place
        context = {"message": "Exception in callback " + text, "exception": error, "handle": f"<{kind} {text}>"}
        self.call_exception_handler(context)

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def time(self):
        return _monotonic()

    def is_running(self):
        return self._running

    def is_closed(self):
        return self._closed

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self)
        _call_soon(self, False, handle._run)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self)
        _call_soon(self, True, handle._run)
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(_monotonic() + delay, callback, *args)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        return TimerHandle(when, callback, args, self)

    def create_future(self):
        return _future(self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        return _task(self, coro, None if name is None else str(name))

    def run_forever(self):
        self._check_closed()
        if self._running:
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        self._running = True
        try:
            _run_loop(self)
        finally:
            self._running = False

    def run_until_complete(self, future):
        self._check_closed()
        if self._running:
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        own = not isinstance(future, Future)
        if own:
            future = _ensure_future(future, self, True)
        future.add_done_callback(_stop_with)
        try:
            self.run_forever()
        except:
            # The exception is not lost: it comes out of here.
            if future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(_stop_with)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        _stop_loop(self)

    def close(self):
        if self._running:
            raise RuntimeError("Cannot close a running event loop")
        if not self._closed:
            self._closed = True
            _close_loop(self)

    async def shutdown_asyncgens(self):
        pass

    # Its threads are waited for by one that nobody sees: the loop goes on meanwhile.
    async def shutdown_default_executor(self):
        self._executor_shutdown_called = True
        executor = self._executor
        if executor is not None:
            done = self.create_future()

            def wait():
                executor.shutdown()
                self.call_soon_threadsafe(done.set_result, None)

            _start_thread(wait, "", True)
            await done

    def set_default_executor(self, executor):
        self._executor = executor

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        if executor is None:
            if self._executor_shutdown_called:
                raise RuntimeError("Executor shutdown has been called")
            if self._executor is None:
                from concurrent.futures import ThreadPoolExecutor

                self._executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
            executor = self._executor
        return wrap_future(executor.submit(func, *args), loop=self)

    def get_exception_handler(self):
        return self._handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._handler = handler

    def call_exception_handler(self, context):
        if self._handler is None:
            return self.default_exception_handler(context)
        try:
            self._handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            message = "Unhandled error in exception handler"
            self.default_exception_handler({"message": message, "exception": error, "context": context})

    def default_exception_handler(self, context):
        text = (context.get("message") or "Unhandled exception in event loop") + "\n"
        for key in sorted(context):
            if key not in ("message", "exception"):
                value = context[key]
                text += f"{key}: {value if key == 'handle' else repr(value)}\n"
        if context.get("exception") is not None:
            text += _traceback(context["exception"])
        _write_error(text)


class _UnixSelectorEventLoop(BaseEventLoop):
    __module__ = "asyncio.unix_events"


SelectorEventLoop = _UnixSelectorEventLoop
