# Seeded by the run as the module `random` is: the sequence is not numpy's.
import random as _random


def seed(seed=None):
    _random.seed(seed)


def _many(size, draw):
    import numpy

    if size is None:
        return draw()
    return numpy.array([draw() for _ in range(size[0] if isinstance(size, tuple) else size)])


def randint(low, high=None, size=None, dtype=int):
    if high is None:
        low, high = 0, low
    if low >= high:
        raise ValueError("low >= high" if low else "high <= 0")
    return _many(size, lambda: _random.randrange(low, high))


def random(size=None):
    return _many(size, _random.random)


random_sample = random


def rand(*shape):
    return random(shape or None)


def uniform(low=0.0, high=1.0, size=None):
    return _many(size, lambda: _random.uniform(low, high))


def normal(loc=0.0, scale=1.0, size=None):
    return _many(size, lambda: _random.gauss(loc, scale))


def choice(a, size=None):
    values = range(a) if isinstance(a, int) else list(a)
    return _many(size, lambda: _random.choice(values))


def shuffle(x):
    _random.shuffle(x)


def permutation(x):
    import numpy

    values = list(range(x) if isinstance(x, int) else x)
    _random.shuffle(values)
    return numpy.array(values)
