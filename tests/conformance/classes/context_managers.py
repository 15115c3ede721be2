class Managed:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind and kind.__name__, error)
        return self.swallow


with Managed("a") as a, Managed("b") as b:
    print(a, b)
with Managed("c", swallow=True):
    raise ValueError("swallowed")
try:
    with Managed("d"), Managed("e", swallow=True):
        with Managed("f"):
            1 / 0
    print("went on")
    with Managed("g"):
        raise KeyError("k")
except KeyError as error:
    print("caught", error)


def early():
    for n in range(3):
        with Managed(f"n{n}"):
            if n == 0:
                continue
            return n


print(early())


class Broken:
    def __enter__(self):
        raise RuntimeError("no entry")

    def __exit__(self, *details):
        print("never")


try:
    with Broken():
        print("never")
except RuntimeError as error:
    print(error)


class Worse:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        raise TypeError("from exit")


try:
    with Worse():
        raise ValueError("inside")
except TypeError as error:
    print(error, repr(error.__context__))
try:
    with 5:
        pass
except TypeError as error:
    print(error)
