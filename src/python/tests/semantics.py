# What is easily got wrong: ways out of blocks, scopes, order of evaluation. Each check prints its name and a
# result; it prints what CPython 3.11 prints.
def check(name):
    def d(f):
        try: print(name, f())
        except BaseException as e: print(name, type(e).__name__, e.args if not isinstance(e,(NameError,TypeError)) else '')
        return f
    return d
@check('ctx')
def a():
    out = []
    class C:
        def __enter__(s): out.append('in'); return s
        def __exit__(s, *a): out.append(a[0]); return False
    for i in range(3):
        try:
            with C() as c, C() as d:
                try:
                    if i == 1: continue
                    if i == 2: return out
                    raise KeyError(i)
                finally:
                    out.append('fin%d' % i)
        except KeyError as k:
            out.append(k.args)
            continue
        finally:
            out.append('F')
@check('nested except')
def b():
    log = []
    for i in range(4):
        try:
            try:
                if i == 0: raise ValueError('a')
                if i == 1: raise TypeError('b')
                if i == 2: raise KeyError('c')
            except ValueError as e:
                log.append(str(e))
                raise RuntimeError('from v') from e
            except TypeError:
                log.append('t'); continue
            else: log.append('ok')
            finally: log.append('f')
        except (RuntimeError, LookupError) as e:
            log.append(type(e).__name__)
            try: raise
            except Exception as e2: log.append(e2 is e)
            del e
    return log
@check('gen finally')
def c():
    log = []
    def g():
        try:
            with_ = yield 1
            log.append(with_)
            yield 2
        except GeneratorExit:
            log.append('ge'); raise
        finally:
            log.append('fin')
    x = g(); next(x); x.send('s'); x.close()
    def outer():
        try: r = yield from inner()
        except ValueError: r = 'handled'
        yield r
    def inner():
        try: yield 'i'
        except KeyError: return 'k'
    o = outer(); next(o); log.append(o.throw(KeyError))
    o = outer(); next(o); log.append(o.throw(ValueError))
    return log
@check('scopes')
def d():
    x = 'f'
    class K:
        y = x
        x2 = [x for _ in range(1)]
        def m(self): return x
        class Inner:
            z = 'z'
            def n(self): return x + self.z
    def outer():
        x = 'o'
        def mid():
            def inn():
                nonlocal x
                x += '!'
                return x
            return inn
        return mid()() + x
    return K.y, K.x2, K().m(), K.Inner().n(), outer(), x, (lambda x: [x for x in range(x)])(2)
@check('unbound')
def e():
    if 0: u = 1
    return u
@check('late')
def f():
    def g(): return v
    try: g()
    except NameError: r = 'unbound'
    v = 1
    return r, g()
@check('args')
def g():
    def f(a, /, b, *c, d=1, **e): return (a, b, c, d, sorted(e.items()))
    r = [f(1, 2), f(1, b=2), f(1, 2, 3, d=4, x=5), f(1, *(2, 3), **{'d': 4}, q=1)]
    for bad in (lambda: f(), lambda: f(a=1, b=2), lambda: f(1, 2, **{'d': 1}, **{'d': 2}), lambda: f(*1)):
        try: bad()
        except TypeError: r.append('TE')
    return r
@check('defaults')
def h():
    def f(x, acc=[]): acc.append(x); return acc
    f(1); fs = [lambda n=n: n for n in range(3)]
    return f(2), [q() for q in fs]
@check('order')
def i():
    log = []
    def n(x): log.append(x); return x
    d = {n(1): n(2), **{n(3): n(4)}, n(5): n(6)}
    l = [n(7), *[n(8)], n(9)]
    n(10) < n(20) < n(15) < n(99)
    a = [0] * 100
    a[n(11)] = a[n(12)] = n(13)
    a[n(14)] += n(16)
    (lambda *p, **k: 0)(n(30), *[n(31)], k=n(32), **{'z': n(33)})
    return log
@check('while else')
def j():
    r = []
    n = 3
    while n:
        n -= 1
        if n == 5: break
    else: r.append('e')
    while True:
        n += 1
        if n > 3: break
    else: r.append('never')
    for _ in (): pass
    else: r.append('fe')
    return r, n
@check('cond')
def k():
    r = []
    for a in (0, 1):
        for b in (0, 1):
            for c in (0, 1):
                x = ''
                if a and b or c: x += '1'
                if not (a and b) and c: x += '2'
                if (a or b) and not c: x += '3'
                if a < b <= c: x += '4'
                if not a < b: x += '5'
                x += str(a and b or c) + str(not a or b and c) + ('y' if a or b and c else 'n')
                while a and not b or c:
                    x += 'w'; break
                assert a or b or not a
                r.append(x)
    return r
@check('fin ret')
def l():
    def f(n):
        for i in range(3):
            try:
                try:
                    if n == 0: return 'r'
                    if n == 1: break
                    if n == 2: raise KeyError
                    if n == 3: continue
                finally:
                    if n == 0 and i == 0: continue
                    if n == 2 and i == 1: break
                    if n == 3 and i == 2: return 'last'
            except KeyError: pass
        else: return 'else'
        return 'broke'
    return [f(n) for n in range(5)]
@check('star')
def m():
    a, *b = 'xyz'; *c, d = [1]; (e, *f), g = (1, 2, 3), 4
    for x, *y in [(1, 2, 3), 'ab']: pass
    try: p, q = 1, 2, 3
    except ValueError: z = 'VE'
    return a, b, c, d, e, f, g, x, y, z
@check('swallow in loop')
def n():
    class S:
        def __enter__(self): return self
        def __exit__(self, *a): return True
    r = 0
    for i in range(3):
        with S():
            r += 1
            raise ValueError
        r += 10
    return r
@check('except name')
def o():
    e = 'before'
    try: raise ValueError('x')
    except ValueError as e: pass
    return e
@check('dec class')
def p():
    def reg(c): c.tag = 1; return c
    @reg
    class A:
        def __init__(self): self.x = []
        def __repr__(self): return f'A({self.x!r:>5})'
        def __iadd__(self, o): self.x.append(o); return self
    a = A(); b = a; a += 1
    return b, A.tag, f'{a}', f'{len(a.x):03d}{"q":>{1 + 2}}'
@check('super')
def q():
    class A:
        def __init__(self, *a): self.l = ['A', *a]
        def f(self): return 'Af'
    class B(A):
        def __init__(self, x):
            super().__init__(x, *[1])
            y = lambda s: super(B, s).f()
            self.l += [y(self), [super(B, self).f() for _ in range(1)]]
    class C(B):
        def f(self): return super().f() + 'C'
    return C(3).l, C(3).f(), __name__
@check('walrus')
def r():
    if (n := 3) > 2 and (m := n + 1): pass
    tot = 0
    l = [tot := tot + v for v in range(4)]
    return n, m, tot, l, any((hit := v) > 1 for v in range(5)), hit
@check('del')
def s():
    x = [1, 2, 3]; y = {1: 2}
    del x[0], y[1]
    a = b = 1
    del a, b
    try: a
    except UnboundLocalError: return x, y
