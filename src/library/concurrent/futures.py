# concurrent.futures: futures, and the executors on threads and processes.

from _kernel import channel, channel_put, channel_size, here, mark, start_thread, traceback
from _kernel import write_error
from os import cpu_count
from threading import Thread, _before_exit, _begin, _called, _in_child, _deadline, _wait, _wake, _wake_all
from time import monotonic

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

TimeoutError = TimeoutError


class Error(Exception):
    __module__ = "concurrent.futures._base"


class CancelledError(Error):
    __module__ = "concurrent.futures._base"


class InvalidStateError(Error):
    __module__ = "concurrent.futures._base"


class BrokenExecutor(RuntimeError):
    __module__ = "concurrent.futures._base"


class Future:
    __module__ = "concurrent.futures._base"
    __reduce__ = "cannot pickle '_thread.RLock' object"

    def __init__(self):
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._waiting = []
        self._watches = []
        self._callbacks = []
        # Where the result was made, if not where it is set.
        self._token = None
        # What an executor calls it while it waits there.
        self._text = None

    def cancel(self):
        if self._state in ("RUNNING", "FINISHED"):
            return False
        if self._state == "PENDING":
            self._state = "CANCELLED"
            if self._text is not None:
                mark("cancel", self._text)
            _wake_all(self._waiting, "result")
            self._call_back()
        return True

    def cancelled(self):
        return self._state in ("CANCELLED", "CANCELLED_AND_NOTIFIED")

    def running(self):
        return self._state == "RUNNING"

    def done(self):
        return self._state not in ("PENDING", "RUNNING")

    def result(self, timeout=None):
        self._wait(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception

    def _wait(self, timeout):
        if not self.done() and not _wait(self._waiting, "result", "result", _deadline(timeout)):
            raise TimeoutError()
        if self.cancelled():
            raise CancelledError()

    def add_done_callback(self, fn):
        self._callbacks.append(fn)
        if self.done():
            self._call_back()

    def _call_back(self):
        while self._callbacks:
            try:
                self._callbacks.pop(0)(self)
            except Exception as error:
                write_error(f"exception calling callback for {self!r}\n" + traceback(error))

    # Who watches several futures learns of a cancelled one only when its executor comes to it.
    def _settle(self, state):
        self._state = state
        for watch in self._watches:
            watch.add(self)
        _wake_all(self._waiting, "result", self._token)

    def set_running_or_notify_cancel(self):
        if self._state == "CANCELLED":
            self._settle("CANCELLED_AND_NOTIFIED")
            return False
        if self._state != "PENDING":
            raise RuntimeError("Future in unexpected state")
        self._state = "RUNNING"
        return True

    def _finish(self, result, exception):
        if self.done():
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result = result
        self._exception = exception
        self._settle("FINISHED")
        self._call_back()

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)

    def __repr__(self):
        state = "cancelled" if self.cancelled() else self._state.lower()
        if self._exception is not None:
            state += f" raised {type(self._exception).__name__}"
        elif state == "finished":
            state += f" returned {type(self._result).__name__}"
        return f"<{type(self).__name__} at {id(self):#x} state={state}>"


# Several futures that one thread waits for; `enough` says when it is to be woken.
class _Watch:
    def __init__(self, futures, enough):
        self.waiting = []
        self.enough = enough
        self.arrived = []
        for future in futures:
            if future._state in ("CANCELLED_AND_NOTIFIED", "FINISHED"):
                self.arrived.append(future)
            else:
                future._watches.append(self)

    def add(self, future):
        self.arrived.append(future)
        if self.enough(self.arrived):
            _wake_all(self.waiting, "result", future._token)

    def wait(self, deadline):
        return self.enough(self.arrived) or _wait(self.waiting, "result", "result", deadline)


def as_completed(fs, timeout=None):
    deadline = _deadline(timeout)
    different = []
    for future in fs:
        if future not in different:
            different.append(future)
    watch = _Watch(different, len)
    total = len(different)
    left = total
    while left:
        if not watch.wait(deadline):
            raise TimeoutError(f"{left} (of {total}) futures unfinished")
        left -= 1
        yield watch.arrived.pop(0)


class DoneAndNotDoneFutures:
    __module__ = "concurrent.futures._base"

    def __init__(self, done, not_done):
        self.done = done
        self.not_done = not_done

    def __iter__(self):
        return iter((self.done, self.not_done))

    def __getitem__(self, index):
        return (self.done, self.not_done)[index]

    def __len__(self):
        return 2

    def __repr__(self):
        return f"DoneAndNotDoneFutures(done={self.done!r}, not_done={self.not_done!r})"


def _failed(future):
    return not future.cancelled() and future._exception is not None


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)

    def enough(arrived):
        if return_when == FIRST_COMPLETED and arrived:
            return True
        if return_when == FIRST_EXCEPTION and any(_failed(future) for future in arrived):
            return True
        return len(arrived) == len(fs)

    watch = _Watch(fs, enough)
    watch.wait(_deadline(timeout))
    done = set(watch.arrived)
    return DoneAndNotDoneFutures(done, fs - done)


_exiting = False


class Executor:
    __module__ = "concurrent.futures._base"

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        deadline = _deadline(timeout)
        return _results([self.submit(fn, *arguments) for arguments in zip(*iterables)], deadline)

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.shutdown()
        return False

    def _check_open(self):
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if _exiting:
            raise RuntimeError("cannot schedule new futures after interpreter shutdown")


def _results(futures, deadline):
    futures.reverse()
    try:
        while futures:
            future = futures.pop()
            try:
                result = future.result(None if deadline is None else deadline - monotonic())
            finally:
                future.cancel()
            yield result
    finally:
        for future in futures:
            future.cancel()


_executors = []
_in_child.append(_executors.clear)
_named = [0]


# All executors end with the program, after what has been handed to them.
def _exit():
    global _exiting
    _exiting = True
    for executor in _executors:
        executor._finish()
    for executor in _executors:
        executor._join()


def _add(executor):
    if _exit not in _before_exit:
        _before_exit.append(_exit)
    _executors.append(executor)


class BrokenThreadPool(BrokenExecutor):
    __module__ = "concurrent.futures.thread"


def _log_failure(error):
    write_error("Exception in initializer:\n" + traceback(error))


class ThreadPoolExecutor(Executor):
    __module__ = "concurrent.futures.thread"
    __reduce__ = "cannot pickle '_queue.SimpleQueue' object"

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._initializer = initializer
        self._initargs = initargs
        self._prefix = thread_name_prefix
        if not thread_name_prefix:
            self._prefix = f"ThreadPoolExecutor-{_named[0]}"
            _named[0] += 1
        self._threads = []
        self._calls = []
        self._resting = []
        # How many threads have ended a call and not been counted on since.
        self._idle = 0
        self._broken = False
        self._shutdown = False
        _add(self)

    def submit(self, fn, /, *args, **kwargs):
        if self._broken:
            raise BrokenThreadPool(self._broken)
        self._check_open()
        future = Future()
        text = _called(fn, args, kwargs)
        future._text = text
        mark("submit", text)
        self._put((future, (text, here()), fn, args, kwargs))
        if self._idle:
            self._idle -= 1
        elif len(self._threads) < self._max_workers:
            thread = Thread(name=f"{self._prefix}_{len(self._threads)}", target=self._work)
            self._threads.append(thread)
            mark("worker", thread.name)
            thread.start()
        return future

    def _put(self, call):
        self._calls.append(call)
        _wake(self._resting, None)

    def _work(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException as error:
                _log_failure(error)
                self._broken = "A thread initializer failed, the thread pool is not usable anymore"
                while self._calls:
                    call = self._calls.pop(0)
                    if call is not None:
                        call[0].set_exception(BrokenThreadPool(self._broken))
                return
        while True:
            while not self._calls:
                _wait(self._resting, "idle", "")
            call = self._calls.pop(0)
            if call is None:
                if self._shutdown or _exiting:
                    # The next one is to know, too.
                    self._put(None)
                    return
                continue
            future, token, fn, args, kwargs = call
            if future.set_running_or_notify_cancel():
                _begin(token)
                try:
                    result = fn(*args, **kwargs)
                except BaseException as error:
                    mark("error", error)
                    future.set_exception(error)
                else:
                    mark("done", result)
                    future.set_result(result)
            self._idle += 1

    def _finish(self):
        self._put(None)

    def _join(self):
        for thread in self._threads:
            thread.join()

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True
        while cancel_futures and self._calls:
            call = self._calls.pop(0)
            if call is not None:
                call[0].cancel()
        self._finish()
        if wait:
            self._join()


class BrokenProcessPool(BrokenExecutor):
    __module__ = "concurrent.futures.process"


class _RemoteTraceback(Exception):
    __module__ = "concurrent.futures.process"

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


def _remote(error, text):
    error.__cause__ = _RemoteTraceback(f'\n"""\n{text}"""')
    return error


class ProcessPoolExecutor(Executor):
    __module__ = "concurrent.futures.process"
    __reduce__ = "cannot pickle '_thread.lock' object"

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        if max_workers is None:
            max_workers = cpu_count() or 1
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if max_tasks_per_child is not None:
            raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method")
        self._max_workers = max_workers
        self._initializer = initializer
        self._initargs = initargs
        self._processes = []
        self._calls = None
        self._results = None
        # By number: what has not been handed to the processes, and what they have not answered.
        self._waiting = {}
        self._pending = {}
        self._submitted = 0
        self._broken = False
        self._shutdown = False
        self._over = False
        self._joiners = []
        _add(self)

    def submit(self, fn, /, *args, **kwargs):
        return self._submit(_called(fn, args, kwargs), fn, args, kwargs)

    def _submit(self, text, fn, args, kwargs):
        if self._broken:
            raise BrokenProcessPool(self._broken)
        self._check_open()
        future = Future()
        future._text = text
        mark("submit", text)
        self._waiting[self._submitted] = (future, (text, here()), fn, args, kwargs)
        self._submitted += 1
        if self._calls is None:
            self._start()
        self._feed()
        return future

    # On the first call: with fork, all processes are started at once.
    def _start(self):
        from multiprocessing import get_context

        self._calls = channel()
        self._results = channel()
        for _ in range(self._max_workers):
            process = get_context("fork").Process(target=self._work)
            mark("worker", process.name)
            process.start()
            self._processes.append(process)
        start_thread(self._manage, "", True)

    # One call more than there are processes waits in the channel; those can no longer be cancelled.
    def _feed(self):
        while self._waiting and channel_size(self._calls) <= self._max_workers:
            number = next(iter(self._waiting))
            future, token, fn, args, kwargs = self._waiting.pop(number)
            if future.set_running_or_notify_cancel():
                try:
                    channel_put(self._calls, (number, token, fn, args, kwargs))
                    self._pending[number] = future
                except Exception as error:
                    future.set_exception(_remote(error, traceback(error)))

    def _work(self):
        from multiprocessing import _take

        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException as error:
                _log_failure(error)
                channel_put(self._results, None)
                return
        while True:
            call = _take(self._calls, "idle", "")
            if call is None:
                channel_put(self._calls, None)
                return
            number, token, fn, args, kwargs = call
            _begin(token)
            result = error = text = None
            try:
                result = fn(*args, **kwargs)
                mark("done", result)
            except BaseException as failure:
                mark("error", failure)
                error = failure
                text = traceback(failure)
            try:
                channel_put(self._results, (number, here(), result, error, text))
            except Exception as failure:
                channel_put(self._results, (number, here(), None, failure, traceback(failure)))

    def _manage(self):
        from multiprocessing import _take

        token = None
        while not self._broken and not (self._ending() and not self._waiting and not self._pending):
            answer = _take(self._results, "idle", "")
            if answer is None:
                if not self._ending():
                    self._break()
            elif answer:
                number, token, result, error, text = answer
                future = self._pending.pop(number)
                future._token = token
                if error is not None:
                    future.set_exception(_remote(error, text))
                else:
                    future.set_result(result)
                self._feed()
        channel_put(self._calls, None)
        for process in self._processes:
            process.join()
        self._over = True
        _wake_all(self._joiners, None if token is None else "result", token)

    def _break(self):
        self._broken = (
            "A process in the process pool was terminated abruptly while the future was running or pending."
        )
        for future in list(self._pending.values()) + [call[0] for call in self._waiting.values()]:
            future.set_exception(BrokenProcessPool(self._broken))
        self._pending.clear()
        self._waiting.clear()
        for process in self._processes:
            process.terminate()

    def _ending(self):
        return self._shutdown or _exiting

    # Lets the managing thread look whether it is over.
    def _finish(self):
        if self._calls is not None and not self._over:
            channel_put(self._results, ())

    def _join(self):
        while self._calls is not None and not self._over:
            _wait(self._joiners, "join", "join ProcessPoolExecutor")

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        calls = list(zip(*iterables))
        chunks = [calls[start : start + chunksize] for start in range(0, len(calls), chunksize)]
        deadline = _deadline(timeout)
        futures = [
            self._submit(_called(fn, chunk[0], {}, len(chunk)), _call_each, (fn, chunk), {}) for chunk in chunks
        ]
        return _flat(_results(futures, deadline))

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True
        if cancel_futures:
            for call in self._waiting.values():
                call[0].cancel()
            self._waiting.clear()
        self._finish()
        if wait:
            self._join()


def _call_each(fn, calls):
    return [fn(*arguments) for arguments in calls]


def _flat(lists):
    for items in lists:
        for item in items:
            yield item
