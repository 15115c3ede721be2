# CPython's side of the conformance tests.
#
#   python3 preamble.py FILE [SCALE]     runs one program as the tests do, and says how long it took
#   python3 preamble.py                  serves: each line of standard input names a program to run in a fork
#
# A program sees Python's time and waits a SCALE-th of it: what sleeps or has a timeout ends sooner, and the
# clocks go faster by the same factor. There are four processors, lines of output leave at once (also a child
# process's that is killed later), and the time until everything is over that CPython waits for at its end
# is measured. The program itself is not changed.
#
# A line to the server is, separated by tabs: the folder, the file in it, the scale, the longest time that it may
# take, and the files that get standard output, standard error and the time. Its answer is a line with the
# exit status, -9 for a program that was stopped. The fork leaves as any program leaves, through CPython's own end.
import asyncio
import atexit
import concurrent.futures.thread
import multiprocessing.pool
import multiprocessing.synchronize
import multiprocessing.util
import os
import queue
import selectors
import signal
import sys
import threading
import time
import types
import _thread


class _Lines(threading.local):
    """Standard output in whole lines, so that threads and processes do not tear each other's."""

    text = ""

    def write(self, text):
        *lines, self.text = (self.text + text).split("\n")
        if lines:
            os.write(1, "".join(line + "\n" for line in lines).encode())
        return len(text)

    def flush(self):
        pass


class _Lock:
    """threading.Lock, with a timeout in the program's seconds."""

    def __init__(self):
        self._lock = _thread.allocate_lock()
        self.__enter__ = self._lock.__enter__
        self.release = self._lock.release
        self.locked = self._lock.locked

    def acquire(self, blocking=True, timeout=-1):
        return self._lock.acquire(blocking, _shorter(timeout))

    def __enter__(self):
        return self._lock.acquire()

    def __exit__(self, *exception):
        self._lock.release()

    def __getattr__(self, name):
        return getattr(self._lock, name)

    def __reduce__(self):
        raise TypeError("cannot pickle '_thread.lock' object")


class _RLock(_thread.RLock):
    def acquire(self, blocking=True, timeout=-1):
        return super().acquire(blocking, _shorter(timeout))

    def __reduce__(self):
        raise TypeError("cannot pickle '_thread.RLock' object")


class _SimpleQueue(queue.SimpleQueue):
    def get(self, block=True, timeout=None):
        return super().get(block, _shorter(timeout))


_scale = 1.0


def _shorter(seconds):
    """What a wait really takes; what is no time (None, -1, a mistake) stays what it is."""
    return seconds / _scale if isinstance(seconds, (int, float)) and seconds > 0 else seconds


def _shorten(owner, name, at):
    """Gives a method whose argument number `at`, or the one named `timeout`, is a time."""
    original = getattr(owner, name)

    def method(*arguments, **keywords):
        if len(arguments) > at:
            arguments = (*arguments[:at], _shorter(arguments[at]), *arguments[at + 1 :])
        elif "timeout" in keywords:
            keywords["timeout"] = _shorter(keywords["timeout"])
        return original(*arguments, **keywords)

    setattr(owner, name, method)


def _scale_clocks():
    def faster(clock):
        begin = clock()
        return lambda: begin + (clock() - begin) * _scale

    for name in ("time", "monotonic", "perf_counter"):
        clock = faster(getattr(time, name))
        setattr(time, name, clock)
        setattr(time, name + "_ns", lambda clock=clock: int(clock() * 1e9))
    # Those that the library's modules have taken at their import.
    threading._time = time.monotonic
    queue.time = time.monotonic


def _scale_waits():
    """Everything that waits comes to one of these, in the end."""
    blocked = time.sleep
    time.sleep = lambda seconds: blocked(_shorter(seconds))
    threading.Lock = _Lock
    threading.RLock = _RLock
    queue.SimpleQueue = _SimpleQueue
    _shorten(threading.Condition, "wait", 1)
    _shorten(threading.Thread, "_wait_for_tstate_lock", 2)
    # Event loops, and pipes and ends of other processes.
    _shorten(selectors.DefaultSelector, "select", 1)
    _shorten(multiprocessing.connection._WaitSelector, "select", 1)
    methods = multiprocessing.synchronize.SemLock._make_methods

    def make_methods(self):
        methods(self)
        acquire = self._semlock.acquire
        self.acquire = lambda block=True, timeout=None: acquire(block, _shorter(timeout))

    multiprocessing.synchronize.SemLock._make_methods = make_methods


def _numpy():
    """What the article's programs use of numpy, where it is not installed."""
    import random

    class ndarray(list):
        def __str__(self):
            return "[" + " ".join(map(str, self)) + "]"

        def __repr__(self):
            return "array([" + ", ".join(map(str, self)) + "])"

        def tolist(self):
            return list(self)

    numpy = types.ModuleType("numpy")
    numpy.ndarray = ndarray
    numpy.arange = lambda *arguments: ndarray(range(*arguments))
    numpy.random = types.ModuleType("numpy.random")
    numpy.random.randint = lambda low, high=None: random.randrange(low) if high is None else random.randrange(low, high)
    numpy.random.seed = random.seed
    return {"numpy": numpy, "numpy.random": numpy.random}


def _prepare(file, scale, ended):
    """Gives the program's code and its variables. `ended` is told how long it took."""
    global _scale
    _scale = scale
    real = time.perf_counter
    sys.argv[:] = [file]
    try:
        import numpy  # noqa: F401
    except ImportError:
        sys.modules.update(_numpy())
    if scale != 1:
        _scale_clocks()
        _scale_waits()
    os.cpu_count = lambda: 4
    sys.stdout = _Lines()
    atexit.register(lambda: os.write(1, sys.stdout.text.encode()))
    begin = real()
    # Registered first, so called last. A forked child does not come here.
    atexit.register(lambda: ended(real() - begin))
    # Waits for child processes; importing it has registered it before that.
    atexit.unregister(multiprocessing.util._exit_function)
    atexit.register(multiprocessing.util._exit_function)
    with open(file, encoding="utf-8") as source:
        code = compile(source.read(), file, "exec", dont_inherit=True)
    main = types.ModuleType("__main__")
    main.__file__ = file
    sys.modules["__main__"] = main
    return code, main.__dict__


def _serve():
    """Gives a program to run, in a fork; the server itself does not come back."""
    child = 0
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    for line in sys.stdin:
        folder, file, scale, longest, out, error, times = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            break
        signal.setitimer(signal.ITIMER_REAL, float(longest))
        _, status = os.waitpid(child, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    else:
        os._exit(0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # What it has started is stopped with it.
    os.setpgid(0, 0)
    os.chdir(folder)
    for number, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, out, os.O_WRONLY | os.O_CREAT | os.O_APPEND),
        (2, error, os.O_WRONLY | os.O_CREAT | os.O_APPEND),
    ):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)

    def ended(seconds):
        with open(times, "w") as written:
            written.write(str(seconds))

    return file, float(scale), ended


def _alone():
    file, scale = sys.argv[1], float((sys.argv[2:] or ["1"])[0])
    folder, file = os.path.split(os.path.abspath(file))
    os.chdir(folder)
    return file, scale, lambda seconds: print(f"{seconds * scale:.3f} s", file=sys.stderr)


# Not in a function, whose variables would outlive the program's.
exec(*_prepare(*(_alone() if len(sys.argv) > 1 else _serve())))
