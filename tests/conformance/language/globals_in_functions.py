import math

count = 0


def bump():
    global count, made
    count += 1
    made = "here"


bump()
bump()
print(count, made)


def shadow():
    len = lambda x: "shadowed"
    return len([1])


print(shadow(), len([1]))
print(math.pi, math.e, math.inf, math.sqrt(16), math.floor(-1.5), math.ceil(1.2))
try:
    math.sqrt(-1)
except ValueError as error:
    print(error)
print(math.floor(2), math.ceil(2.0), math.sqrt(2))


def loop_variable():
    for i in range(3):
        pass
    return i


print(loop_variable())
max = lambda *a: "mine"
print(max(1, 2))
del max
print(max(1, 2))
