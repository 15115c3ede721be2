total = 0
for n in range(1, 1001):
    total += n * n
print(total, total // 7, total % 7, divmod(-total, 1000), 2**62, -(2**62), 10**18)
factorial = 1
for n in range(1, 21):
    factorial *= n
print(factorial, 7**20, 1 << 40, (1 << 40) >> 38, 0xFF & 0x0F, 5 | 2, 6 ^ 3, ~7)
print(int("123"), int(-3.9), float("1e3"), round(2.5), round(3.5), round(2.675, 2), round(1234, -2))
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, 2**-1, 2**0.5, 10 / 4, 1e308 * 10)
print(max(3, 1.5), min([4, 2]), sum([0.1] * 3), abs(-5), pow(2, 10), pow(7, 2, 10), bool(0), int(True))
print(0.1 + 0.2, 1 / 3, 100.0, 1e22, 123456789.123, 5e-324, float("inf"), float("-inf"), float("nan"))
print(1_000_000, 1e3, 0b101, 0o17, 3.0 == 3, hash(1) == hash(1.0), 1 is not None)
seconds = 3725
hours, rest = divmod(seconds, 3600)
print(f"{hours}:{rest // 60:02d}:{rest % 60:02d}")
