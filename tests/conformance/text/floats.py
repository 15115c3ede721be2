# How numbers are written and read.
import math

values = [0.0, -0.0, 1.0, 0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 5e-324, 2.2250738585072014e-308,
          1.7976931348623157e308, 2.675, 1e22, 1e23, 1 / 3, 100.0, 9007199254740993.0, 2.0 ** -25, 2.0 ** -44,
          7.6784476871456305e-239, 1.5, 0.5, 2.5, 123456.789, math.pi, math.inf, -math.inf]
for value in values:
    print(repr(value), str(-value))
    print([f"{value:.{n}f}" for n in range(0, 21)])
    print(f"{value:e} {value:.0e} {value:.3E} {value:g} {value:.3g} {value:.12G} {value:%} {value:.1%}")
    print(f"[{value:12.3f}] [{value:<12.1f}] [{value:^+12.2f}] [{value:012.2f}] [{value:,.2f}] [{value:_.1f}] [{value: .2f}]")
    print("%s %r %f %.2f %8.1f %-8.1f| %08.2f %e %g %G %.10g" % ((value,) * 11))

print(round(1e22, 2), round(-1e22, -2), round(1e300, 2))
for value in [2.675, 0.5, 1.5, 2.5, -0.4, 1234.5678, 0.05, 9.995, 1e-7, 123456789012345.678, -2.5]:
    print(round(value), [round(value, n) for n in range(-3, 18)])

for text in ["1e400", "0.1", " 1_000.5 ", "-1e-400", "inf", "-Infinity", "nan", "1.", ".5", "+3e2", "1E5",
             "179769313486231580793728971405301e276", "2.4703282292062327208e-324", "2.4703282292062328e-324",
             "9007199254740993", "9007199254740992.99999999999999999999", "123456789012345678901234567890"]:
    print(text, float(text))
for text in ["", ".", "e5", "1e", "1.2.3", "0x10", "one", "--1"]:
    try:
        print(float(text))
    except ValueError as error:
        print(error)
for text in ["12", " -7 ", "1_000", "+5", "0"]:
    print(int(text))
for text in ["", "1.5", "x", "1e3"]:
    try:
        print(int(text))
    except ValueError as error:
        print(error)
for value in [3.99, -3.99, 1e15, 0.0]:
    print(int(value), math.floor(value), math.ceil(value))
for value in [0, 7, -7, 1234567, 255]:
    print(f"{value:d} {value:5} {value:<5}| {value:^5}| {value:05} {value:+} {value:,} {value:_} {value:x} {value:#X} {value:b} {value:#o} {value:.1f}")
    print("%d %5d %-5d| %05d %+d %x %X %o" % ((value,) * 8))
print(7 // 2, -7 // 2, 7 % -3, -7.5 // 2, -7.5 % 2, 2 ** 0.5, 2 ** -1, 10 ** 15, 1e308 * 10, 3 / 2)
