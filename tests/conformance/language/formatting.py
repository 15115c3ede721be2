name, n, x = "Ada", 42, 3.14159
print("%s is %d years, %.2f m, %5d|%-5d|%05d, %x, %%" % (name, n, x, n, n, n, 255))
print("%s" % n, "%s %s" % (1, [2]), "%r" % "q", "%10s|%-10s|" % ("r", "l"), "%.3s" % "abcdef", "%+d" % 5)
print("%(a)s-%(b)04d" % {"a": 1, "b": 2}, "%e" % 12345.678, "%g" % 0.0001)
print("{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2), "{0[1]} {0[0]}".format("xy"))
print("{:>8}|{:<8}|{:^8}|{:*^9}".format("r", "l", "c", "m"), "{:08.3f}".format(x), "{:,}".format(1234567))
print(f"{name!r} {n:5d} {x:.2f} {n:>6} {n:<6}| {x:8.3f} {n:b} {n:x} {n:#x} {n:o} {n:+}")
print(f"{n=} {x=:.1f} {name=}", f"{{braces}} {n}", f"{'nested ' + name}", f"{x:{8}.{2}}")
print(f"{1e10} {1e16} {1e-5} {0.1 + 0.2} {1 / 3:.3%} {100:.1e} {True} {None} {[1, 'a']}")
print(f"{1000000:,} {1234.5:,.2f} {5:03} {-5:05} {'text':.2} {n!s:>5}")
width = 12
for label, value in (("total", 9.00256), ("mean", 2.5)):
    print(f"{label:<{width}}{value:>{width}.5f}")
print("a" "b" f"{n}" "c", "tab\tnew", r"raw\n", "é ü 中", "\u00e9", len("中文"))
print("Total: " + str(n) + " s", "-" * 10, "x".rjust(3, "."), "7".zfill(3))
for wrong in (lambda: "%d" % "x", lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "{}".format(), lambda: f"{'a':d}", lambda: f"{1.5:d}", lambda: "a" + 1, lambda: 1 + "a"):
    try:
        wrong()
    except (TypeError, IndexError, ValueError) as error:
        print(type(error).__name__, error)
print("""three
lines""", "\n\r".replace("\r", "R"), end="<end>\n")
print(1, 2, sep=", ", end="!\n")
print(sep="x")
