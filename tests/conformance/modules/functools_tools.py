import functools
from functools import cmp_to_key, lru_cache, partial, reduce, total_ordering, wraps


def power(base, exponent=2, *, negative=False):
    return -(base**exponent) if negative else base**exponent


cube = partial(power, exponent=3)
print(cube(2), cube(2, negative=True), partial(power, 5)(), partial(cube, 3)(exponent=2))
print(cube.func is power, cube.args, cube.keywords)
print(partial(print, "a", sep="-")("b"))
try:
    partial(5)
except TypeError as error:
    print(error)
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [3, 9, 2], 5), reduce(lambda a, b: a + b, [], 0))
try:
    reduce(max, [])
except TypeError as error:
    print(error)


def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        print("calling", function.__name__, args, kwargs)
        return function(*args, **kwargs)

    return wrapper


@logged
def add(a, b=1):
    return a + b


print(add(1, b=2), add.__name__, add.__wrapped__(5))
calls = []


@lru_cache(maxsize=2)
def square(n):
    calls.append(n)
    return n * n


print([square(n) for n in [1, 2, 1, 3, 2, 1]], calls, square.cache_info())
square.cache_clear()
print(square.cache_info(), square.__name__)


@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(60), fibonacci.cache_info().hits)


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @functools.cached_property
    def area(self):
        print("computing")
        return self.radius * self.radius * 3

    @lru_cache(None)
    def times(self, n):
        calls.append("times")
        return self.radius * n


circle = Circle(2)
print(circle.area, circle.area, circle.times(3), circle.times(3), calls[-2:])
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))


@total_ordering
class Version:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number

    def __lt__(self, other):
        return self.number < other.number


print(Version(1) <= Version(1), Version(1) > Version(2), Version(3) >= Version(2), Version(1) < Version(2))
