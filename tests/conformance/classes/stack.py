class Stack:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, at):
        print("get", at if isinstance(at, int) else "slice")
        return self.items[at]

    def __setitem__(self, at, item):
        self.items[at] = item

    def __delitem__(self, at):
        del self.items[at]

    def __contains__(self, item):
        print("contains", item)
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __call__(self, *more, **named):
        self.items.extend(more)
        return sorted(named.items())


stack = Stack(1, 2, 3)
print(len(stack), stack[0], stack[-1], stack[0:2])
stack[0] = "a"
del stack[1]
print(list(stack), "a" in stack, 9 not in stack, bool(stack), bool(Stack()))
print(stack(4, 5, b=1, a=2), *stack, [x for x in stack])
first, *rest = stack
print(first, rest, dict(zip(stack, "wxyz")), sum(Stack(1, 2)), max(Stack(3, 9, 4)))


class Countdown:
    def __init__(self, start):
        self.n = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(4)), next(Countdown(2)), tuple(Countdown(1)), 2 in Countdown(5))
for n in Countdown(3):
    print(n, end=" ")
print()


class Old:
    def __getitem__(self, at):
        if at > 2:
            raise IndexError(at)
        return at * 10


print(list(Old()), 20 in Old(), [*Old()])


class Dynamic:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return f"made {name}"


d = Dynamic()
d.real = 1
print(d.real, d.other, hasattr(d, "_x"), getattr(d, "_x", None))
