

class _Shared:
    __reduce__ = "Synchronized"

    def __init__(self, typecode, values, lock):
        self._box = channel()
        self._whole = typecode not in "fd"
        for value in values:
            channel_put(self._box, self._fit(value))
        self._lock = RLock() if lock is True or lock is None else lock
        if self._lock:
            self.acquire = self._lock.acquire
            self.release = self._lock.release

    def _fit(self, value):
        if self._whole and not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        if not self._whole and not isinstance(value, (int, float)):
            raise TypeError(f"must be real number, not {type(value).__name__}")
        return value if self._whole else float(value)

    def get_lock(self):
        return self._lock

    def get_obj(self):
        return self

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *details):
        return self._lock.__exit__(*details)


class Value(_Shared):
    def __init__(self, typecode_or_type, value=0, *, lock=True):
        super().__init__(typecode_or_type, [value], lock)

    @property
    def value(self):
        return channel_peek(self._box, 0)

    @value.setter
    def value(self, value):
        channel_set(self._box, 0, self._fit(value))


class Array(_Shared):
    __reduce__ = "SynchronizedArray"

    def __init__(self, typecode_or_type, size_or_initializer, *, lock=True):
        values = [0] * size_or_initializer if isinstance(size_or_initializer, int) else size_or_initializer
        super().__init__(typecode_or_type, values, lock)

    def __len__(self):
        return channel_size(self._box)

    def __getitem__(self, index):
        if not isinstance(index, int):
            return list(self)[index]
        if not -len(self) <= index < len(self):
            raise IndexError("invalid index")
        return channel_peek(self._box, index % len(self))

    def __setitem__(self, index, value):
        if not isinstance(index, int):
            for at, one in zip(range(len(self))[index], value):
                self[at] = one
            return
        if not -len(self) <= index < len(self):
            raise IndexError("invalid index")
        channel_set(self._box, index % len(self), self._fit(value))

    def __iter__(self):
        for index in range(len(self)):
            yield self[index]


def RawValue(typecode_or_type, value=0):
    return Value(typecode_or_type, value, lock=False)


def RawArray(typecode_or_type, size_or_initializer):
    return Array(typecode_or_type, size_or_initializer, lock=False)
