# What native functions and methods say of wrong arguments, and operators of wrong operands.
def attempt(what):
    try:
        print(what())
    except (TypeError, ValueError, ZeroDivisionError, KeyError, IndexError) as error:
        print(type(error).__name__, error)


def two(a, b, *, c=1):
    return a, b, c


five, one = 5, [1]
attempt(lambda: two())
attempt(lambda: two(1))
attempt(lambda: two(1, 2, 3))
attempt(lambda: two(1, 2, d=3))
attempt(lambda: two(1, a=3))
attempt(lambda: 1 + "a")
attempt(lambda: "a" + 1)
attempt(lambda: [] + ())
attempt(lambda: "a" * "b")
attempt(lambda: -"a")
attempt(lambda: 1 / 0)
attempt(lambda: 1 // 0)
attempt(lambda: 1.5 % 0)
attempt(lambda: {}["key"])
attempt(lambda: [1][5])
attempt(lambda: one["x"])
attempt(lambda: five[0])
attempt(lambda: five())
attempt(lambda: len(5))
attempt(lambda: "a" < 1)
attempt(lambda: 1 in 5)
attempt(lambda: 1 in "abc")
attempt(lambda: {[]: 1})
attempt(lambda: [].pop())
attempt(lambda: [1].remove(2))
attempt(lambda: max([]))
attempt(lambda: f"{'a':d}")
attempt(lambda: f"{1.5:x}")
attempt(lambda: "%d" % "a")
attempt(lambda: "%s %s" % ("a",))
attempt(lambda: "%s" % ("a", "b"))
attempt(lambda: ",".join([1]))
attempt(lambda: int([]))
attempt(lambda: float([]))
attempt(lambda: chr(-1))
attempt(lambda: range(1, 2, 0))
attempt(lambda: dict([(1, 2, 3)]))
