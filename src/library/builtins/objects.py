# What operators, containers and conversions ask of objects of classes in Python. `NotImplemented` where they do not know.


def _method(value, name):
    return getattr(type(value), name, None)


def _either(left, forward, right, backward):
    kind, other = type(left), type(right)
    forward = getattr(kind, forward, None)
    backward = getattr(other, backward, None)
    # A class knows better than the one that it derives from.
    if backward is not None and kind is not other and issubclass(other, kind):
        result = backward(right, left)
        if result is not NotImplemented:
            return result
        backward = None
    if forward is not None:
        result = forward(left, right)
        if result is not NotImplemented:
            return result
    return NotImplemented if backward is None else backward(right, left)


def _binary(name, left, right):
    backward = "" if type(left) is type(right) else f"__r{name}__"
    return _either(left, f"__{name}__", right, backward)


def _in_place(name, left, right):
    change = _method(left, f"__i{name}__")
    if change is not None:
        result = change(left, right)
        if result is not NotImplemented:
            return result
    return _binary(name, left, right)


_REFLECTED = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


def _compare(name, left, right):
    result = _either(left, f"__{name}__", right, f"__{_REFLECTED[name]}__")
    if result is NotImplemented and name == "ne":
        result = _either(left, "__eq__", right, "__eq__")
        return result if result is NotImplemented else not result
    return result


def _convert(name, value, _):
    method = _method(value, name)
    return NotImplemented if method is None else method(value)


def _len(value):
    method = _method(value, "__len__")
    if method is None:
        return NotImplemented
    length = method(value)
    if not isinstance(length, int):
        raise TypeError(f"'{type(length).__name__}' object cannot be interpreted as an integer")
    if length < 0:
        raise ValueError("__len__() should return >= 0")
    return length


def _hash(value):
    method = _method(value, "__hash__")
    if method is None:
        raise TypeError(f"unhashable type: '{type(value).__name__}'")
    number = method(value)
    if not isinstance(number, int):
        raise TypeError("__hash__ method should return an integer")
    return number


_keys = {}


# Of all that are equal, the same one.
def _key(value):
    alike = _keys.setdefault(_hash(value), [])
    for other in alike:
        if other is value or other == value:
            return other
    alike.append(value)
    return value


def _item(name, value, *arguments):
    method = _method(value, name)
    return NotImplemented if method is None else method(value, *arguments)


def _contains(value, item):
    method = _method(value, "__contains__")
    if method is not None:
        return method(value, item)
    if _method(value, "__iter__") is None and _method(value, "__getitem__") is None:
        return NotImplemented
    try:
        iterator = _iterate(value)
    except TypeError:
        return NotImplemented
    for other in iterator:
        if other is item or other == item:
            return True
    return False


# An iterator that the machine knows.
def _iterate(value):
    start = _method(value, "__iter__")
    if start is None:
        return NotImplemented if _method(value, "__getitem__") is None else _by_index(value)
    iterator = start(value)
    if _method(iterator, "__next__") is not None:
        return _steps(iterator)
    if type(iterator).__name__ not in ("iterator", "generator"):
        raise TypeError(f"iter() returned non-iterator of type '{type(iterator).__name__}'")
    return iterator


def _by_index(value):
    index = 0
    try:
        while True:
            yield value[index]
            index += 1
    except IndexError:
        pass


def _steps(iterator):
    step = type(iterator).__next__
    while True:
        try:
            item = step(iterator)
        except StopIteration:
            return
        yield item


def _iter(value, *sentinel):
    if sentinel:
        return _until(value, sentinel[0])
    start = _method(value, "__iter__")
    if start is None:
        if _method(value, "__getitem__") is None:
            raise TypeError(f"'{type(value).__name__}' object is not iterable")
        return _by_index(value)
    iterator = start(value)
    if _method(iterator, "__next__") is None and type(iterator).__name__ not in ("iterator", "generator"):
        raise TypeError(f"iter() returned non-iterator of type '{type(iterator).__name__}'")
    return iterator


def _until(function, sentinel):
    while True:
        value = function()
        if value == sentinel:
            return
        yield value


def _next(iterator, *default):
    step = _method(iterator, "__next__")
    if step is None:
        raise TypeError(f"'{type(iterator).__name__}' object is not an iterator")
    try:
        return step(iterator)
    except StopIteration:
        if not default:
            raise
        return default[0]


def _format(spec, value):
    method = _method(value, "__format__")
    if method is None:
        if spec:
            raise TypeError(f"unsupported format string passed to {type(value).__name__}.__format__")
        return str(value)
    text = method(value, spec)
    if not isinstance(text, str):
        raise TypeError(f"__format__ must return a str, not {type(text).__name__}")
    return text
