# Most of the language in one program: the compiler must take it, and it prints what CPython 3.11 prints.
import asyncio
import time
def outer():
    x = 1
    def inc():
        nonlocal x
        x += 1
        return x
    return inc, lambda: x
i, g = outer()
i(); i()
print(g())
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f(*[1, 2], **{'d': 3}, e=9))
class A:
    """doc"""
    n = 0
    def __init__(self, v):
        self.v = v
        self.__p = v * 2
    def get(self): return self.__p
    def who(self): return 'A'
class B(A):
    def __init__(self, v):
        super().__init__(v)
        self.f = lambda: super(B, self).who()
    def who(self): return 'B' + super().who() + __class__.__name__
b = B(3)
print(b.get(), b.who(), b.f(), b.n)
def deco(n):
    def w(fn):
        def inner(*a, **k):
            return n, fn(*a, **k)
        return inner
    return w
@deco(1)
@deco(2)
def h(x): return x
print(h(5))
def gen(n):
    for i in range(n):
        got = yield i
        if got: print('got', got)
    return 'done'
def gen2():
    r = yield from gen(3)
    print(r)
    try:
        yield 'x'
    finally:
        print('closed')
print(list(gen2()))
q = gen2(); print(next(q)); print(q.send('hey'))
q.close()
def ways(k):
    out = []
    for i in range(5):
        try:
            try:
                if i == 1: continue
                if i == k: break
                if i == 3: return out
                out.append(i)
            finally:
                out.append('f')
                if i == 4: return 'from finally'
        except ValueError:
            out.append('no')
        else:
            out.append('else')
    else:
        out.append('loop else')
    return out
print(ways(2), ways(3), ways(9))
def exc():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise KeyError('k') from e
    except (KeyError, ValueError) as e:
        print(repr(e), repr(e.__cause__))
    try:
        e
    except NameError as n:
        print(type(n).__name__)
    try:
        try:
            raise ValueError(1)
        except ValueError:
            try:
                raise TypeError(2)
            except TypeError:
                pass
            raise
    except ValueError as v:
        print('reraised', v)
    try:
        try: raise ValueError(3)
        finally: print('fin')
    except Exception as x: print(repr(x))
    while True:
        try:
            raise ValueError
        except ValueError:
            break
    for _ in [1]:
        try: raise ValueError
        except ValueError as z: continue
    try:
        return 'ret'
    except: pass
    else: print('no')
    finally: print('last')
print(exc())
def swallow():
    try:
        raise ValueError
    finally:
        return 'swallowed'
print(swallow())
class CM:
    def __init__(self, n, s=False): self.n = n; self.s = s
    def __enter__(self): print('enter', self.n); return self
    def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__); return self.s
def withs():
    with CM(1) as a, CM(2, True):
        print(a.n); raise ValueError('w')
    with CM(3): 
        for i in range(3):
            with CM(4):
                if i == 0: continue
                return 'r'
print(withs())
try:
    with CM(5): 1/0
except ZeroDivisionError: print('zde')
print([x * y for x in range(3) if x for y in range(x) if not y], {x % 2 for x in range(4)}, {k: v for k, v in zip('ab', [1, 2])})
print(sum(x for x in range(5)), [[j for j in range(i)] for i in range(3)])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
print([y := 1, y ** 2], y, [last := k for k in range(3)], last)
def w():
    t = [z := q for q in range(3)]
    return z
print(w())
a, *m, c = range(5); (d, e), [g] = (1, 2), 'x'
print(a, m, c, d, e, g)
m[0] += 5; m[1:2] = [7, 8]; b.v *= 4; del m[-1]
print(m, b.v, 1 < 2 < 3, 1 < 3 < 2, not 1 or 2 and 3, 1 if 0 else 2)
v = 3.14159; wd = 8
print(f"{v:{wd}.2f}|{v!r:>10}|{wd=}|{wd = !s}|{wd=:3}|{'n' f'{wd}'}", '%d-%s' % (1, 'a'), "a" 'b')
print({**{'a': 1}, 'b': 2, **{'a': 3}}, [*'ab', 1, *(2, 3)], {*[1], 2}, (*[1],))
x = y = [0]; x[0], y = 9, x; print(x, y)
try:
    assert 0, 'msg'
except AssertionError as e: print(e)
async def co(n):
    await asyncio.sleep(0.001 * n)
    return n
class AI:
    def __init__(self): self.i = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.i += 1
        if self.i > 3: raise StopAsyncIteration
        return self.i
class ACM:
    async def __aenter__(self): print('aenter'); return 7
    async def __aexit__(self, *a): print('aexit', a[0]); await asyncio.sleep(0); return True
async def agen():
    for i in range(3):
        yield i
        await asyncio.sleep(0)
async def main():
    print(await co(1), await asyncio.gather(co(2), co(1)))
    async for i in AI():
        if i == 2: continue
        print(i)
    else: print('aelse')
    async with ACM() as s: print(s); raise ValueError
    print([i async for i in AI() if i > 1], [await co(i) for i in range(2)], {i: [j async for j in agen()] for i in range(2)})
    print([i async for i in (k * 2 async for k in agen())])
    async for i in agen():
        if i: break
    try:
        async for i in AI(): raise StopAsyncIteration('mine')
    except BaseException as e: print(repr(e))
    async def inner():
        async with ACM(): return 5
    print(await inner())
asyncio.run(main())
class C:
    xs = [1, 2]
    ys = [x for x in xs]
    def m(self): return self.ys
    if xs: z = 1
    else: z = 2
    del xs
print(C().m(), C.z, hasattr(C, 'xs'), C.m.__qualname__, outer()[0].__qualname__)
def glob():
    global newglob
    newglob = 5
glob(); print(newglob)
def cellparam(a, b):
    def inner(): return a + b
    a += 1
    return inner()
print(cellparam(1, 2))
def delcell():
    x = 1
    def r(): return x
    del x
    try: r()
    except NameError as e: print(type(e).__name__)
delcell()
n = 0
while n < 5:
    n += 1
    if n == 2: continue
    if n == 4: break
else: print('never')
print(n)
def nested_fin():
    for i in range(2):
        try:
            try:
                return i
            finally:
                print('inner', i)
                try: raise KeyError
                except KeyError: print('k')
                finally: print('ff')
        finally:
            print('outer', i)
            if i == 0: continue
    return 'end'
print(nested_fin())
def gexc():
    try:
        yield 1
    except ValueError as e:
        print('caught', e)
        yield 2
    finally: print('gf')
k = gexc(); next(k); print(k.throw(ValueError('t')))
k.close()
def kwonly(*, a, b=2): return a, b
print(kwonly(a=1), (lambda *a, k=3, **kw: (a, k, kw))(1, 2, z=4))
print(1 if True and not False else 0, 0 or '' or [], 1 and 2 and 0 and 3)
if not (n and 0) and (n or 1): print('cond')
class D:
    def __init__(self, *a, **k): self.a = a; self.k = k
print(D(*[1], **{'x': 2}, y=3).k, D(1, *[2], 3).a)
import concurrent.futures, os as o
print(concurrent.futures.ThreadPoolExecutor.__name__, o.getpid() > 0)
from math import *
print(pi)
if __name__ == "__main__": print('main')
def multi():
    return 1, *[2, 3]
print(multi(), [10, 20, 30][::-1], 'abc'[1:], (1, 2, 3)[-1])
