first, *middle, last = range(5)
print(first, middle, last)
(a, b), [c, *d] = (1, 2), "xyz"
print(a, b, c, d)
*start, end = "ab"
print(start, end)
x = y = [1]
x += [2]
print(x is y, y)
a, b = b, a
print(a, b)
for n, (key, value) in enumerate({"k": 1, "l": 2}.items()):
    print(n, key, value)
print([*range(3), *"ab"], (*[1], 2), {*[1, 1]}, {**{"a": 1}, "b": 2, **{"a": 3}})


def show(*args, sep="-", **named):
    return sep.join(map(str, args)), named


print(show(*[1, 2], *(3,), sep="+", **{"k": 4}), show())
data = [1, 2, 3, 4]
if (n := len(data)) > 3:
    print("long", n)
while (item := data.pop()) > 2:
    print("popped", item)
print(item, [half for v in (2, 3, 4) if (half := v / 2) > 1], half)
for wrong in ("a, b = 1,", "a, b = 1, 2, 3", "a, *b, c = [1]", "a, b = 5"):
    try:
        if wrong == "a, b = 1,":
            a, b = (1,)
        elif wrong == "a, b = 1, 2, 3":
            a, b = 1, 2, 3
        elif wrong == "a, *b, c = [1]":
            a, *b, c = [1]
        else:
            a, b = 5
    except (ValueError, TypeError) as error:
        print(wrong, "|", error)
print(1 < 2 < 3 != 4, 1 < 3 < 2, 0 == 0.0 == False, 1 in [1] in [[1]])


def side(n):
    print("side", n)
    return n


print(side(1) < side(0) < side(9))
print(side(0) or side(2) and side(3), not side(1))
