class A:
    def none(self):
        pass

    def one(self, x):
        pass


class B:
    def __init__(self, x, y):
        pass


class C(B):
    pass


class Returns:
    def __init__(self):
        return 3


class Enters:
    def __enter__(self):
        pass


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def with_it(manager):
    with manager:
        pass


def delete(thing):
    del thing.x


def store(thing):
    thing.x = 1


a = A()
attempt(lambda: A(1))
attempt(lambda: A(x=1))
attempt(lambda: B())
attempt(lambda: B(1))
attempt(lambda: C(1))
attempt(lambda: B(1, 2, 3))
attempt(lambda: B(1, 2, z=3))
attempt(lambda: B(1, x=3))
attempt(lambda: a.none(1))
attempt(lambda: a.one())
attempt(lambda: A.none())
attempt(lambda: a.missing)
attempt(lambda: A.missing)
attempt(lambda: a.none.missing)
attempt(lambda: delete(a))
attempt(lambda: delete(A))
attempt(lambda: store(5))
attempt(lambda: store([]))
attempt(lambda: Returns())
attempt(lambda: a())
attempt(lambda: a + 1)
attempt(lambda: 1 + a)
attempt(lambda: a < a)
attempt(lambda: a < 3)
attempt(lambda: -a)
attempt(lambda: a[0])
attempt(lambda: len(a))
attempt(lambda: iter(a))
attempt(lambda: list(a))
attempt(lambda: next(a))
attempt(lambda: int(a))
attempt(lambda: 1 in a)
attempt(lambda: with_it(a))
attempt(lambda: with_it(Enters()))
attempt(lambda: "x" + a)
attempt(lambda: [1] + a)
attempt(lambda: isinstance(a, 5))
attempt(lambda: issubclass(a, A))
attempt(lambda: object.__init__(a, 1))
attempt(lambda: sorted([a, A()]))
attempt(lambda: f"{a:>3}")
attempt(lambda: setattr(a, 1, 2))
attempt(lambda: getattr(a, "x"))
attempt(lambda: [*a])
attempt(lambda: A.one(1))
