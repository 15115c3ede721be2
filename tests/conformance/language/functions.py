def plain(a, b=2, *rest, c, d=4, **more):
    return a, b, rest, c, d, more


print(plain(1, c=3))
print(plain(1, 5, 6, 7, c=3, d=9, e=10))
print(plain(*[1, 2, 3], **{"c": 4, "x": 5}))


def positional(a, b, /, c, *, d):
    return a, b, c, d


print(positional(1, 2, 3, d=4), positional(1, 2, c=3, d=4))


def append(item, to=[]):
    to.append(item)
    return to


append(1)
print(append(2), append(3, []))


def outer():
    def inner():
        return inner.__name__, inner.__qualname__

    return inner


print(outer()(), outer.__name__)
square = lambda x, by=2: x**by
print(square(3), square(2, 5), (lambda *a, **k: (a, k))(1, z=2))
print([f(10) for f in [lambda x, i=i: x + i for i in range(3)]])
print([f() for f in [lambda: i for i in range(3)]])


def recursive(n):
    return 1 if n == 0 else n * recursive(n - 1)


print(recursive(15))
print((lambda: None)(), callable(print), callable(3))
