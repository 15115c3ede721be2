

class Queue:
    __module__ = "multiprocessing.queues"
    __reduce__ = "Queue"

    def __init__(self, maxsize=0):
        self._items = channel()
        # As many values as there is room for items.
        self._room = None
        self._maxsize = maxsize
        if maxsize > 0:
            self._room = channel()
            for _ in range(maxsize):
                channel_put(self._room, None)
        self._closed = False

    def _check(self):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")

    def put(self, obj, block=True, timeout=None):
        self._put(obj, block, timeout)

    # Says whether it could be copied.
    def _put(self, obj, block, timeout):
        self._check()
        if self._room is not None:
            if not _is_full(self._room, "queue", "queue.put", _deadline(timeout) if block else 0):
                raise Full
            channel_take(self._room)
        try:
            channel_put(self._items, (here(), obj))
        except Exception as error:
            # In CPython a thread copies it later.
            write_error(traceback(error))
            if self._room is not None:
                channel_put(self._room, None)
            return False
        return True

    def get(self, block=True, timeout=None):
        self._check()
        if not _is_full(self._items, "queue", "queue.get", _deadline(timeout) if block else 0):
            raise Empty
        token, item = channel_take(self._items)
        link("put", token)
        if self._room is not None:
            channel_put(self._room, None)
        return item

    def put_nowait(self, obj):
        return self.put(obj, False)

    def get_nowait(self):
        return self.get(False)

    def qsize(self):
        return channel_size(self._items)

    def empty(self):
        return not channel_size(self._items)

    def full(self):
        return self._room is not None and not channel_size(self._room)

    def close(self):
        self._closed = True

    def join_thread(self):
        assert self._closed, f"Queue {self!r} not closed"

    def cancel_join_thread(self):
        pass


class JoinableQueue(Queue):
    __reduce__ = "JoinableQueue"

    def __init__(self, maxsize=0):
        super().__init__(maxsize)
        self._unfinished = channel()
        self._finished = channel()

    def put(self, obj, block=True, timeout=None):
        if self._put(obj, block, timeout):
            channel_put(self._unfinished, None)

    def task_done(self):
        if not channel_size(self._unfinished):
            raise ValueError("task_done() called too many times")
        channel_take(self._unfinished)
        if not channel_size(self._unfinished):
            # Wakes everyone, and is gone when somebody comes to wait again.
            channel_put(self._finished, None, True)
            channel_take(self._finished)

    def join(self):
        while channel_size(self._unfinished):
            channel_wait(self._finished, "join", "queue.join")


class SimpleQueue(Queue):
    __reduce__ = "SimpleQueue"

    def __init__(self):
        super().__init__()

    def put(self, obj):
        self._check()
        channel_put(self._items, (here(), obj))

    def get(self):
        return super().get()


class Connection:
    __module__ = "multiprocessing.connection"

    def __init__(self, incoming, outgoing):
        self._incoming = incoming
        self._outgoing = outgoing
        self._made_in = pid()
        self.closed = False
        self.readable = incoming is not None
        self.writable = outgoing is not None

    def _check(self, able, what):
        if self.closed:
            raise OSError("handle is closed")
        if not able:
            raise OSError(f"connection is {what}-only")

    def send(self, obj):
        self._check(self.writable, "read")
        channel_put(self._outgoing, (here(), obj))

    def recv(self):
        self._check(self.readable, "write")
        _is_full(self._incoming, "queue", "recv", None)
        message = channel_peek(self._incoming, 0)
        if message is None:
            raise EOFError
        channel_take(self._incoming)
        link("put", message[0])
        return message[1]

    def poll(self, timeout=0.0):
        self._check(self.readable, "write")
        return _is_full(self._incoming, "queue", "poll", _deadline(timeout))

    # The other end learns of it when a child closes its end: the parent still has it open, as a rule to close it unused.
    def close(self):
        if not self.closed and self.writable and pid() != self._made_in:
            channel_put(self._outgoing, None)
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()


def Pipe(duplex=True):
    one = channel()
    other = channel() if duplex else None
    return Connection(one, other), Connection(other, one)
