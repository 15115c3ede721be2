def counter():
    count = 0

    def add(by=1):
        nonlocal count
        count += by
        return count

    return add


first, second = counter(), counter()
print(first(), first(), first(10), second())

total = 0


def add(n):
    global total
    total += n


for n in range(5):
    add(n)
print(total)


def deep():
    x = 1

    def middle():
        y = 2

        def inner():
            nonlocal x, y
            x += 1
            y += x
            return x, y

        return inner

    return middle(), lambda: x


inner, read = deep()
print(inner(), inner(), read())


def late():
    def use():
        return value

    value = "set later"
    return use()


print(late())


def parameter(a):
    def set(b):
        nonlocal a
        a = b

    set(5)
    return a


print(parameter(1))
