import functools
import operator
from functools import partial, reduce, wraps


def power(base, exponent=2):
    return base**exponent


cube = partial(power, exponent=3)
two_to = partial(power, 2)
print(cube(2), two_to(5), cube(2, exponent=1), partial(print, "a", sep="-")("b", "c"))
print(cube.func is power, cube.args, cube.keywords, two_to.args)
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(operator.add, ["a", "b"], "start "), reduce(max, [3, 9, 2]))
try:
    reduce(operator.add, [])
except TypeError as error:
    print(error)


def traced(function):
    @wraps(function)
    def wrapper(*args):
        """Wraps."""
        return [function.__name__, function(*args)]

    return wrapper


@traced
def double(n):
    return n * 2


print(double(4), double.__name__, double.__wrapped__(5))
calls = []


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    calls.append(n)
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(30), len(calls))


@functools.cache
def slow(n):
    calls.append("slow")
    return n


print(slow(1), slow(1), slow(2), calls.count("slow"))


@functools.total_ordering
class Size:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Size(1) <= Size(1), Size(3) > Size(2), Size(1) >= Size(2))
print(sorted(["b", "A", "c"], key=functools.cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
