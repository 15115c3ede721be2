def average():
    total, count, mean = 0, 0, None
    while True:
        value = yield mean
        if value is None:
            return total, count
        total += value
        count += 1
        mean = total / count


running = average()
next(running)
print(running.send(10), running.send(20), running.send(60))
try:
    running.send(None)
except StopIteration as stop:
    print("returned", stop.value)


def collect():
    result = yield from average()
    print("collected", result)
    yield "last"


outer = collect()
print(next(outer), outer.send(3), outer.send(None), list(outer))


def careful():
    while True:
        try:
            got = yield
            print("got", got)
        except ValueError as error:
            print("handled", error)
        except GeneratorExit:
            print("closing")
            raise


g = careful()
next(g)
g.send(1)
g.throw(ValueError("v"))
g.send(2)
g.close()
g.close()
try:
    next(g)
except StopIteration:
    print("over")
try:
    careful().send(1)
except TypeError as error:
    print(error)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)


def pipeline(source):
    for item in source:
        if item % 2:
            yield item * item


print(list(pipeline(range(8))), sum(pipeline(x for x in range(4))))
h = average()
try:
    h.throw(KeyError("before start"))
except KeyError as error:
    print("raised", error)
inner = (n for n in range(3))
print(next(inner), inner.close(), list(inner))
