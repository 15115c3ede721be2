def echo():
    received = []
    try:
        while True:
            try:
                value = yield len(received)
                received.append(value)
            except ValueError as error:
                received.append(repr(error))
    finally:
        print("closing with", received)


g = echo()
print(next(g), g.send("a"), g.send("b"), g.throw(ValueError("bad")), next(g))
g.close()
g.close()
try:
    g.send(1)
except StopIteration as stop:
    print("over", stop.value)


def returns():
    x = yield 1
    return x * 2


g = returns()
next(g)
try:
    g.send(21)
except StopIteration as stop:
    print(stop.value, stop.args)

g = returns()
try:
    g.send(3)
except TypeError as error:
    print(error)


def inner():
    try:
        got = yield "inner"
        print("got", got)
        yield "again"
    except KeyError as error:
        print("inner caught", error)
        yield "recovered"
    return "result"


def outer():
    result = yield from inner()
    print("outer has", result)
    yield "last"


g = outer()
print(next(g), g.send("x"))
print(g.throw(KeyError("k")))
print(next(g))
print(list(g))

g = outer()
next(g)
try:
    g.throw(RuntimeError("through"))
except RuntimeError as error:
    print("outside", error)
print(list(g))


def stubborn():
    try:
        yield
    except GeneratorExit:
        print("no")
        yield


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)

g = returns()
try:
    g.throw(ValueError)
except ValueError as error:
    print(repr(error), list(g))


def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        if value is None:
            break
        total += value
        count += 1
        average = total / count
    return count, average


def collect(results, key):
    results[key] = yield from averager()


results = {}
g = collect(results, "k")
next(g)
for value in (10, 20, 60):
    print(g.send(value))
try:
    g.send(None)
except StopIteration:
    print(results)

g = returns()
print(g.__next__(), iter(g) is g, g.__iter__() is g)


async def coroutine(n):
    return n * 2


c = coroutine(4)
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)
c = coroutine(5)
c.close()


async def raises():
    try:
        await coroutine(1)
    finally:
        print("cleanup")
    raise ValueError("from coroutine")


try:
    raises().send(None)
except ValueError as error:
    print(error)


def running():
    yield g.send(1)


g = running()
try:
    next(g)
except ValueError as error:
    print(error)
