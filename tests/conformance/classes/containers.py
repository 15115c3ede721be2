class Stack:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)

    def __contains__(self, item):
        print("looking for", item)
        return item in self.items

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Stack(*self.items[index])
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __call__(self, *args, **kwargs):
        return len(self), args, kwargs

    def __repr__(self):
        return f"Stack({self.items})"


s = Stack(1, 2, 3)
print(len(s), list(s), 2 in s, 9 not in s, s[0], s[-1], s[1:], s(1, x=2), bool(s), bool(Stack()))
s[0] = 10
del s[1]
print(s, [x * 2 for x in s], sum(s), max(s), sorted(s), tuple(s), set(s), [*s, 5], dict(zip(s, s)))
a, b = s
print(a, b, *s, list(enumerate(s)), list(map(str, s)), list(reversed(list(s))), ",".join(str(x) for x in s))
for x in s:
    print(x)
else:
    print("else")
try:
    s[7]
except IndexError as error:
    print(error)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), sum(Countdown(4)), [x for x in Countdown(2)])
c = Countdown(2)
print(next(c), next(c), next(c, "done"), iter(c) is c)
try:
    next(c)
except StopIteration as stop:
    print("stopped", stop.value)
for x in Countdown(5):
    if x == 2:
        break
    print(x, end=" ")
print()


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


print(list(Tree(2, Tree(1), Tree(4, Tree(3)))), 3 in Tree(2, Tree(3)), 5 in Tree(2))


class ByIndex:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError("end")
        return i * i


print(list(ByIndex()), 4 in ByIndex(), [a for a in ByIndex()])


def numbers():
    yield from Countdown(3)


print(list(numbers()), list(zip(Countdown(3), Countdown(2))))
values = iter([1, 2, 0, 3])
print(list(iter(lambda: next(values), 0)))


class Bad:
    def __iter__(self):
        return 5

    def __len__(self):
        return -1

    def __str__(self):
        return 5


for function in (list, len, str, lambda bad: [x for x in bad], lambda bad: bad[0], lambda bad: 1 in bad):
    try:
        print(function(Bad()))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Lazy:
    def __getattr__(self, name):
        if name.startswith("x"):
            return name * 2
        raise AttributeError(f"no {name}")


lazy = Lazy()
lazy.real = 1
print(lazy.real, lazy.xy, getattr(lazy, "xz"), hasattr(lazy, "xa"), hasattr(lazy, "b"), getattr(lazy, "b", "default"))
try:
    lazy.b
except AttributeError as error:
    print(error)


class Guarded:
    def __init__(self):
        self.log = []

    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("delete", name)
        object.__delattr__(self, name)


g = Guarded()
g.x = 1
g.x += 1
print(g.x)
del g.x
print(hasattr(g, "x"))
