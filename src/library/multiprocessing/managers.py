

# A list, a dict or a namespace that all processes see: each call works on the one copy of it.
class _Proxy:
    def __init__(self, value):
        self._box = channel()
        channel_put(self._box, value)

    def _get(self):
        return channel_peek(self._box, 0)

    def _do(self, change):
        value = self._get()
        result = change(value)
        channel_set(self._box, 0, value)
        return result

    def __getitem__(self, key):
        return self._get()[key]

    def __setitem__(self, key, item):
        def change(value):
            value[key] = item

        self._do(change)

    def __delitem__(self, key):
        def change(value):
            del value[key]

        self._do(change)

    def __len__(self):
        return len(self._get())

    def __contains__(self, item):
        return item in self._get()

    def __iter__(self):
        return iter(self._get())

    def __str__(self):
        return str(self._get())

    def copy(self):
        return self._get()

    def pop(self, *arguments):
        return self._do(lambda value: value.pop(*arguments))

    def clear(self):
        self._do(lambda value: value.clear())


class ListProxy(_Proxy):
    __module__ = "multiprocessing.managers"

    def append(self, item):
        self._do(lambda value: value.append(item))

    def extend(self, items):
        self._do(lambda value: value.extend(items))

    def insert(self, index, item):
        self._do(lambda value: value.insert(index, item))

    def remove(self, item):
        self._do(lambda value: value.remove(item))

    def reverse(self):
        self._do(lambda value: value.reverse())

    def sort(self, *, key=None, reverse=False):
        self._do(lambda value: value.sort(key=key, reverse=reverse))

    def index(self, item):
        return self._get().index(item)

    def count(self, item):
        return self._get().count(item)


class DictProxy(_Proxy):
    __module__ = "multiprocessing.managers"

    def keys(self):
        return list(self._get().keys())

    def values(self):
        return list(self._get().values())

    def items(self):
        return list(self._get().items())

    def get(self, key, default=None):
        return self._get().get(key, default)

    def setdefault(self, key, default=None):
        return self._do(lambda value: value.setdefault(key, default))

    def update(self, *others, **items):
        def change(value):
            value.update(*others, **items)

        self._do(change)


# What a manager gives may be handed on to any process.
class _ManagedQueue(Queue):
    __reduce__ = None


class _ManagedLock(Lock):
    __reduce__ = None


class _ManagedRLock(RLock):
    __reduce__ = None


class _ManagedEvent(Event):
    __reduce__ = None


class _ManagedSemaphore(Semaphore):
    __reduce__ = None


class _ManagedValue(Value):
    __reduce__ = None


class SyncManager:
    __module__ = "multiprocessing.managers"

    def list(self, items=()):
        return ListProxy([item for item in items])

    def dict(self, *others, **items):
        value = {}
        for other in others:
            value.update(other)
        value.update(items)
        return DictProxy(value)

    def Queue(self, maxsize=0):
        return _ManagedQueue(maxsize)

    def Lock(self):
        return _ManagedLock()

    def RLock(self):
        return _ManagedRLock()

    def Event(self):
        return _ManagedEvent()

    def Semaphore(self, value=1):
        return _ManagedSemaphore(value)

    def Value(self, typecode, value):
        return _ManagedValue(typecode, value)

    def shutdown(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pass


def Manager():
    return SyncManager()
