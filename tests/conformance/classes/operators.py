class Money:
    def __init__(self, amount):
        self.amount = amount

    def __repr__(self):
        return f"Money({self.amount})"

    def __eq__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount == other.amount

    def __lt__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < other.amount

    def __le__(self, other):
        return self.amount <= other.amount

    def __hash__(self):
        return hash(self.amount)

    def __add__(self, other):
        if isinstance(other, int):
            return Money(self.amount + other)
        if isinstance(other, Money):
            return Money(self.amount + other.amount)
        return NotImplemented

    def __radd__(self, other):
        return Money(other + self.amount)

    def __sub__(self, other):
        return Money(self.amount - other.amount)

    def __mul__(self, n):
        return Money(self.amount * n)

    __rmul__ = __mul__

    def __neg__(self):
        return Money(-self.amount)

    def __abs__(self):
        return Money(abs(self.amount))

    def __bool__(self):
        return self.amount != 0

    def __int__(self):
        return self.amount

    def __float__(self):
        return self.amount + 0.5

    def __iadd__(self, other):
        self.amount += other
        return self

    def __format__(self, spec):
        return f"${self.amount:{spec}}"


a, b, c = Money(1), Money(2), Money(1)
print(a + b, a + 5, 5 + a, b - a, a * 3, 3 * a, -a, abs(Money(-4)), sum([a, b, c]))
print(a == c, a != c, a == b, a != b, a == 1, 1 == a, a != 1, a is c)
print(a < b, a > b, b > a, a <= c, a >= c, b >= a, not a, not Money(0))
print(sorted([b, a, Money(-3), c]), sorted([b, a, Money(5)], reverse=True), min(b, a), max([a, b, c]))
print(sorted([(1, b), (1, a), (0, Money(9))]), [a, b] == [c, Money(2)], (a, 1) == (c, 1), [a] < [b])
print(a in [b, c], Money(2) in (a, b), [a, b].index(Money(2)), [a, c, b].count(a))
print({a: "x", c: "y", b: "z"}, {a, b, c}, len({a, b, c}), {a: 1}[c], c in {a: 1}, Money(7) in {a})
print("yes" if a else "no", "yes" if Money(0) else "no", a and b, Money(0) or b, bool(a), all([a, Money(0)]), any([Money(0), a]))
print(int(a), float(a), f"{a:>4}", f"{a}", format(a, "03"), "{:5}|{!r}".format(a, b))
d = a
d += 10
print(d, a, d is a)
rows = [b, Money(0), a]
rows.sort()
print(rows)
rows.remove(Money(2))
print(rows)
try:
    a + "x"
except TypeError as error:
    print(error)
try:
    a < 5
except TypeError as error:
    print(error)
try:
    a @ b
except TypeError as error:
    print(error)
try:
    a -= 3
except AttributeError as error:
    print(error)


class Base:
    def __add__(self, other):
        return "Base.__add__"

    def __radd__(self, other):
        return "Base.__radd__"

    def __eq__(self, other):
        return "odd"


class Derived(Base):
    def __radd__(self, other):
        return "Derived.__radd__"


print(Base() + Derived(), Derived() + Base(), 1 + Base(), Base() == 3, 3 == Base(), Base() != Base())
try:
    {Base(): 1}
except TypeError as error:
    print(error)
try:
    hash(Base())
except TypeError as error:
    print(error)


class Vector:
    def __init__(self, *parts):
        self.parts = parts

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.parts, other.parts))

    def __pow__(self, n):
        return Vector(*[part**n for part in self.parts])

    def __truediv__(self, n):
        return Vector(*[part / n for part in self.parts])

    def __floordiv__(self, n):
        return Vector(*[part // n for part in self.parts])

    def __mod__(self, n):
        return Vector(*[part % n for part in self.parts])

    def __and__(self, other):
        return "and"

    def __or__(self, other):
        return "or"

    def __xor__(self, other):
        return "xor"

    def __lshift__(self, other):
        return "lshift"

    def __rshift__(self, other):
        return "rshift"

    def __invert__(self):
        return "invert"

    def __pos__(self):
        return "pos"

    def __str__(self):
        return ",".join(str(part) for part in self.parts)


v = Vector(1, 2, 3)
print(v @ v, v**2, v / 2, v // 2, v % 2, v & v, v | 1, v ^ 1, v << 1, v >> 1, ~v, +v)


class Priority:
    def __init__(self, n, name):
        self.n, self.name = n, name

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return self.name


items = [Priority(n % 3, f"p{n}") for n in range(10)]
print(sorted(items), min(items), max(items), sorted(items, reverse=True))
print(sorted(items, key=lambda item: item.name), items[0] > items[1])
