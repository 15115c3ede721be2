import asyncio, threading, time
class K:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return isinstance(o, K) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def __repr__(self): return f"K{self.n}"
    def __lt__(self, o): return self.n < o.n
    def __add__(self, o): return K(self.n + (o.n if isinstance(o, K) else o))
    __radd__ = __add__
    def __bool__(self): return self.n > 0
    def __len__(self): return 3
d = {K(1): "a", K(2): "b"}
d[K(1)] = "c"
d.update({K(3): "z"})
del d[K(2)]
print(d, K(3) in d, d.get(K(1)), d.pop(K(3)), d.setdefault(K(9), 0), list(d.items()))
print({K(1), K(2)} & {K(2)}, {K(1)} | {K(1), K(5)}, {K(i % 3) for i in range(7)}, {K(i % 2): i for i in range(5)})
print(sum(K(i) for i in range(5)), sorted(K(i) for i in (3, 1, 2)), min(K(i) for i in (3, 1)), max((K(1), K(7)), key=lambda k: k.n))
print("%s and %r" % (K(1), [K(2)]), "{0!r:>5}|{0}".format(K(4)), "{:>6}".format(str(K(1))))
print([[K(1)], (K(2), {"x": K(3)})], {K(1): [K(2)]}, str([K(1)]))
print([K(1), [K(2)]] == [K(1), [K(2)]], (K(1), 2) in [(K(1), 2)], [K(1)].index(K(1)), [K(1), K(1)].count(K(1)))
print(*[K(1), K(2)], sep=" - ")
a, *b = [K(1), K(2), K(3)]
print(a, b, not K(0), K(0) or "empty", [k for k in b if k])
def f(*args, **kw): return args, kw
print(f(*[K(1)], **{"k": K(2)}))
s = set()
s.add(K(1)); s.add(K(1)); s.discard(K(2)); s.remove(K(1))
print(s, K(1) == None, None == K(1), K(1) != 3)
l = [K(3), K(1)]
l.sort(); l.remove(K(1)); l += [K(0)]
print(l, any(l), all(l), K(1) is K(1), len(K(1)))
print(list(zip([K(1)], "a")), dict([(K(1), 2)]), tuple({K(1): 1}), list(reversed([K(1), K(2)])))
try:
    ",".join([K(1)])
except TypeError as e: print(e)
try:
    [K(1)] < [5]
except AttributeError as e: print(e)
try:
    {}[K(5)]
except KeyError as e: print(repr(e), e)
try:
    raise ValueError(K(1), K(2))
except ValueError as e: print(e, repr(e))
class Slow:
    def __init__(self, n): self.n = n
    def __repr__(self):
        time.sleep(0.02)
        return f"slow{self.n}"
    def __eq__(self, o):
        time.sleep(0.01)
        return self.n == o.n
def work(n):
    print([Slow(n), Slow(n + 1)], Slow(1) in [Slow(3), Slow(1)])
ts = [threading.Thread(target=work, args=(i,)) for i in range(3)]
for t in ts:
    t.start()
    t.join()
class Boom:
    def __repr__(self): raise RuntimeError("no repr")
    def __eq__(self, o): raise RuntimeError("no eq")
    def __bool__(self): raise RuntimeError("no bool")
    def __iter__(self): raise RuntimeError("no iter")
    def __hash__(self): raise RuntimeError("no hash")
for g in (lambda b: print([1, b]), lambda b: b in [b, 1], lambda b: 1 in [b], lambda b: b == 1, lambda b: 1 if b else 2, lambda b: list(b), lambda b: {b: 1}, lambda b: f"{b}", lambda b: [*b], lambda b: sorted(b), lambda b: b and 1):
    try: print(g(Boom()))
    except RuntimeError as e: print("error", e)
def gen():
    got = yield K(1)
    while got:
        got = yield [got, K(2)]
g = gen()
print(next(g), g.send(K(5)), next(g, "end"))
async def main():
    async def co(k):
        await asyncio.sleep(0.01)
        return k
    rs = await asyncio.gather(*[co(K(i)) for i in range(3)])
    print(rs, sum(rs, K(0)), sorted(rs, reverse=True))
    print([await co(K(1)), K(2)] == [K(1), await co(K(2))])
asyncio.run(main())
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __gt__(self, o): return self.v > o.v
    def __le__(self, o): return self.v <= o.v
print(Cmp(1) < Cmp(2) < Cmp(3), Cmp(3) > Cmp(2), Cmp(2) >= Cmp(1), sorted([Cmp(i) for i in (5, 3, 4)])[0].v)
xs = [Cmp((i * 7919) % 1009) for i in range(500)]
print([c.v for c in sorted(xs)][:5], min(xs).v, max(xs).v)
big = [K(i) for i in range(400)]
print(big == [K(i) for i in range(400)], len(repr(big)), K(399) in big, len(set(big)))
class Rec:
    def __repr__(self): return repr(self)
try: repr(Rec())
except RecursionError as e: print("recursion")
class Ctx:
    def __getattr__(self, name): raise AttributeError(name)
print(hasattr(Ctx(), "q"), getattr(Ctx(), "q", 1))
class Cnt:
    def __init__(self): self.n = 0
    def __call__(self): self.n += 1; return self.n
    def __getitem__(self, k): return k * 2
    def __contains__(self, k): return k == 1
c = Cnt()
print(c(), c(), c[4], c["a"], 1 in c, 2 in c, callable(c), c.__call__(), list(map(c.__getitem__, [1, 2])))
c.n += c[1]
print(c.n)
