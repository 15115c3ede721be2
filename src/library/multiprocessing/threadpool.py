# multiprocessing.pool: pools by their own names, and the pool of threads.

from _kernel import here, mark
from multiprocessing import ApplyResult as ApplyResult
from multiprocessing import AsyncResult as AsyncResult
from multiprocessing import IMapIterator as IMapIterator
from multiprocessing import MapResult as MapResult
from multiprocessing import MaybeEncodingError as MaybeEncodingError
from multiprocessing import Pool as Pool
from multiprocessing import RemoteTraceback as RemoteTraceback
from multiprocessing import _attempt, cpu_count
from threading import Thread, _newname, _wait, _wake, _wake_all


# Shares the program's memory, so that nothing is copied.
class ThreadPool(Pool):
    def __init__(self, processes=None, initializer=None, initargs=()):
        if processes is None:
            processes = cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._initializer = initializer
        self._initargs = initargs
        self._jobs = []
        self._idle = []
        self._pending = {}
        self._numbers = 0
        self._state = "RUN"
        self._processes = processes
        self._workers = [Thread(target=worker, args=(self,), daemon=True) for _ in range(processes)]
        for thread in self._workers:
            mark("worker", thread.name)
            thread.start()
        # In CPython three more threads look after the pool, and have had their names.
        for _ in range(3):
            _newname("Thread-%d")

    def _put(self, result, index, text, func, args, kwds):
        mark("submit", text)
        self._jobs.append((result, index, (text, here()), func, args, kwds))
        _wake(self._idle, None)

    def _check_end(self):
        if self._state == "CLOSE" and not self._pending:
            self._state = "END"
            _wake_all(self._idle, None)

    def terminate(self):
        if self._state != "TERMINATE":
            self._state = "TERMINATE"
            _wake_all(self._idle, None)


# What each thread of the pool does.
def worker(pool):
    if pool._initializer is not None:
        pool._initializer(*pool._initargs)
    while True:
        while not pool._jobs and pool._state in ("RUN", "CLOSE"):
            _wait(pool._idle, "idle", "")
        if not pool._jobs or pool._state == "TERMINATE":
            return
        result, index, token, func, args, kwds = pool._jobs.pop(0)
        success, value = _attempt(token, func, args, kwds)
        result._set(index, success, value, here())
        pool._check_end()
