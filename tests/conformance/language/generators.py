def count(to):
    n = 0
    while n < to:
        yield n
        n += 1
    return "done"


print(list(count(3)), sum(count(5)), max(count(4)), tuple(count(2)))


def delegate():
    result = yield from count(2)
    print("result", result)
    yield from "ab"
    yield from [1, 2]
    return "end"


for item in delegate():
    print(item)

steps = count(2)
print(next(steps), next(steps), next(steps, "default"))
try:
    next(steps)
except StopIteration as stop:
    print("stopped", stop.value, stop.args)
try:
    next(count(0))
except StopIteration as stop:
    print("stopped", stop.value)


def with_cleanup():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")


for item in with_cleanup():
    print(item)


def failing():
    yield 1
    raise ValueError("inside")


try:
    for item in failing():
        print(item)
except ValueError as error:
    print("caught", error)


def stops():
    yield 1
    raise StopIteration


try:
    list(stops())
except RuntimeError as error:
    print(error)


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(list(tree(3)))
print([a + b for a, b in zip(count(3), count(10))], list(enumerate(count(2), 5)))
print(list(map(lambda a, b: a * b, count(4), range(10, 20))), list(filter(None, count(4))))
squares = (n * n for n in count(4))
print(3 in squares, 4 in (n for n in count(9)), list(reversed([1, 2, 3])))
a, b, *c = count(5)
print(a, b, c, *count(3))
