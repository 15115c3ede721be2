level = "global"


def outer():
    level = "outer"

    def read():
        return level

    def change():
        nonlocal level
        level = "changed"

    def shadow():
        level = "inner"
        return level

    print(read(), shadow(), read())
    change()
    print(read(), level)


outer()
print(level)
total = 0


def add(n):
    global total
    total += n


for n in range(5):
    add(n)
print(total, n)
functions = [lambda: n for n in range(3)]
kept = [lambda n=n: n for n in range(3)]
print([f() for f in functions], [f() for f in kept])


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step, lambda: count


step, read = counter()
step(), step(5)
print(read(), counter()[1]())


def wrong():
    print(total)
    total = 1


try:
    wrong()
except UnboundLocalError as error:
    print(error)


def later():
    return defined_later()


def defined_later():
    return "later"


print(later())


def defaults(item, items=[]):
    items.append(item)
    return items


print(defaults(1), defaults(2), defaults(3, []))
del total
try:
    add(1)
except NameError as error:
    print(error)
if __name__ == "__main__":
    print("main")
