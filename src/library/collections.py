# Queues at both ends: what has been put to the left is kept in reverse, so that either end is the end of a list.
class deque:
    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None and (not isinstance(maxlen, int) or maxlen < 0):
            raise ValueError("maxlen must be non-negative")
        self._left = []
        self._right = []
        self.maxlen = maxlen
        self.extend(iterable)

    def append(self, x, /):
        self._right.append(x)
        if self.maxlen is not None and len(self) > self.maxlen:
            self.popleft()

    def appendleft(self, x, /):
        self._left.append(x)
        if self.maxlen is not None and len(self) > self.maxlen:
            self.pop()

    def extend(self, iterable, /):
        for item in list(iterable):
            self.append(item)

    def extendleft(self, iterable, /):
        for item in list(iterable):
            self.appendleft(item)

    def pop(self):
        if not self._right:
            self._share(self._left, self._right)
        return self._right.pop()

    def popleft(self):
        if not self._left:
            self._share(self._right, self._left)
        return self._left.pop()

    # Moves half of one side, the one at the other end, to the empty other side.
    def _share(self, full, empty):
        if not full:
            raise IndexError("pop from an empty deque")
        half = (len(full) + 1) // 2
        empty.extend(full[:half][::-1])
        del full[:half]

    def clear(self):
        self._left = []
        self._right = []

    def copy(self):
        return deque(self, self.maxlen)

    __copy__ = copy

    def count(self, x, /):
        return list(self).count(x)

    def index(self, x, start=0, stop=None, /):
        items = list(self)
        for at in range(len(items))[start:stop]:
            if items[at] == x:
                return at
        raise ValueError(f"{x!r} is not in deque")

    def insert(self, i, x, /):
        if self.maxlen is not None and len(self) >= self.maxlen:
            raise IndexError("deque already at its maximum size")
        items = list(self)
        items.insert(i, x)
        self._set(items)

    def remove(self, value, /):
        items = list(self)
        if value not in items:
            raise ValueError(f"{value!r} is not in deque")
        items.remove(value)
        self._set(items)

    def reverse(self):
        self._left, self._right = self._right, self._left

    def rotate(self, n=1, /):
        items = list(self)
        if items:
            n = n % len(items)
            self._set(items[len(items) - n :] + items[: len(items) - n])

    def _set(self, items):
        self._left = []
        self._right = items

    def __len__(self):
        return len(self._left) + len(self._right)

    def __iter__(self):
        length = len(self)
        for at in range(length):
            if len(self) != length:
                raise RuntimeError("deque mutated during iteration")
            yield self[at]

    def __reversed__(self):
        return iter(list(self)[::-1])

    def __contains__(self, x):
        return x in self._left or x in self._right

    def _place(self, index):
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError("deque index out of range")
        at -= len(self._left)
        return (self._left, -1 - (at + len(self._left))) if at < 0 else (self._right, at)

    def __getitem__(self, index):
        side, at = self._place(index)
        return side[at]

    def __setitem__(self, index, value):
        side, at = self._place(index)
        side[at] = value

    def __delitem__(self, index):
        side, at = self._place(index)
        del side[at]

    def __eq__(self, other):
        return isinstance(other, deque) and list(self) == list(other)

    def __add__(self, other):
        return deque(list(self) + list(other), self.maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        return deque(list(self) * n, self.maxlen)

    def __repr__(self):
        most = "" if self.maxlen is None else f", maxlen={self.maxlen}"
        return f"deque({list(self)!r}{most})"


# What behaves as a dict, and keeps one.
class UserDict:
    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        self.update(() if dict is None else dict, **kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __reversed__(self):
        return reversed(self.data)

    def __contains__(self, key):
        return key in self.data

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserDict) else other)

    def __or__(self, other):
        result = self.copy()
        result.update(other)
        return result

    def __ior__(self, other):
        self.update(other)
        return self

    def __repr__(self):
        return repr(self.data)

    def keys(self):
        return self.data.keys()

    def values(self):
        return self.data.values()

    def items(self):
        return self.data.items()

    def get(self, key, default=None):
        return self.data.get(key, default)

    def pop(self, key, *default):
        return self.data.pop(key, *default)

    def popitem(self):
        return self.data.popitem()

    def clear(self):
        self.data.clear()

    def setdefault(self, key, default=None):
        return self.data.setdefault(key, default)

    def update(self, other=(), /, **kwargs):
        self.data.update(other.data if isinstance(other, UserDict) else other, **kwargs)

    def copy(self):
        return type(self)(self.data)

    __copy__ = copy


class defaultdict(UserDict):
    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        super().__init__(*args, **kwargs)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.data[key] = self.default_factory()
        return value

    def __repr__(self):
        return f"defaultdict({self.default_factory!r}, {self.data!r})"

    def copy(self):
        return defaultdict(self.default_factory, self.data)

    __copy__ = copy


class OrderedDict(UserDict):
    def move_to_end(self, key, last=True):
        value = self.data.pop(key)
        if last:
            self.data[key] = value
        else:
            self.data = {key: value, **self.data}

    def popitem(self, last=True):
        if not self.data:
            raise KeyError("dictionary is empty")
        if last:
            return self.data.popitem()
        for key in self.data:
            return key, self.data.pop(key)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return list(self.items()) == list(other.items())
        return super().__eq__(other)

    def __repr__(self):
        return f"OrderedDict({list(self.items())!r})" if self.data else "OrderedDict()"


class Counter(UserDict):
    def __missing__(self, key):
        return 0

    def __delitem__(self, key):
        self.data.pop(key, None)

    def update(self, iterable=(), /, **kwds):
        self._count(iterable, 1)
        self._count(kwds, 1)

    def subtract(self, iterable=(), /, **kwds):
        self._count(iterable, -1)
        self._count(kwds, -1)

    def _count(self, counted, sign):
        if isinstance(counted, (dict, UserDict)):
            for key, count in counted.items():
                self.data[key] = self.data.get(key, 0) + sign * count
        else:
            for key in counted:
                self.data[key] = self.data.get(key, 0) + sign

    def elements(self):
        for key, count in self.data.items():
            for _ in range(count):
                yield key

    def most_common(self, n=None):
        return sorted(self.data.items(), key=lambda item: item[1], reverse=True)[:n]

    def total(self):
        return sum(self.data.values())

    def _positive(self, keys, count):
        result = Counter()
        for key in keys:
            if count(key) > 0:
                result[key] = count(key)
        return result

    def _keys(self, other):
        return list(self.data) + [key for key in other if key not in self.data]

    def __add__(self, other):
        return self._positive(self._keys(other), lambda key: self[key] + other[key])

    def __sub__(self, other):
        return self._positive(self._keys(other), lambda key: self[key] - other[key])

    def __and__(self, other):
        return self._positive(self._keys(other), lambda key: min(self[key], other[key]))

    def __or__(self, other):
        return self._positive(self._keys(other), lambda key: max(self[key], other[key]))

    def __eq__(self, other):
        if isinstance(other, Counter):
            return all([self[key] == other[key] for key in self._keys(other)])
        return super().__eq__(other)

    def __repr__(self):
        return f"Counter({dict(self.most_common())!r})" if self.data else "Counter()"


# Objects that are read as tuples are, and have names for their items.
class _NamedTuple:
    _fields = ()
    _field_defaults = {}

    def __init__(self, /, *args, **kwargs):
        name = type(self).__name__
        values = dict(zip(self._fields, args))
        count = len(self._fields) + 1
        if len(args) >= count:
            raise TypeError(f"{name}.__new__() takes {count} positional arguments but {len(args) + 1} were given")
        for key, value in kwargs.items():
            if key not in self._fields:
                raise TypeError(f"{name}.__new__() got an unexpected keyword argument '{key}'")
            if key in values:
                raise TypeError(f"{name}.__new__() got multiple values for argument '{key}'")
            values[key] = value
        values = {**self._field_defaults, **values}
        missing = [repr(key) for key in self._fields if key not in values]
        if missing:
            s = "" if len(missing) == 1 else "s"
            names = missing[0] if len(missing) == 1 else ", ".join(missing[:-1])
            names += "" if len(missing) == 1 else (" and " if len(missing) == 2 else ", and ") + missing[-1]
            raise TypeError(f"{name}.__new__() missing {len(missing)} required positional argument{s}: {names}")
        for key in self._fields:
            object.__setattr__(self, key, values[key])

    def __setattr__(self, name, value):
        if name in self._fields:
            raise AttributeError("can't set attribute")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def _tuple(self):
        return tuple([getattr(self, name) for name in self._fields])

    def __iter__(self):
        return iter(self._tuple())

    def __len__(self):
        return len(self._fields)

    def __getitem__(self, index):
        return self._tuple()[index]

    def __contains__(self, value):
        return value in self._tuple()

    def __eq__(self, other):
        return self._tuple() == (other._tuple() if isinstance(other, _NamedTuple) else other)

    def __lt__(self, other):
        return self._tuple() < tuple(other)

    def __le__(self, other):
        return self._tuple() <= tuple(other)

    def __gt__(self, other):
        return self._tuple() > tuple(other)

    def __ge__(self, other):
        return self._tuple() >= tuple(other)

    def __add__(self, other):
        return self._tuple() + tuple(other)

    def __hash__(self):
        return hash(self._tuple())

    def __repr__(self):
        return type(self).__name__ + "(" + ", ".join([f"{key}={getattr(self, key)!r}" for key in self._fields]) + ")"

    def count(self, value, /):
        return self._tuple().count(value)

    def index(self, value, /):
        return self._tuple().index(value)

    def _asdict(self):
        return {key: getattr(self, key) for key in self._fields}

    def _replace(self, /, **kwargs):
        unknown = [key for key in kwargs if key not in self._fields]
        if unknown:
            raise ValueError(f"Got unexpected field names: {unknown!r}")
        return type(self)(**{**self._asdict(), **kwargs})

    @classmethod
    def _make(cls, iterable):
        return cls(*iterable)


def namedtuple(typename, field_names, *, rename=False, defaults=(), module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = tuple([str(name) for name in field_names])
    for name in (typename, *fields):
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
    for name in fields:
        if name.startswith("_"):
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if fields.count(name) > 1:
            raise ValueError(f"Encountered duplicate field name: {name!r}")

    class Made(_NamedTuple):
        _fields = fields
        _field_defaults = dict(zip(fields[len(fields) - len(defaults) :], defaults))

    Made.__name__ = Made.__qualname__ = typename
    return Made
