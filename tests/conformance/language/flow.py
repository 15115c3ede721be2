n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    print(n)
else:
    print("while else")
for n in range(5):
    if n == 3:
        break
else:
    print("not printed")
for n in []:
    pass
else:
    print("for else", n)
if n > 5:
    print("big")
elif n > 2:
    print("medium")
else:
    print("small")
print("yes" if n else "no", n and "and", 0 or "or", not n, None or 0 or [], 1 and 2 and 3)
for i in range(3):
    for j in range(3):
        if j == i:
            break
        print(i, j)
while True:
    if (n := n - 1) < 0:
        break
print(n)


def early(items):
    for item in items:
        if item < 0:
            return item
    return None


print(early([1, -2, 3]), early([]))
a = b = [1]
b.append(2)
print(a is b, a, a == [1, 2], a is not [1, 2], None is None)
x = 5
x += 2
x -= 1
x *= 3
x //= 4
x **= 2
x %= 7
x <<= 3
x >>= 1
x |= 1
x &= 7
x ^= 2
print(x)
y = 7
y /= 2
print(y)
d = {"a": [1]}
d["a"] += [2]
d["b"] = d.get("b", 0) + 1
print(d)
del d["a"], x
print(d)
try:
    x
except NameError as error:
    print(error)
pass
for index, (left, right) in enumerate([(1, 2), (3, 4)]):
    print(index, left, right)
print([i for i in range(3)] == list(range(3)), 1 < 2 <= 2 != 3 > 0, 1 in [1] == True)
match_value = 3
print({1: "one", 3: "three"}.get(match_value, "many"))
