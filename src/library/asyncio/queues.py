# Queues


class QueueEmpty(Exception):
    __module__ = "asyncio.queues"


class QueueFull(Exception):
    __module__ = "asyncio.queues"


class Queue(_Bound):
    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._getters = []
        self._putters = []
        self._unfinished = 0
        self._joiners = []
        self._items = []

    def _take(self):
        return self._items.pop(0)

    def _add(self, item):
        self._items.append(item)

    # Wakes the first who still waits.
    def _wake_next(self, waiters):
        while waiters:
            waiter = waiters.pop(0)
            if not waiter.done():
                waiter.set_result(None)
                break

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return self.maxsize > 0 and len(self._items) >= self.maxsize

    async def put(self, item):
        while self.full():
            await self._wait(self._putters, self.full)
        return self.put_nowait(item)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._add(item)
        self._unfinished += 1
        self._wake_next(self._getters)

    async def get(self):
        while self.empty():
            await self._wait(self._getters, self.empty)
        return self.get_nowait()

    def get_nowait(self):
        if self.empty():
            raise QueueEmpty
        item = self._take()
        self._wake_next(self._putters)
        return item

    async def _wait(self, waiters, hopeless):
        waiter = self._new_future("await queue")
        waiters.append(waiter)
        try:
            await waiter
        except:
            waiter.cancel()
            if waiter in waiters:
                waiters.remove(waiter)
            if not hopeless() and not waiter.cancelled():
                # It was woken, and leaves that to the next.
                self._wake_next(waiters)
            raise

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            for waiter in self._joiners:
                if not waiter.done():
                    waiter.set_result(True)

    async def join(self):
        if self._unfinished > 0:
            waiter = self._new_future("await join")
            self._joiners.append(waiter)
            try:
                await waiter
            finally:
                self._joiners.remove(waiter)


class LifoQueue(Queue):
    def _take(self):
        return self._items.pop()


class PriorityQueue(Queue):
    # Kept sorted, the smallest last.
    def _add(self, item):
        low, high = 0, len(self._items)
        while low < high:
            middle = (low + high) // 2
            if item < self._items[middle]:
                low = middle + 1
            else:
                high = middle
        self._items.insert(low, item)

    def _take(self):
        return self._items.pop()
