def none():
    pass


def one(a):
    pass


def two(a, b):
    pass


def three(a, b, c):
    pass


def default(a, b=1):
    pass


def keyword(*, key, other):
    pass


def only(a, /):
    pass


def attempt(call):
    try:
        call()
    except TypeError as error:
        print(error)


attempt(lambda: none(1))
attempt(lambda: one())
attempt(lambda: one(1, 2))
attempt(lambda: two())
attempt(lambda: two(1))
attempt(lambda: three())
attempt(lambda: three(1, 2, 3, 4))
attempt(lambda: default())
attempt(lambda: default(1, 2, 3))
attempt(lambda: keyword())
attempt(lambda: keyword(key=1))
attempt(lambda: keyword(1, key=1, other=2))
attempt(lambda: one(b=1))
attempt(lambda: one(1, a=2))
attempt(lambda: two(*[1, 2, 3]))
attempt(lambda: two(**{"a": 1, "c": 2}))
attempt(lambda: one(*1))
attempt(lambda: one(**1))
attempt(lambda: only(a=1))
attempt(lambda: None())
attempt(lambda: "text"())
attempt(lambda: (1)())
