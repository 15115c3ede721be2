class Point:
    dimensions = 2
    made = []

    def __init__(self, x, y=0, *, name="p"):
        self.x = x
        self.y = y
        self.name = name
        Point.made.append(name)

    def moved(self, dx, dy=0):
        return Point(self.x + dx, self.y + dy, name=self.name + "'")

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1)
q = p.moved(2, dy=5)
print(p, q, p.x, q.y, q.name, Point.made)
print([p, q], {"p": p}, (p,), f"{p} {p!r} {p!s:>12}|")
print(str(p), repr(p), "%s %r" % (p, q), "{} {}".format(p, q))
print(p.dimensions, Point.dimensions)
p.dimensions = 3
print(p.dimensions, q.dimensions, Point.dimensions)
Point.dimensions = 4
print(p.dimensions, q.dimensions, Point.dimensions)
del p.dimensions
print(p.dimensions)
print(type(p) is Point, type(p).__name__, Point.__name__, p.__class__ is Point, Point.__qualname__, Point.__module__)
print(isinstance(p, Point), isinstance(p, object), isinstance(3, Point), issubclass(Point, object))
print(Point, type(Point), type(p))
method = p.moved
print(method(1), method.__name__, callable(method), callable(Point), callable(p))
unbound = Point.moved
print(unbound(p, 10))
print(p == p, p == q, p != q, p is p, p in [q, p], [p, q].index(q))
print(hasattr(p, "x"), hasattr(p, "z"), getattr(p, "x"), getattr(p, "z", None))
setattr(p, "z", 7)
print(p.z, hasattr(p, "z"))
delattr(p, "z")
print(hasattr(p, "z"))
p.x += 10
p.y, p.name = 3, "other"
print(p, p.name)


class Empty:
    pass


class Late:
    """A class whose methods come later."""


def describe(self):
    return type(self).__name__ + " described"


Late.describe = describe
Late.count = 0
print(Late().describe(), Late.count)
e = Empty()
e.callback = lambda x: x * 2
print(e.callback(4))
e.list = []
e.list.append(1)
print(e.list)
print({p: 1, e: 2}[p], len({p, q, p, e}), bool(e))


class Counter:
    total = 0
    limits = [1, 2]
    doubled = [limit * 2 for limit in (1, 2, 3)]
    if total == 0:
        kind = "empty"
    for step in range(3):
        total += step

    def add(self):
        self.total += 1
        return self


c = Counter()
print(c.add().add().total, Counter.total, Counter.doubled, Counter.kind, Counter.step)


def make(n):
    class Local:
        number = n

        def get(self):
            return n + self.number

        class Inner:
            def name(self):
                return type(self).__qualname__

    return Local


A, B = make(1), make(10)
print(A().get(), B().get(), A is B, A.__qualname__, B.Inner().name(), A.__name__)


class Private:
    def __init__(self):
        self.__hidden = 1

    def get(self):
        return self.__hidden


print(Private().get(), hasattr(Private(), "__hidden"), Private()._Private__hidden)
