import math

print(math.factorial(10), math.gcd(12, 18), math.lcm(4, 6), math.comb(5, 2), math.perm(5, 2), math.isqrt(99), math.prod([2, 3, 4]))
print(math.trunc(-2.7), math.floor(-2.5), math.ceil(2.1), math.fabs(-3), math.copysign(3, -0.0), math.fmod(-7, 3), math.modf(2.5))
print(math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1.0), math.tau, math.pi, math.e)
print(math.fsum([0.1] * 10), math.hypot(3, 4), math.dist((0, 0), (3, 4)), math.frexp(10.0), math.ldexp(0.75, 3))
for x in [0.1, 0.5, 1, 2.5, 10, 100]:
    values = [math.exp(x / 10), math.log(x), math.log2(x), math.log10(x), math.sin(x), math.cos(x), math.tan(x), math.atan(x)]
    print([f"{value:.12f}" for value in values])
    print([f"{value:.12f}" for value in [math.sinh(x / 10), math.cosh(x / 10), math.tanh(x), math.cbrt(x), math.log1p(x), math.expm1(x / 10)]])
print(math.log(8, 2), math.log10(1000), math.log2(1024), math.exp(0), math.pow(2, 0.5), math.sqrt(16), math.degrees(math.pi), math.radians(180))
print(f"{math.asin(0.5):.12f} {math.acos(0.5):.12f} {math.atan2(-1, -1):.12f}")
for function, arguments in [(math.log, (0,)), (math.sqrt, (-1,)), (math.factorial, (-1,)), (math.acos, (2,)), (math.exp, (1000,)), (math.pow, (-8, 0.5))]:
    try:
        print(function(*arguments))
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
