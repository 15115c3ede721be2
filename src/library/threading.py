# threading, on the kernel's park and unpark. Code of the library is not interrupted by other threads but where it
# parks, so it needs no locks of its own. Whoever waits puts its number on a list; who wakes it takes it off.

from _kernel import at_exit, ident, link, mark, name_thread, park, pid, start_thread, traceback, unpark, write_error
from time import monotonic

TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError


def _deadline(timeout):
    return None if timeout is None else monotonic() + timeout


# Waits to be taken off the list; no when the time is over first.
def _wait(waiting, state, label, deadline=None):
    me = ident()
    waiting.append(me)
    while me in waiting:
        if not park(state, label, None if deadline is None else deadline - monotonic()) and me in waiting:
            waiting.remove(me)
            return False
    return True


def _wake(waiting, link="wake", token=None):
    if waiting:
        unpark(waiting.pop(0), link, token)


# What the chart calls work for a pool: `work(3)`, or several calls of it. Nothing of the program's own is called for
# that, so of the arguments only what is plain is shown.
def _called(function, args, kwargs, calls=1):
    kind = type(function)
    text = kind.__name__
    if text == "partial" and kind.__module__ == "functools":
        return _called(function.func, [*function.args, *args], {**function.keywords, **kwargs}, calls)
    if text in _CALLABLE:
        text = function.__name__
    if kwargs:
        args = [*args, *[kwargs[key] for key in kwargs]]
    text += "("
    for value in args:
        if text[-1] != "(":
            text += ", "
        if len(text) > 40:
            text += "…"
            break
        kind = type(value)
        if kind is str and len(value) > 12:
            text += repr(value[:10])[:-1] + "…"
        else:
            text += repr(value) if kind in _PLAIN else "…"
    return text + ")" if calls == 1 else f"{text}) and {calls - 1} more"


_CALLABLE = ("function", "method", "builtin_function_or_method", "method_descriptor", "type")
_PLAIN = (int, float, bool, str, type(None))


# A worker takes up what it was handed: what that is called, and the place where it was.
def _begin(token):
    mark("begin", token[0])
    link("submit", token[1])


def _wake_all(waiting, link="wake", token=None):
    while waiting:
        unpark(waiting.pop(0), link, token)


def _check_timeout(blocking, timeout):
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be positive")


class lock:
    __module__ = "_thread"
    __reduce__ = "cannot pickle '_thread.lock' object"

    def __init__(self):
        self._locked = False
        self._waiting = []

    def acquire(self, blocking=True, timeout=-1):
        _check_timeout(blocking, timeout)
        deadline = None if timeout == -1 else monotonic() + timeout
        while self._locked:
            if not blocking or not _wait(self._waiting, "lock", "lock", deadline):
                return False
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False
        _wake(self._waiting)

    def locked(self):
        return self._locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *details):
        self.release()

    def __repr__(self):
        return f"<{'locked' if self._locked else 'unlocked'} _thread.lock object at {id(self):#x}>"


Lock = lock


class RLock:
    __module__ = "_thread"
    __reduce__ = "cannot pickle '_thread.RLock' object"

    def __init__(self):
        self._owner = None
        self._count = 0
        self._waiting = []

    def acquire(self, blocking=True, timeout=-1):
        _check_timeout(blocking, timeout)
        me = ident()
        deadline = None if timeout == -1 else monotonic() + timeout
        while self._count and self._owner != me:
            if not blocking or not _wait(self._waiting, "lock", "lock", deadline):
                return False
        self._owner = me
        self._count += 1
        return True

    def release(self):
        if not self._count or self._owner != ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = None
            _wake(self._waiting)

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *details):
        self.release()

    def _is_owned(self):
        return self._count > 0 and self._owner == ident()

    # For a condition: lets go of it altogether, and takes it back as it was.
    def _release_save(self):
        count = self._count
        self._count = 1
        self.release()
        return count

    def _acquire_restore(self, count):
        self.acquire()
        self._count = count

    def __repr__(self):
        return (
            f"<{'locked' if self._count else 'unlocked'} _thread.RLock object owner="
            f"{_IDENT + self._owner * 4096 if self._count else 0} count={self._count} at {id(self):#x}>"
        )


class Condition:
    __reduce__ = "cannot pickle '_thread.lock' object"

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        self._waiting = []

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *details):
        return self._lock.__exit__(*details)

    def _is_owned(self):
        if isinstance(self._lock, RLock):
            return self._lock._is_owned()
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        nested = isinstance(self._lock, RLock)
        deadline = _deadline(timeout)
        count = self._lock._release_save() if nested else self._lock.release()
        try:
            return _wait(self._waiting, "condition", "condition", deadline)
        finally:
            if nested:
                self._lock._acquire_restore(count)
            else:
                self._lock.acquire()

    def wait_for(self, predicate, timeout=None):
        deadline = _deadline(timeout)
        result = predicate()
        while not result:
            left = None
            if deadline is not None:
                left = deadline - monotonic()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        for _ in range(min(n, len(self._waiting))):
            _wake(self._waiting)

    def notify_all(self):
        self.notify(len(self._waiting))

    notifyAll = notify_all

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiting)})>"


class Semaphore:
    __reduce__ = "cannot pickle '_thread.lock' object"

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value
        self._waiting = []

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        deadline = _deadline(timeout)
        while self._value == 0:
            if not blocking or not _wait(self._waiting, "semaphore", "semaphore", deadline):
                return False
        self._value -= 1
        return True

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *details):
        self.release()

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        self._value += n
        for _ in range(n):
            _wake(self._waiting)

    def __repr__(self):
        return f"<threading.{type(self).__name__} at {id(self):#x}: value={self._value}>"


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if n >= 1 and self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        super().release(n)

    def __repr__(self):
        return f"<threading.BoundedSemaphore at {id(self):#x}: value={self._value}/{self._initial_value}>"


class Event:
    __reduce__ = "cannot pickle '_thread.lock' object"

    def __init__(self):
        self._flag = False
        self._waiting = []

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        self._flag = True
        mark("set", "event")
        _wake_all(self._waiting)

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        return self._flag or _wait(self._waiting, "event", "event", _deadline(timeout))

    def __repr__(self):
        return f"<threading.Event at {id(self):#x}: {'set' if self._flag else 'unset'}>"


class BrokenBarrierError(RuntimeError):
    pass


# One filling of a barrier. It is open until all have come (True) or one has given up (False).
class _Filling:
    def __init__(self):
        self.passed = None
        self.waiting = []


class Barrier:
    __reduce__ = "cannot pickle '_thread.lock' object"

    def __init__(self, parties, action=None, timeout=None):
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._filling = _Filling()
        self._count = 0

    def wait(self, timeout=None):
        deadline = _deadline(self._timeout if timeout is None else timeout)
        filling = self._filling
        if filling.passed is False:
            raise BrokenBarrierError
        index = self._count
        self._count += 1
        if self._count == self._parties:
            try:
                if self._action:
                    self._action()
            except BaseException:
                self.abort()
                raise
            self._end(filling, True)
            self._filling = _Filling()
            return index
        if not _wait(filling.waiting, "barrier", "barrier", deadline):
            self.abort()
        if not filling.passed:
            raise BrokenBarrierError
        return index

    def _end(self, filling, passed):
        filling.passed = passed
        self._count = 0
        _wake_all(filling.waiting)

    def reset(self):
        if self._filling.passed is None:
            self._end(self._filling, False)
        self._filling = _Filling()

    def abort(self):
        self._end(self._filling, False)

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count

    @property
    def broken(self):
        return self._filling.passed is False

    def __repr__(self):
        if self.broken:
            return f"<threading.Barrier at {id(self):#x}: broken>"
        return f"<threading.Barrier at {id(self):#x}: waiters={self._count}/{self._parties}>"


# What CPython says of a thread: a number like an address.
_IDENT = 140000000000000
_active = {}
_counts = {}


def _newname(template):
    _counts[template] = _counts.get(template, 0) + 1
    return template % _counts[template]


class ExceptHookArgs:
    def __init__(self, arguments):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = arguments


def excepthook(args):
    if args.exc_type is not SystemExit:
        mark("error", args.exc_value)
        name = args.thread.name if args.thread is not None else get_ident()
        write_error(f"Exception in thread {name}:\n" + traceback(args.exc_value))


__excepthook__ = excepthook


class Thread:
    _initialized = False
    __reduce__ = "cannot pickle '_thread.lock' object"

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if name:
            name = str(name)
        else:
            name = _newname("Thread-%d")
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._number = None
        self._started = False
        self._stopped = False
        self._joiners = []
        self._initialized = True

    def start(self):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started:
            raise RuntimeError("threads can only be started once")
        self._started = True
        start_thread(self._bootstrap, self._name)

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def _bootstrap(self):
        self._number = ident()
        _active[self._number] = self
        try:
            self.run()
        except BaseException as error:
            excepthook(ExceptHookArgs((type(error), error, None, self)))
        self._stopped = True
        del _active[self._number]
        _wake_all(self._joiners, "result")

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started:
            raise RuntimeError("cannot join thread before it is started")
        if self._number == ident():
            raise RuntimeError("cannot join current thread")
        if not self._stopped:
            _wait(self._joiners, "join", "join " + self._name, _deadline(timeout))

    def is_alive(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._started and not self._stopped

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)
        if self._number is not None:
            name_thread(self._number, self._name)

    @property
    def ident(self):
        return None if self._number is None else _IDENT + self._number * 4096

    @property
    def native_id(self):
        return None if self._number is None else pid() + self._number

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._started:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started:
            status = "stopped" if self._stopped else "started"
        if self._daemonic:
            status += " daemon"
        if self._number is not None:
            status += f" {self.ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"


class _MainThread(Thread):
    # Of the thread that runs this.
    def __init__(self, name="MainThread", daemon=False):
        super().__init__(name=name, daemon=daemon)
        self._started = True
        self._number = ident()
        _active[self._number] = self


class _DummyThread(_MainThread):
    def __init__(self):
        super().__init__(_newname("Dummy-%d"), True)


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class local:
    __reduce__ = "cannot pickle '_thread._local' object"

    # A subclass's `__init__` is called anew in every thread, with what the first was given.
    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        if "__init__" in cls.__dict__:
            prepare = cls.__init__

            def __init__(self, *args, **keywords):
                if id(self) not in _locals:
                    _locals[id(self)] = (self, {ident(): {}}, (args, keywords))
                prepare(self, *args, **keywords)

            cls.__init__ = __init__

    # Each thread's own.
    def _attributes(self):
        _, threads, (args, keywords) = _locals.setdefault(id(self), (self, {}, ((), {})))
        if ident() not in threads:
            first = not threads
            threads[ident()] = {}
            if not first:
                self.__init__(*args, **keywords)
        return threads[ident()]

    def _lacks(self, name):
        name_of = "_thread._local" if type(self) is local else type(self).__name__
        return AttributeError(f"'{name_of}' object has no attribute '{name}'")

    def __getattr__(self, name):
        try:
            return self._attributes()[name]
        except KeyError:
            raise self._lacks(name) from None

    def __setattr__(self, name, value):
        self._attributes()[name] = value

    def __delattr__(self, name):
        try:
            del self._attributes()[name]
        except KeyError:
            raise self._lacks(name) from None


_locals = {}


def current_thread():
    thread = _active.get(ident())
    return _DummyThread() if thread is None else thread


currentThread = current_thread


def main_thread():
    return _main[0]


def get_ident():
    return _IDENT + ident() * 4096


def get_native_id():
    return pid() + ident()


def active_count():
    return len(_active)


activeCount = active_count


def enumerate():
    return list(_active.values())


# What other modules want called when the main thread's program has ended: before its threads are joined, and after.
_before_exit = []
_after_exit = []


def _shutdown():
    while _before_exit:
        _before_exit.pop()()
    while left := [thread for thread in _active.values() if not thread.daemon and thread._number != ident()]:
        left[0].join()
    while _after_exit:
        _after_exit.pop()()


# What other modules do in a process that has been forked.
_in_child = []


# It has one thread, its main thread.
def _after_fork(forking):
    for thread in _active.values():
        thread._stopped = thread is not forking
    forking._number = ident()
    _main[0] = forking
    _active.clear()
    _active[ident()] = forking
    _before_exit.clear()
    _after_exit.clear()
    for function in _in_child:
        function()


_main = []
_main.append(_MainThread())
at_exit(_shutdown)
