class Counter:
    """Counts, from a start."""

    made = 0

    def __init__(self, start=0, *, step=1):
        self.value = start
        self.step = step
        Counter.made += 1

    def next(self):
        self.value += self.step
        return self.value

    def __repr__(self):
        return f"Counter({self.value})"


a = Counter()
b = Counter(10, step=5)
print(a.next(), a.next(), b.next(), Counter.made, a, [b])
print(type(a).__name__, isinstance(a, Counter), a == b, a == a, a.made)
a.made = 7
print(a.made, b.made, Counter.made)
a.extra = "new"
print(a.extra, hasattr(b, "extra"), getattr(b, "extra", "none"))
setattr(b, "extra", 1)
print(b.extra)
del b.extra
for wrong in (lambda: b.extra, lambda: b.missing(), lambda: Counter(1, 2, 3), lambda: Counter(x=1), lambda: Counter.next()):
    try:
        wrong()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
bound = a.next
print(bound(), Counter.next(a), [c.next() for c in (a, b)])
print(sorted([Counter(3), Counter(1)], key=lambda c: c.value))
print(Counter.__name__, str(a), "%s %r" % (a, b), "{}".format(a))
