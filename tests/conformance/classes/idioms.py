class Explicit(Exception):
    def __init__(self, message, code):
        Exception.__init__(self, message)
        self.code = code

class Deep(Explicit):
    def __init__(self):
        super().__init__("deep", 7)

try:
    raise Deep()
except Explicit as e:
    print(e, e.code, e.args, repr(e), str(e))

class Node:
    def __init__(self, value):
        self.value = value
        self.next = None
        self.me = self

total = 0
head = None
for i in range(30000):
    node = Node([i] * 30)
    node.next = Node(i)
    if i % 1000 == 0:
        node.next.next = head
        head = node
    total += node.value[0]
print(total)
n = 0
while head:
    n += 1
    head = head.next.next
print(n)

class Meta:
    def __enter__(self): return 5
    def __exit__(self, *exc): print("exit", len(exc)); return True
with Meta() as five:
    print(five)
    raise ValueError

class Singleton:
    _instance = None
    @classmethod
    def get(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance
print(Singleton.get() is Singleton.get())

class Shape:
    def area(self):
        raise NotImplementedError
    def __str__(self):
        return f"{self.__class__.__name__} of {self.area()}"
class Square(Shape):
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
print(Square(3), [str(s) for s in (Square(1), Square(2))])
try:
    print(Shape())
except NotImplementedError as e:
    print("not implemented", repr(e))

class A:
    x: int = 5
    y: str
    def f(self): return self.x
print(A.x, hasattr(A, "y"), A().f())

def outer():
    class Counter:
        count = 0
        def inc(self):
            Counter.count += 1
            return self
    Counter().inc().inc()
    return Counter
print(outer().count)

print(type(A()) == A, type(5) == int, A == A, A != Square, {A: 1}[A], A in [Square, A])
print(isinstance(Deep(), Exception), issubclass(Deep, (ValueError, Explicit)))
x = A()
x.f = lambda: "own"
print(x.f(), A.f(x))
try:
    raise Exception("a", A.__name__) from Deep()
except Exception as e:
    print(e.args, repr(e.__cause__))

class Event:
    handlers = {}
    def __init__(self): self.list = []
    def on(self, f):
        self.list.append(f); return f
    def fire(self, *a):
        return [f(*a) for f in self.list]
ev = Event()
@ev.on
def handler(x): return x + 1
@ev.on
def handler2(x): return x * 2
print(ev.fire(10), ev.on.__name__)
print(sorted([Square(3), Square(1)], key=lambda s: s.area())[0].side, max([Square(3), Square(5)], key=Square.area).side)
print(list(map(Square.area, [Square(2)])), list(filter(lambda s: s.side > 1, [Square(1), Square(2)]))[0].side)
del A.x
print(hasattr(A, "x"))
a = A()
a.n = 1
a.n -= 5
a.items = {}
a.items.setdefault("k", []).append(3)
print(a.n, a.items)
class P:
    __slots__ = ("a",)
    def __init__(self): self.a = 1
print(P().a)
print(getattr(a, "zzz", "dflt"))
f = a.items.get
print(f("k"))
try:
    class X(Exception): pass
    raise X
except X as e:
    print(type(e), e.args, e)
try:
    raise 5
except TypeError as e:
    print(e)
try:
    raise A
except TypeError as e:
    print(e)
try:
    raise A()
except TypeError as e:
    print(e)
class W(Exception):
    code = 3
print(W("m").code, W.code)
print(f"{A()!r}"[:20], str(A)[:20], f"{A}")
class Q:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)
q = Q(a=1, b=2)
print(q.a, q.b, q.__class__.__name__, q.__dict__)
print(vars(q))


class Patched:
    def method(self):
        return "original"


original = Patched().method
Patched.method = original
print(Patched().method())
