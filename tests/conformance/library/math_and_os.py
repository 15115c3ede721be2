import math
import os

print(math.pi, math.e, math.inf, math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.sqrt(16))
print(math.factorial(10), math.gcd(12, 18), math.isqrt(17), math.lcm(4, 6), math.comb(5, 2), math.perm(5, 2))
print(math.pow(2, 3), math.fabs(-2), math.hypot(3, 4), math.trunc(-2.7), math.prod([1, 2, 3, 4]))
print(math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(-math.inf), math.degrees(math.pi), math.fsum([0.1] * 10))
print(os.cpu_count(), os.cpu_count() - 1, isinstance(os.getpid(), int), os.getpid() == os.getpid())
for wrong in (lambda: math.sqrt(-1), lambda: math.factorial(-1), lambda: math.isqrt(-1)):
    try:
        wrong()
    except ValueError as error:
        print(error)
