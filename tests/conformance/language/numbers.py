for a in (7, -7):
    for b in (2, -2, 3, -3):
        print(a // b, a % b, divmod(a, b), a / b)
for a in (7.5, -7.5):
    for b in (2, -2):
        print(a // b, a % b, divmod(a, b))
print(2**10, 2**-1, (-2) ** 3, 2**0.5, 0**0, -(2**2))
print(1 << 10, 1024 >> 3, -5 >> 1, 5 & 3, 5 | 3, 5 ^ 3, ~5)
print(True + True, True * 3, False == 0, True & False, True | False, True ^ True)
print(1 == 1.0, 1 is 1, 0.1 + 0.2, 1e100, 1e16, 1e15, 123456789.123, 1e-5, 0.0001)
print(float("inf"), -float("inf"), float("nan"), float("1e3"), float(" 2.5 "))
print(int(3.9), int(-3.9), int("42"), int(" -7 "), int(True), int("1_000"))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1.5), round(0.125, 2))
print(abs(-3), abs(2.5), min(3, 1, 2), max([1, 5, 2]), sum([1, 2, 3], 10), sum([0.1] * 3))
print(max("abc", key=lambda c: -ord(c)), min([3, -4, 2], key=abs), max([], default=0))
print(10 % 3.5, 5.0 // 2, 7 // 2.0, 1e308 * 10, 3.0, -0.0, 100.0)
print(0x1F, 0b101, 0o17, 1_000_000, 1e3, 0.5e-3)
print(bool(0), bool(""), bool([]), bool("0"), bool(0.0), bool(None), bool(-1))
print(divmod(17, 5), pow(2, 8), 17 .__class__ if False else int)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 != 1, 1 == 1 == 1.0)
print(float(3), 3 / 1, 6 / 4, 1 / 3, 2 / 3, 10 / 3)
print(1.0, 1.5e300, 5e-324, 1.7976931348623157e308, 12345678901234567890.0)
