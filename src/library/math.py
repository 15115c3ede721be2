pi = 3.141592653589793
e = 2.718281828459045
inf = float("inf")
tau = 6.283185307179586
nan = float("nan")


def _real(x):
    if not isinstance(x, (int, float)):
        raise TypeError(f"must be real number, not {type(x).__name__}")
    return x


def sqrt(x, /):
    if _real(x) < 0:
        raise ValueError("math domain error")
    return x**0.5


def floor(x, /):
    return int(_real(x) // 1)


def ceil(x, /):
    return -int(-_real(x) // 1)


def trunc(x, /):
    return int(x)


def fabs(x, /):
    return abs(float(x))


def isinf(x, /):
    return abs(x) == float("inf")


def isnan(x, /):
    return x != x


def isfinite(x, /):
    return x - x == 0


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    return abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)


def copysign(x, y, /):
    negative = y < 0 or y == 0 and str(float(y)).startswith("-")
    return -fabs(x) if negative else fabs(x)


def fmod(x, y, /):
    if isinf(x) or y == 0:
        raise ValueError("math domain error")
    return float(x) if isinf(y) else copysign(abs(x) % abs(y), x)


def modf(x, /):
    if not isfinite(x):
        return copysign(0.0, x) if x == x else x, float(x)
    whole = float(int(x))
    return copysign(x - whole, x), copysign(whole, x)


def frexp(x, /):
    x = float(x)
    if x == 0 or not isfinite(x):
        return x, 0
    exponent = 0
    for step in (512, 256, 128, 64, 32, 16, 8, 4, 2, 1):
        while abs(x) >= 2.0**step:
            x /= 2.0**step
            exponent += step
        while abs(x) < 2.0 ** (1 - step):
            x *= 2.0**step
            exponent -= step
    while abs(x) >= 1:
        x /= 2
        exponent += 1
    while abs(x) < 0.5:
        x *= 2
        exponent -= 1
    return x, exponent


def ldexp(x, i, /):
    x = float(x)
    while i > 1000:
        x *= 2.0**1000
        i -= 1000
    while i < -1000:
        x *= 2.0**-1000
        i += 1000
    result = x * 2.0**i
    if isinf(result) and not isinf(x):
        raise OverflowError("math range error")
    return result


def _whole(x):
    if not isinstance(x, int):
        raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as an integer")
    return x


def factorial(n, /):
    if _whole(n) < 0:
        raise ValueError("factorial() not defined for negative values")
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


def gcd(*integers):
    result = 0
    for number in integers:
        number = abs(_whole(number))
        while number:
            result, number = number, result % number
    return result


def lcm(*integers):
    result = 1
    for number in integers:
        number = abs(_whole(number))
        if number == 0:
            return 0
        result = result // gcd(result, number) * number
    return result


def comb(n, k, /):
    if _whole(n) < 0 or _whole(k) < 0:
        raise ValueError(("n" if n < 0 else "k") + " must be a non-negative integer")
    result = 1
    for at in range(min(k, n - k)):
        result = result * (n - at) // (at + 1)
    return result if k <= n else 0


def perm(n, k=None, /):
    if _whole(n) < 0 or k is not None and _whole(k) < 0:
        raise ValueError(("n" if n < 0 else "k") + " must be a non-negative integer")
    k = n if k is None else k
    return prod(range(n - k + 1, n + 1)) if k <= n else 0


def isqrt(n, /):
    if _whole(n) < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n == 0:
        return 0
    root = 1 << (n.bit_length() + 1) // 2
    while True:
        better = (root + n // root) // 2
        if better >= root:
            return root
        root = better


def prod(iterable, /, *, start=1):
    for factor in iterable:
        start *= factor
    return start


# Partial sums that do not overlap hold the sum exactly (Shewchuk).
def fsum(seq, /):
    partials = []
    for x in seq:
        x = float(x)
        kept = []
        for y in partials:
            if abs(x) < abs(y):
                x, y = y, x
            high = x + y
            low = y - (high - x)
            if low:
                kept.append(low)
            x = high
        partials = kept + [x]
    total = 0.0
    while partials:
        x = total
        y = partials.pop()
        total = x + y
        low = y - (total - x)
        if low:
            # Half to even needs the next one.
            if partials and (low < 0) == (partials[-1] < 0):
                y = low * 2
                x = total + y
                if y == x - total:
                    total = x
            break
    return total


def hypot(*coordinates):
    largest = max([abs(x) for x in coordinates], default=0)
    if largest == 0 or isinf(largest):
        return float(largest)
    return largest * fsum([(x / largest) ** 2 for x in coordinates]) ** 0.5


def dist(p, q, /):
    return hypot(*[a - b for a, b in zip(p, q)])


def degrees(x, /):
    return x * (180.0 / 3.141592653589793)


def radians(x, /):
    return x * (3.141592653589793 / 180.0)


def pow(x, y, /):
    x, y = float(x), float(y)
    if x == 1 or y == 0:
        return 1.0
    if x < 0 and isfinite(y) and y != int(y) or x == 0 and y < 0:
        raise ValueError("math domain error")
    try:
        return x**y
    except OverflowError:
        raise OverflowError("math range error") from None


def cbrt(x, /):
    if x == 0 or not isfinite(x):
        return float(x)
    mantissa, exponent = frexp(abs(x))
    mantissa = ldexp(mantissa, exponent % 3)
    root = mantissa ** (1 / 3)
    root -= (root * root * root - mantissa) / (3 * root * root)
    return copysign(ldexp(root, exponent // 3), x)


# The power of two and the rest, which is small, apart: a series for the rest.
def exp(x, /):
    if x != x:
        return x
    if x > 709.782712893384:
        if isinf(x):
            return x
        raise OverflowError("math range error")
    if x < -745.2:
        return 0.0
    count = round(x / 0.6931471805599453)
    rest = x - count * 0.693147180369123816490 - count * 1.90821492927058770002e-10
    term = total = 1.0
    at = 1
    terms = []
    while abs(term) > 1e-18:
        term = term * rest / at
        terms.append(term)
        at += 1
    small = 0.0
    for term in reversed(terms):
        small += term
    return ldexp(1.0 + small, count)


def expm1(x, /):
    if abs(x) > 0.5:
        return exp(x) - 1
    term = total = float(x)
    at = 2
    while abs(term) > abs(total) * 1e-18:
        term = term * x / at
        total += term
        at += 1
    return total


def log(x, base=None, /):
    result = _log(x)
    return result if base is None else result / _log(base)


def _log(x):
    if x <= 0:
        raise ValueError("math domain error")
    if x != x or isinf(x):
        return float(x)
    mantissa, exponent = frexp(x)
    if mantissa < 0.7071067811865476:
        mantissa *= 2
        exponent -= 1
    f = mantissa - 1.0
    s = f / (2.0 + f)
    square = s * s
    series = 0.0
    for at in range(25, 1, -2):
        series = series * square + 1.0 / at * 2.0 if series else 2.0 / at
    rest = series * square
    half = 0.5 * f * f
    high, low = exponent * 0.693147180369123816490, exponent * 1.90821492927058770002e-10
    return high - ((half - (s * (half + rest) + low)) - f)


def log1p(x, /):
    y = 1.0 + x
    return float(x) if y == 1.0 or y == float("inf") else _log(y) - ((y - 1.0) - x) / y


def log2(x, /):
    if x <= 0:
        raise ValueError("math domain error")
    mantissa, exponent = frexp(x)
    if mantissa < 0.7071067811865476:
        mantissa *= 2
        exponent -= 1
    return _log(mantissa) / 0.6931471805599453 + exponent


def log10(x, /):
    result = _log(x) / 2.302585092994046
    whole = round(result) if isfinite(result) else 0
    return float(whole) if abs(whole) < 23 and 10.0**whole == x else result


# The quarter of the circle, and the angle in it, in two parts.
def _reduced(x):
    if isinf(x):
        raise ValueError("math domain error")
    if x != x:
        return 0, x, 0.0
    # A right angle in three parts, of which the first two have room for the count.
    count = round(x / 1.5707963267948966)
    first = x - count * 1.57079632673412561417
    second = count * 6.07710050630396597660e-11
    angle = first - second
    low = count * 2.02226624879595063154e-21 - ((first - angle) - second)
    return count % 4, angle - low, (angle - (angle - low)) - low


def _sine(x, rest):
    square = x * x
    total = 0.0
    for factor in (-7.647163731819816e-13, 1.605904383682161e-10, -2.505210838544172e-08, 2.7557319223985893e-06,
                   -0.0001984126984126984, 0.008333333333333333, -0.16666666666666666):
        total = total * square + factor
    return x + (total * square * x + rest)


def _cosine(x, rest):
    square = x * x
    total = 0.0
    for factor in (4.779477332387385e-14, -1.1470745597729725e-11, 2.08767569878681e-09, -2.755731922398589e-07,
                   2.48015873015873e-05, -0.001388888888888889, 0.041666666666666664):
        total = total * square + factor
    half = 0.5 * square
    whole = 1.0 - half
    return whole + (((1.0 - whole) - half) + (square * square * total - x * rest))


def sin(x, /):
    if x == 0:
        return float(x)
    quarter, angle, rest = _reduced(float(x))
    result = _cosine(angle, rest) if quarter % 2 else _sine(angle, rest)
    return -result if quarter >= 2 else result


def cos(x, /):
    quarter, angle, rest = _reduced(float(x))
    result = _sine(angle, rest) if quarter % 2 else _cosine(angle, rest)
    return -result if quarter in (1, 2) else result


def tan(x, /):
    return sin(x) / cos(x)


def atan(x, /):
    if x != x:
        return float(x)
    turned = abs(x) > 1
    y = 1.0 / abs(x) if turned else float(abs(x))
    # Twice half the angle.
    doubled = 0
    while y > 0.1:
        y = y / (1.0 + (1.0 + y * y) ** 0.5)
        doubled += 1
    square = y * y
    total = 0.0
    for at in range(21, 0, -2):
        total = 1.0 / at - total * square
    angle = y * total
    for _ in range(doubled):
        angle *= 2
    return copysign(1.5707963267948966 - angle if turned else angle, x)


def atan2(y, x, /):
    if x != x or y != y:
        return x + y
    if x > 0:
        return atan(y / x)
    if x < 0:
        return atan(y / x) + copysign(3.141592653589793, y)
    if y == 0:
        return copysign(0.0 if copysign(1, x) > 0 else 3.141592653589793, y)
    return copysign(1.5707963267948966, y)


def asin(x, /):
    if abs(x) > 1:
        raise ValueError("math domain error")
    return atan2(x, ((1.0 - x) * (1.0 + x)) ** 0.5)


def acos(x, /):
    if abs(x) > 1:
        raise ValueError("math domain error")
    return atan2(((1.0 - x) * (1.0 + x)) ** 0.5, x)


def sinh(x, /):
    y = expm1(abs(x))
    return float(x) if isinf(y) else copysign((y + y / (y + 1.0)) / 2, x)


def cosh(x, /):
    y = exp(abs(x))
    return (y + 1.0 / y) / 2


def tanh(x, /):
    if abs(x) > 20:
        return copysign(1.0, x)
    y = expm1(2.0 * abs(x))
    return copysign(y / (y + 2.0), x)
