class partial:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend([repr(value) for value in self.args])
        parts.extend([f"{name}={value!r}" for name, value in self.keywords.items()])
        return "functools.partial(" + ", ".join(parts) + ")"


_missing = object()


def reduce(function, iterable, initial=_missing, /):
    iterator = iter(iterable)
    if initial is _missing:
        initial = next(iterator, _missing)
        if initial is _missing:
            raise TypeError("reduce() of empty iterable with no initial value")
    for value in iterator:
        initial = function(initial, value)
    return initial


WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=()):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=()):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned)


def cache(user_function, /):
    return _Cached(user_function, None, False)


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _Cached(maxsize, 128, typed)
    return lambda function: _Cached(function, maxsize, typed)


class _Cached:
    def __init__(self, function, most, typed):
        self._function = function
        self._most = most
        self._typed = typed
        self.cache_clear()
        update_wrapper(self, function)

    def __call__(self, /, *args, **keywords):
        key = (args, tuple(keywords.items()))
        if self._typed:
            key += (tuple([type(value) for value in args]),)
        if key in self._results:
            self._hits += 1
            # The one that was used last is the last to go.
            result = self._results.pop(key)
        else:
            self._misses += 1
            result = self._function(*args, **keywords)
            if self._most is not None and len(self._results) >= self._most:
                for oldest in self._results:
                    break
                else:
                    return result
                del self._results[oldest]
        self._results[key] = result
        return result

    def __get__(self, instance, owner=None):
        return self if instance is None else partial(self, instance)

    def cache_info(self):
        return _CacheInfo(self._hits, self._misses, self._most, len(self._results))

    def cache_clear(self):
        self._results = {}
        self._hits = self._misses = 0

    def cache_parameters(self):
        return {"maxsize": self._most, "typed": self._typed}


class _CacheInfo:
    def __init__(self, hits, misses, maxsize, currsize):
        self.hits = hits
        self.misses = misses
        self.maxsize = maxsize
        self.currsize = currsize

    def __iter__(self):
        return iter((self.hits, self.misses, self.maxsize, self.currsize))

    def __repr__(self):
        return f"CacheInfo(hits={self.hits}, misses={self.misses}, maxsize={self.maxsize}, currsize={self.currsize})"


class cached_property:
    def __init__(self, func):
        self.func = func
        self._name = func.__name__

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        setattr(instance, self._name, value)
        return value


def cmp_to_key(mycmp):
    class Key:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

    return Key


def total_ordering(cls):
    if _defines(cls, "__lt__"):
        less = cls.__lt__
    elif _defines(cls, "__gt__"):
        greater = cls.__gt__
        less = lambda self, other: greater(other, self)
    elif _defines(cls, "__le__"):
        less_or_equal = cls.__le__
        less = lambda self, other: less_or_equal(self, other) and not self == other
    elif _defines(cls, "__ge__"):
        greater_or_equal = cls.__ge__
        less = lambda self, other: not greater_or_equal(self, other)
    else:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for name, compare in (
        ("__lt__", less),
        ("__gt__", lambda self, other: less(other, self)),
        ("__le__", lambda self, other: not less(other, self)),
        ("__ge__", lambda self, other: not less(self, other)),
    ):
        if not _defines(cls, name):
            setattr(cls, name, compare)
    return cls


def _defines(cls, name):
    return getattr(cls, name, None) is not getattr(object, name, None)
