# Builtin functions. A native that cannot go on alone calls the function of its name here.
from _kernel import write as _write


def print(*values, sep=" ", end="\n", file=None, flush=False):
    text = [str(value) for value in values]
    text = (" " if sep is None else sep).join(text) + ("\n" if end is None else end)
    if file is None:
        _write(text)
    else:
        file.write(text)


def all(iterable, /):
    for item in iterable:
        if not item:
            return False
    return True


def any(iterable, /):
    for item in iterable:
        if item:
            return True
    return False


def enumerate(iterable, start=0):
    for item in iterable:
        yield start, item
        start += 1


def filter(function, iterable, /):
    for item in iterable:
        if item if function is None else function(item):
            yield item


def map(function, iterable, /, *iterables):
    for arguments in zip(iterable, *iterables):
        yield function(*arguments)


def zip(*iterables):
    iterators = [iter(iterable) for iterable in iterables]
    if not iterators:
        return
    end = []
    while True:
        items = []
        for iterator in iterators:
            item = next(iterator, end)
            if item is end:
                return
            items.append(item)
        yield tuple(items)


def min(*values, key=None, default=_call):
    return _best(values, key, default, "min")


def max(*values, key=None, default=_call):
    return _best(values, key, default, "max")


# A default that no caller could give says that none was given.
def _best(values, key, default, name):
    if not values:
        raise TypeError(f"{name} expected at least 1 argument, got 0")
    if len(values) > 1 and default is not _call:
        raise TypeError(f"Cannot specify a default for {name}() with multiple positional arguments")
    iterator = iter(values[0] if len(values) == 1 else values)
    best = next(iterator, _call)
    if best is _call:
        if default is _call:
            raise ValueError(f"{name}() arg is an empty sequence")
        return default
    weight = best if key is None else key(best)
    for value in iterator:
        other = value if key is None else key(value)
        if other > weight if name == "max" else other < weight:
            best = value
            weight = other
    return best


def sorted(iterable, /, *, key=None, reverse=False):
    values = list(iterable)
    values.sort(key=key, reverse=reverse)
    return values


def vars(object):
    try:
        return object.__dict__
    except AttributeError:
        raise TypeError("vars() argument must have __dict__ attribute") from None


def bin(number):
    return f"{_index(number):#b}"


def oct(number):
    return f"{_index(number):#o}"


def hex(number):
    return f"{_index(number):#x}"


def _index(number):
    if not isinstance(number, int):
        raise TypeError(f"'{type(number).__name__}' object cannot be interpreted as an integer")
    return number


def ascii(value):
    return "".join([letter if letter < "\x7f" else _escaped(ord(letter)) for letter in repr(value)])


def _escaped(code):
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def chr(i, /):
    if not 0 <= _index(i) < 0x110000:
        raise ValueError("chr() arg not in range(0x110000)")
    return f"{i:c}"


def callable(obj, /):
    kind = type(obj)
    return kind.__name__ in ("function", "builtin_function_or_method", "method", "type") or hasattr(kind, "__call__")


def hasattr(obj, name, /):
    return getattr(obj, name, _call) is not _call


def round(number, ndigits=None):
    if isinstance(number, int):
        return +number if ndigits is None else _round_int(number, _index(ndigits))
    if isinstance(number, float):
        return _round_float(number, ndigits)
    method = _method(number, "__round__")
    if method is None:
        raise TypeError(f"type {type(number).__name__} doesn't define __round__ method")
    return method(number) if ndigits is None else method(number, ndigits)


# Half to even, on a power of ten; one that is too large leaves nothing.
def _round_int(number, ndigits):
    if ndigits >= 0:
        return +number
    if ndigits < -18:
        return 0
    scale = 10**-ndigits
    down, rest = number // scale, number % scale
    return (down + (rest > scale - rest or rest == scale - rest and down % 2)) * scale


# Correctly rounded decimal text, as CPython does it.
def _round_float(number, ndigits):
    if ndigits is None:
        return int(f"{number:.0f}") if -9e15 < number < 9e15 else int(number)
    if _index(ndigits) > 323 or number - number != 0:
        return number
    if ndigits < 0:
        scale = 10.0**-ndigits
        return float(f"{number / scale:.0f}") * scale if ndigits > -309 else number * 0.0
    return float(f"{number:.{ndigits}f}")


def format(value, format_spec=""):
    return f"{value:{format_spec}}"


def divmod(x, y, /):
    return x // y, x % y


def pow(base, exp, mod=None):
    if mod is None:
        return base**exp
    if mod == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    if exp < 0:
        raise ValueError("base is not invertible for the given modulus")
    result = 1 % mod
    while exp:
        if exp % 2:
            result = result * base % mod
        base = base * base % mod
        exp //= 2
    return result


def aiter(async_iterable, /):
    return async_iterable.__aiter__()


def anext(async_iterator, /, *default):
    return _anext(async_iterator, *default) if default else async_iterator.__anext__()


async def _anext(async_iterator, default):
    try:
        return await async_iterator.__anext__()
    except StopAsyncIteration:
        return default


def reversed(sequence, /):
    if isinstance(sequence, dict) or type(sequence).__name__.startswith("dict_"):
        sequence = list(sequence)
    if isinstance(sequence, (list, tuple, str, range)):
        return iter(sequence[::-1])
    kind = type(sequence)
    if hasattr(kind, "__reversed__"):
        return kind.__reversed__(sequence)
    if hasattr(kind, "__getitem__") and hasattr(kind, "__len__"):
        return (sequence[at] for at in range(len(sequence) - 1, -1, -1))
    raise TypeError(f"'{kind.__name__}' object is not reversible")
