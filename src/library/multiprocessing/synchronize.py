

class _Semaphore:
    _state = "lock"
    _label = "lock"

    def __init__(self, value, most):
        self._free = channel()
        # Who holds it, in a channel, and how often, in the process that does.
        self._owner = channel()
        self._most = most
        for _ in range(value):
            channel_put(self._free, None)

    def acquire(self, block=True, timeout=None):
        if not _is_full(self._free, self._state, self._label, _deadline(timeout) if block else 0):
            return False
        channel_take(self._free)
        channel_put(self._owner, ident())
        return True

    def release(self):
        if self._most is not None and channel_size(self._free) >= self._most:
            raise ValueError("semaphore or lock released too many times")
        if channel_size(self._owner):
            channel_take(self._owner)
        channel_put(self._free, None)

    def get_value(self):
        return channel_size(self._free)

    def _is_owned(self):
        return channel_size(self._owner) > 0 and channel_peek(self._owner, 0) == ident()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *details):
        self.release()


class Lock(_Semaphore):
    __module__ = "multiprocessing.synchronize"
    __reduce__ = "Lock"

    def __init__(self):
        super().__init__(1, 1)


class RLock(_Semaphore):
    __module__ = "multiprocessing.synchronize"
    __reduce__ = "RLock"

    def __init__(self):
        super().__init__(1, 1)
        self._count = 0

    def acquire(self, block=True, timeout=None):
        if not self._is_owned():
            if not super().acquire(block, timeout):
                return False
            self._count = 0
        self._count += 1
        return True

    def release(self):
        assert self._is_owned(), "attempt to release recursive lock not owned by thread"
        self._count -= 1
        if not self._count:
            super().release()


class Semaphore(_Semaphore):
    __module__ = "multiprocessing.synchronize"
    __reduce__ = "Semaphore"
    _label = "semaphore"

    def __init__(self, value=1):
        super().__init__(value, None)


class BoundedSemaphore(_Semaphore):
    __module__ = "multiprocessing.synchronize"
    __reduce__ = "BoundedSemaphore"
    _label = "semaphore"

    def __init__(self, value=1):
        super().__init__(value, value)


class Event:
    __module__ = "multiprocessing.synchronize"
    __reduce__ = "Condition"

    def __init__(self):
        # With a value in it, where it was set, for the arrow.
        self._flag = channel()

    def is_set(self):
        return channel_size(self._flag) > 0

    def set(self):
        if not self.is_set():
            mark("set", "event")
            channel_put(self._flag, here(), True)

    def clear(self):
        if self.is_set():
            channel_take(self._flag)

    def wait(self, timeout=None):
        if self.is_set():
            return True
        if not channel_wait(self._flag, "event", "event", timeout):
            return False
        if self.is_set():
            link("wake", channel_peek(self._flag, 0))
        return True


class Condition:
    __module__ = "multiprocessing.synchronize"
    __reduce__ = "Condition"

    def __init__(self, lock=None):
        self._lock = lock or RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        # The channels that those who wait wait for.
        self._sleepers = channel()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *details):
        return self._lock.__exit__(*details)

    def wait(self, timeout=None):
        assert self._lock._is_owned(), "must acquire() condition before using wait()"
        mine = channel()
        channel_put(self._sleepers, mine)
        count = getattr(self._lock, "_count", 1)
        for _ in range(count):
            self._lock.release()
        try:
            woken = _is_full(mine, "condition", "condition", _deadline(timeout))
            if woken:
                link("wake", channel_take(mine))
            else:
                others = [channel_take(self._sleepers) for _ in range(channel_size(self._sleepers))]
                for other in others:
                    if other != mine:
                        channel_put(self._sleepers, other)
            return woken
        finally:
            for _ in range(count):
                self._lock.acquire()

    def wait_for(self, predicate, timeout=None):
        deadline = _deadline(timeout)
        result = predicate()
        while not result:
            if deadline is not None and deadline <= monotonic():
                break
            self.wait(_left(deadline))
            result = predicate()
        return result

    def notify(self, n=1):
        assert self._lock._is_owned(), "lock is not owned"
        for _ in range(min(n, channel_size(self._sleepers))):
            channel_put(channel_take(self._sleepers), here())

    def notify_all(self):
        self.notify(channel_size(self._sleepers))


class Barrier:
    __module__ = "multiprocessing.synchronize"
    __reduce__ = "Condition"

    def __init__(self, parties, action=None, timeout=None):
        self.parties = parties
        self._action = action
        self._timeout = timeout
        # The channels that those who have come wait for.
        self._arrived = channel()
        self._broken = channel()

    def wait(self, timeout=None):
        deadline = _deadline(self._timeout if timeout is None else timeout)
        if self.broken:
            raise BrokenBarrierError
        index = self.n_waiting
        if index + 1 == self.parties:
            try:
                if self._action:
                    self._action()
            except BaseException:
                self.abort()
                raise
            self._release(True)
            return index
        mine = channel()
        channel_put(self._arrived, mine)
        if not _is_full(mine, "barrier", "barrier", deadline):
            self.abort()
        passed, token = channel_take(mine)
        if not passed:
            raise BrokenBarrierError
        link("wake", token)
        return index

    def _release(self, passed):
        while channel_size(self._arrived):
            channel_put(channel_take(self._arrived), (passed, here()))

    @property
    def n_waiting(self):
        return channel_size(self._arrived)

    @property
    def broken(self):
        return channel_size(self._broken) > 0

    def abort(self):
        channel_put(self._broken, None)
        self._release(False)

    def reset(self):
        self._release(False)
        while self.broken:
            channel_take(self._broken)
