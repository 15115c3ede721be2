# queue: lists on which threads wait.

from heapq import heappop, heappush
from threading import _deadline, _wait, _wake, _wake_all


class Empty(Exception):
    __module__ = "_queue"


class Full(Exception):
    pass


def _check(timeout):
    if timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return _deadline(timeout)


class Queue:
    __reduce__ = "cannot pickle '_thread.lock' object"

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self._getters = []
        self._putters = []
        self._joiners = []
        self._init(maxsize)

    def _init(self, maxsize):
        self.queue = []

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop(0)

    def qsize(self):
        return self._qsize()

    def empty(self):
        return not self._qsize()

    def full(self):
        return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        deadline = _check(timeout if block else None)
        while self.full():
            if not block or not _wait(self._putters, "queue", "queue.put", deadline):
                raise Full
        self._put(item)
        self.unfinished_tasks += 1
        _wake(self._getters, "put")

    def get(self, block=True, timeout=None):
        deadline = _check(timeout if block else None)
        while not self._qsize():
            if not block or not _wait(self._getters, "queue", "queue.get", deadline):
                raise Empty
        item = self._get()
        _wake(self._putters)
        return item

    def put_nowait(self, item):
        self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def task_done(self):
        unfinished = self.unfinished_tasks - 1
        if unfinished < 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks = unfinished
        if not unfinished:
            _wake_all(self._joiners)

    def join(self):
        while self.unfinished_tasks:
            _wait(self._joiners, "join", "queue.join")


class LifoQueue(Queue):
    def _get(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class SimpleQueue:
    __module__ = "_queue"
    __reduce__ = "cannot pickle '_queue.SimpleQueue' object"

    def __init__(self):
        self._items = []
        self._getters = []

    def put(self, item, block=True, timeout=None):
        self._items.append(item)
        _wake(self._getters, "put")

    def get(self, block=True, timeout=None):
        deadline = _check(timeout if block else None)
        while not self._items:
            if not block or not _wait(self._getters, "queue", "queue.get", deadline):
                raise Empty
        return self._items.pop(0)

    def put_nowait(self, item):
        self.put(item)

    def get_nowait(self):
        return self.get(False)

    def empty(self):
        return not self._items

    def qsize(self):
        return len(self._items)
