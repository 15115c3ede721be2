# What the programs of this subject use of it: arrays of one dimension, of whole numbers or of floats.
import builtins as _builtins

from numpy import random as random

pi = 3.141592653589793
e = 2.718281828459045
inf = float("inf")
nan = float("nan")


class dtype:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self.name == getattr(other, "name", other) or other is {"int64": int, "float64": float}.get(self.name)

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"dtype('{self.name}')"


class ndarray:
    def __init__(self, values, kind=None):
        values = list(values)
        if kind is None:
            if all([isinstance(value, bool) for value in values]) and values:
                kind = bool
            else:
                kind = int if all([isinstance(value, int) for value in values]) and values else float
        self._kind = kind
        self._values = [kind(value) for value in values]

    @property
    def dtype(self):
        return dtype("bool" if self._kind is bool else "int64" if self._kind is int else "float64")

    @property
    def shape(self):
        return (len(self._values),)

    @property
    def size(self):
        return len(self._values)

    @property
    def ndim(self):
        return 1

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __contains__(self, value):
        return value in self._values

    def __getitem__(self, index):
        if isinstance(index, slice):
            return ndarray(self._values[index], self._kind)
        if isinstance(index, ndarray) and index._kind is bool:
            return ndarray([value for value, taken in zip(self._values, index._values) if taken], self._kind)
        if isinstance(index, (ndarray, list)):
            return ndarray([self._values[at] for at in index], self._kind)
        length = len(self._values)
        if not -length <= index < length:
            raise IndexError(f"index {index} is out of bounds for axis 0 with size {length}")
        return self._values[index]

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            places = range(len(self._values))[index]
            values = list(value) if isinstance(value, (ndarray, list, tuple)) else [value] * len(places)
            for place, one in zip(places, values):
                self._values[place] = self._kind(one)
        else:
            self._values[index] = self._kind(value)

    def _with(self, other, operation):
        if isinstance(other, (ndarray, list, tuple)):
            others = list(other)
            if len(others) != len(self._values):
                shapes = f"({len(self._values)},) ({len(others)},)"
                raise ValueError(f"operands could not be broadcast together with shapes {shapes} ")
            return ndarray([operation(one, two) for one, two in zip(self._values, others)])
        return ndarray([operation(one, other) for one in self._values])

    def __add__(self, other):
        return self._with(other, lambda one, two: one + two)

    def __radd__(self, other):
        return self._with(other, lambda one, two: two + one)

    def __sub__(self, other):
        return self._with(other, lambda one, two: one - two)

    def __rsub__(self, other):
        return self._with(other, lambda one, two: two - one)

    def __mul__(self, other):
        return self._with(other, lambda one, two: one * two)

    def __rmul__(self, other):
        return self._with(other, lambda one, two: two * one)

    def __truediv__(self, other):
        return self._with(other, lambda one, two: one / two)

    def __rtruediv__(self, other):
        return self._with(other, lambda one, two: two / one)

    def __floordiv__(self, other):
        return self._with(other, lambda one, two: one // two)

    def __mod__(self, other):
        return self._with(other, lambda one, two: one % two)

    def __pow__(self, other):
        return self._with(other, lambda one, two: one**two)

    def __rpow__(self, other):
        return self._with(other, lambda one, two: two**one)

    def __neg__(self):
        return ndarray([-value for value in self._values], self._kind)

    def __abs__(self):
        return ndarray([abs(value) for value in self._values], self._kind)

    def __eq__(self, other):
        return self._with(other, lambda one, two: one == two)

    def __ne__(self, other):
        return self._with(other, lambda one, two: one != two)

    def __lt__(self, other):
        return self._with(other, lambda one, two: one < two)

    def __le__(self, other):
        return self._with(other, lambda one, two: one <= two)

    def __gt__(self, other):
        return self._with(other, lambda one, two: one > two)

    def __ge__(self, other):
        return self._with(other, lambda one, two: one >= two)

    def __bool__(self):
        if len(self._values) == 1:
            return bool(self._values[0])
        message = "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
        raise ValueError(message)

    def sum(self):
        return _builtins.sum(self._values)

    def prod(self):
        result = 1
        for value in self._values:
            result *= value
        return result

    def mean(self):
        return _builtins.sum(self._values) / len(self._values)

    def var(self):
        mean = self.mean()
        return _builtins.sum([(value - mean) ** 2 for value in self._values]) / len(self._values)

    def std(self):
        return self.var() ** 0.5

    def min(self):
        return _builtins.min(self._values)

    def max(self):
        return _builtins.max(self._values)

    def argmin(self):
        return self._values.index(_builtins.min(self._values))

    def argmax(self):
        return self._values.index(_builtins.max(self._values))

    def cumsum(self):
        total = 0
        sums = []
        for value in self._values:
            total += value
            sums.append(total)
        return ndarray(sums, self._kind)

    def all(self):
        return _builtins.all(self._values)

    def any(self):
        return _builtins.any(self._values)

    def tolist(self):
        return list(self._values)

    def copy(self):
        return ndarray(self._values, self._kind)

    def astype(self, dtype):
        name = getattr(dtype, "name", dtype)
        return ndarray(self._values, float if name in (float, "float", "float64") else int)

    def sort(self):
        self._values.sort()

    # All numbers are as wide as the widest; floats have as many decimals as the one that needs most.
    def _texts(self):
        if self._kind is not float:
            texts = [str(value) for value in self._values]
        else:
            texts = [_short(repr(round(value, 8))) for value in self._values]
            most = _builtins.max([len(text.partition(".")[2]) for text in texts], default=0)
            texts = [text + " " * (most - len(text.partition(".")[2])) for text in texts]
        width = _builtins.max([len(text) for text in texts], default=0)
        return [" " * (width - len(text)) + text for text in texts]

    def _lines(self, separator, begin):
        texts = self._texts()
        if len(texts) > 1000:
            texts = texts[:3] + ["..."] + texts[-3:]
        lines = []
        line = begin
        for at in range(len(texts)):
            last = at == len(texts) - 1
            piece = texts[at] + ("" if last else separator.rstrip())
            if len(line) + len(piece) > 74 and line.strip("[ ") and line != begin:
                lines.append(line.rstrip())
                line = " " * len(begin)
            line += piece + ("" if last else " ")
        lines.append(line + "]")
        return "\n".join(lines)

    def __str__(self):
        return self._lines(" ", "[")

    def __repr__(self):
        if not self._values:
            return "array([], dtype=" + self.dtype.name + ")"
        return self._lines(", ", "array([") + ")"


def _short(text):
    return text[:-1] if text.endswith(".0") else text


def array(object, dtype=None):
    made = ndarray(object)
    return made if dtype is None else made.astype(dtype)


asarray = array


def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    if all([isinstance(value, int) for value in (start, stop, step)]):
        made = ndarray(range(start, stop, step), int)
    else:
        count = int(-(-(stop - start) // step))
        made = ndarray([start + at * step for at in range(_builtins.max(count, 0))], float)
    return made if dtype is None else made.astype(dtype)


def linspace(start, stop, num=50, endpoint=True):
    steps = num - 1 if endpoint else num
    return ndarray([start + (stop - start) * at / _builtins.max(steps, 1) for at in range(num)], float)


def zeros(shape, dtype=float):
    return full(shape, 0.0).astype(dtype)


def ones(shape, dtype=float):
    return full(shape, 1.0).astype(dtype)


def full(shape, fill_value):
    return ndarray([fill_value] * (shape[0] if isinstance(shape, tuple) else shape))


def sum(a):
    total = 0
    for value in a:
        total += value
    return total


def mean(a):
    return array(a).mean()


def std(a):
    return array(a).std()


def min(a):
    return array(a).min()


def max(a):
    return array(a).max()


def concatenate(arrays):
    return ndarray([value for one in arrays for value in one])


def sqrt(x):
    return array(x) ** 0.5 if isinstance(x, (ndarray, list, tuple)) else x**0.5


def dot(a, b):
    return (array(a) * array(b)).sum()
