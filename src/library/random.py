# Two multiplicative generators whose difference is taken (L'Ecuyer 1988): the sequence is not CPython's.
from _kernel import seed as _seed


class Random:
    def __init__(self, x=None):
        self.seed(x)

    def seed(self, a=None, version=2):
        if a is None:
            a = _seed()
        if isinstance(a, float):
            a = hash(a)
        elif isinstance(a, str):
            number = len(a)
            for letter in a:
                number = (number * 1000003 + ord(letter)) % 2147483563
            a = number
        elif not isinstance(a, int):
            raise TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
        a = abs(a)
        self._one = a % 2147483562 + 1
        self._two = (a // 2147483562 * 69069 + a * 7 + 12345) % 2147483398 + 1
        self._next_gauss = None
        for _ in range(8):
            self._draw()

    # A number below 2147483562.
    def _draw(self):
        self._one = self._one * 40014 % 2147483563
        self._two = self._two * 40692 % 2147483399
        return (self._one - self._two) % 2147483562

    def random(self):
        return ((self._draw() >> 4) * 67108864 + (self._draw() >> 5) % 67108864) / 9007199254740992.0

    def getrandbits(self, k, /):
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        result = 0
        while k > 0:
            bits = min(k, 16)
            result = result << bits | (self._draw() >> 8) & ((1 << bits) - 1)
            k -= bits
        return result

    def _below(self, n):
        if n <= 65536:
            return (self._draw() >> 4) % n
        return ((self._draw() >> 4) << 27 | self._draw() >> 4) % n

    def randrange(self, start, stop=None, step=1):
        for value in (start, 0 if stop is None else stop, step):
            if not isinstance(value, int):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        if stop is None:
            if start <= 0:
                raise ValueError("empty range for randrange()")
            return self._below(start)
        if step == 0:
            raise ValueError("zero step for randrange()")
        count = len(range(start, stop, step))
        if count == 0:
            if step == 1:
                raise ValueError(f"empty range for randrange() ({start}, {stop}, {stop - start})")
            raise ValueError("empty range for randrange()")
        return start + step * self._below(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(len(seq))]

    def shuffle(self, x):
        for last in range(len(x) - 1, 0, -1):
            other = self._below(last + 1)
            x[last], x[other] = x[other], x[last]

    def sample(self, population, k, *, counts=None):
        if not hasattr(type(population), "__getitem__") and not isinstance(population, (list, tuple, str, range)):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        pool = list(population)
        if counts is not None:
            pool = [item for item, count in zip(pool, counts) for _ in range(count)]
        if not 0 <= k <= len(pool):
            raise ValueError("Sample larger than population or is negative")
        result = []
        for taken in range(k):
            at = self._below(len(pool) - taken)
            result.append(pool[at])
            pool[at] = pool[len(pool) - taken - 1]
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        if weights is None and cum_weights is None:
            return [population[self._below(len(population))] for _ in range(k)]
        if cum_weights is None:
            cum_weights = []
            total = 0
            for weight in weights:
                total += weight
                cum_weights.append(total)
        if len(cum_weights) != len(population):
            raise ValueError("The number of weights does not match the population")
        if cum_weights[-1] <= 0:
            raise ValueError("Total of weights must be greater than zero")
        result = []
        for _ in range(k):
            drawn = self.random() * cum_weights[-1]
            at = 0
            while at < len(population) - 1 and cum_weights[at] <= drawn:
                at += 1
            result.append(population[at])
        return result

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u, c, low, high = 1.0 - u, 1.0 - c, high, low
        return low + (high - low) * (u * c) ** 0.5

    def expovariate(self, lambd):
        import math

        return -math.log(1.0 - self.random()) / lambd

    def gauss(self, mu=0.0, sigma=1.0):
        import math

        drawn = self._next_gauss
        self._next_gauss = None
        if drawn is None:
            angle = self.random() * math.tau
            distance = math.sqrt(-2.0 * math.log(1.0 - self.random()))
            drawn = math.cos(angle) * distance
            self._next_gauss = math.sin(angle) * distance
        return mu + drawn * sigma

    def normalvariate(self, mu=0.0, sigma=1.0):
        return self.gauss(mu, sigma)


_shared = Random()


def seed(a=None, version=2):
    _shared.seed(a)


def random():
    return _shared.random()


def getrandbits(k, /):
    return _shared.getrandbits(k)


def randrange(start, stop=None, step=1):
    return _shared.randrange(start, stop, step)


def randint(a, b):
    return _shared.randint(a, b)


def choice(seq):
    return _shared.choice(seq)


def shuffle(x):
    _shared.shuffle(x)


def sample(population, k, *, counts=None):
    return _shared.sample(population, k, counts=counts)


def choices(population, weights=None, *, cum_weights=None, k=1):
    return _shared.choices(population, weights, cum_weights=cum_weights, k=k)


def uniform(a, b):
    return _shared.uniform(a, b)


def triangular(low=0.0, high=1.0, mode=None):
    return _shared.triangular(low, high, mode)


def expovariate(lambd):
    return _shared.expovariate(lambd)


def gauss(mu=0.0, sigma=1.0):
    return _shared.gauss(mu, sigma)


def normalvariate(mu=0.0, sigma=1.0):
    return _shared.gauss(mu, sigma)
