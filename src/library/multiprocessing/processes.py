# multiprocessing: forked processes, and what they share, on the kernel's channels. A lock is a channel with one value in
# it, which who holds the lock has taken out. Nothing interrupts code of the library, in whatever process.

from _kernel import channel, channel_peek, channel_put, channel_set, channel_size, channel_take, channel_wait
from _kernel import end_process, exit_code, here, ident, link, mark, pid, process_wait, start_process, start_thread
from _kernel import traceback, write_error
from os import cpu_count as cpu_count
from queue import Empty, Full
from threading import BrokenBarrierError, _after_exit, _after_fork, _begin, _called, _deadline, _shutdown
from threading import _wait, _wake_all, current_thread
from time import monotonic


class ProcessError(Exception):
    __module__ = "multiprocessing.context"


class TimeoutError(ProcessError):
    __module__ = "multiprocessing.context"


class BufferTooShort(ProcessError):
    __module__ = "multiprocessing.context"


class AuthenticationError(ProcessError):
    __module__ = "multiprocessing.context"


def _left(deadline):
    return None if deadline is None else deadline - monotonic()


# Takes a channel's first value, when there is one.
def _take(box, state, label):
    while not channel_size(box):
        channel_wait(box, state, label)
    return channel_take(box)


# The same; no when the time is over first.
def _is_full(box, state, label, deadline):
    while not channel_size(box):
        if not channel_wait(box, state, label, _left(deadline)):
            return False
    return True


# The first process's identifier: the others count on from it.
_FIRST = 1000


class Process:
    __module__ = "multiprocessing.context"
    __reduce__ = "Pickling an AuthenticationString object is disallowed for security reasons"

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, "group argument must be None for now"
        _counts[0] += 1
        self._identity = _current._identity + (_counts[0],)
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or type(self).__name__ + "-" + ":".join([str(number) for number in self._identity])
        self._daemon = _current._daemon if daemon is None else daemon
        self._parent = pid()
        self._number = None
        self._closed = False

    def _check(self):
        if self._closed:
            raise ValueError("process object is closed")

    def run(self):
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        self._check()
        assert self._number is None, "cannot start a process twice"
        assert self._parent == pid(), "can only start a process object created by current process"
        assert not _current._daemon, "daemonic processes are not allowed to have children"
        forking = current_thread()
        self._number = start_process(lambda: self._bootstrap(forking), self._name)
        _children.append(self)

    def _bootstrap(self, forking):
        global _current, _parent
        self._number = pid() - _FIRST
        _after_fork(forking)
        _children.clear()
        _counts[0] = 0
        _parent = _ParentProcess(_current)
        _current = self
        code = 0
        try:
            try:
                self.run()
            finally:
                _end_children()
        except SystemExit as error:
            code = error.code
            if code is None:
                code = 0
            elif not isinstance(code, int):
                write_error(f"{code}\n")
                code = 1
        except BaseException as error:
            mark("error")
            write_error(f"Process {self._name}:\n" + traceback(error))
            code = 1
        _shutdown()
        return code

    def terminate(self):
        self._end(-15)

    def kill(self):
        self._end(-9)

    def _end(self, code):
        self._check()
        end_process(self._number, code)

    def join(self, timeout=None):
        self._check()
        assert self._parent == pid(), "can only join a child process"
        assert self._number is not None, "can only join a started process"
        deadline = _deadline(timeout)
        while exit_code(self._number) is None:
            if not process_wait(self._number, "join " + self._name, _left(deadline)):
                return
        if self in _children:
            _children.remove(self)

    def is_alive(self):
        self._check()
        if self is _current:
            return True
        assert self._parent == pid(), "can only test a child process"
        return self._number is not None and exit_code(self._number) is None

    def close(self):
        if self._number is not None and exit_code(self._number) is None:
            raise ValueError(
                "Cannot close a process while it is still running. You should first call join() or terminate()."
            )
        self._closed = True

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), "name must be a string"
        self._name = name

    @property
    def daemon(self):
        return self._daemon

    @daemon.setter
    def daemon(self, daemonic):
        assert self._number is None, "process has already started"
        self._daemon = daemonic

    @property
    def exitcode(self):
        self._check()
        if self is _current or self._number is None:
            return None
        return exit_code(self._number)

    @property
    def pid(self):
        self._check()
        return None if self._number is None else self._number + _FIRST

    ident = pid

    def __repr__(self):
        status = "initial"
        if self._closed:
            status = "closed"
        elif self is _current:
            status = "started"
        elif self._number is not None:
            code = exit_code(self._number)
            status = "started" if code is None else "stopped exitcode=" + {-9: "-SIGKILL", -15: "-SIGTERM"}.get(code, str(code))
        number = f" pid={self._number + _FIRST}" if self._number is not None else ""
        daemon = " daemon" if self._daemon else ""
        return f"<{type(self).__name__} name={self._name!r}{number} parent={self._parent} {status}{daemon}>"


class ForkProcess(Process):
    pass


class SpawnProcess(Process):
    pass


class ForkServerProcess(Process):
    pass


class _MainProcess:
    _identity = ()
    _name = "MainProcess"
    _daemon = False
    name = _name
    daemon = _daemon
    exitcode = None
    pid = _FIRST
    ident = _FIRST
    _number = 0

    def is_alive(self):
        return True

    def __repr__(self):
        return "<_MainProcess name='MainProcess' parent=None started>"


class _ParentProcess:
    def __init__(self, process):
        self._number = process._number
        self.name = process._name
        self.pid = self.ident = process._number + _FIRST
        self.daemon = process._daemon

    def is_alive(self):
        return self._number == 0 or exit_code(self._number) is None

    def join(self, timeout=None):
        process_wait(self._number, "join " + self.name, timeout)


_counts = [0]
_children = []
_current = _MainProcess()
_parent = None


def current_process():
    return _current


def parent_process():
    return _parent


def active_children():
    for child in list(_children):
        if exit_code(child._number) is not None:
            _children.remove(child)
    return list(_children)


# What a process does with its children when it ends.
def _end_children():
    for child in active_children():
        if child.daemon:
            child.terminate()
    for child in active_children():
        child.join()


_after_exit.append(_end_children)
