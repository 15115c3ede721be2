a = [3, 1, 2]
a.append(5)
a.extend((6, 7))
a.insert(0, 9)
a.insert(-1, 8)
print(a, a.pop(), a.pop(0), a, a.index(5), a.count(3), len(a))
a.remove(5)
a.reverse()
print(a, a[::-1], a[1:3], a[-2:], a * 2, a + [0], 3 in a, 99 not in a)
a.sort()
b = a.copy()
b.clear()
print(a, b, sorted([3, 1, 2], reverse=True), sorted("hello"), sorted({"b": 1, "a": 2}))
a[1:2] = [10, 11, 12]
print(a)
a[::2] = [0] * len(a[::2])
del a[0]
del a[1:3]
print(a)
a += [1]
a *= 2
print(a)
matrix = [[0] * 2 for _ in range(2)]
matrix[0][1] = 5
print(matrix, [1, [2, [3]]] == [1, [2, [3]]], [1, 2] < [1, 3], (1, 2) < (1, 2, 0))
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 9
print(d, list(d), list(d.keys()), list(d.values()), list(d.items()), len(d), "a" in d)
print(d.get("z"), d.get("z", 0), d.pop("a"), d.pop("q", None), d.setdefault("n", []), d)
d.update({"x": 1}, y=2)
d |= {"z": 3}
print(d, {**d, "b": 0}, dict(a=1, b=2), {1: 2} | {3: 4}, d == dict(d))
del d["b"]
for key, value in d.items():
    print(key, value, end="; ")
print()
s = {1, 2, 3}
s.add(4)
s.discard(9)
s.remove(1)
print(sorted(s), sorted(s | {9}), sorted(s & {2, 3}), sorted(s - {2}), sorted(s ^ {2, 7}), {2} <= s, {2}.issubset(s))
print(sorted(s.union([5])), sorted(s.intersection([2])), sorted(s.difference([2])), s == {4, 3, 2})
t = (1, 2, 3)
print(t[0], t[1:], t + (4,), t * 2, t.index(2), t.count(1), (), (1,), len(t))
print(range(5), range(1, 9, 2), list(range(5, 0, -2)), len(range(0, 10, 3)), 4 in range(5), range(10)[2:5], range(3) == range(0, 3))
first, *middle, last = range(5)
print(first, middle, last)
(x, y), z = [1, 2], 3
x, y = y, x
print(x, y, z, [*range(3), *"ab"], (*t, 0), {*t, 9} == {1, 2, 3, 9})
print(list(zip([1, 2], "ab", (True, False))), list(enumerate("ab", 1)), list(reversed("abc")), list(map(str, t)))
nested = []
nested.append(nested)
print(nested, [[]] * 2, {"a": {"b": [1, (2,)]}})
loop = {}
loop["me"] = loop
print(loop)
print(sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([[2], [1, 5], [1]]))
print(1 in {1.0}, {True: "a"}[1], {1: "int", 1.0: "float"}, {"a", "a"})
