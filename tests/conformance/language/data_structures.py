inventory = {"apple": 3, "pear": 0}
inventory["plum"] = 7
inventory.update(pear=2, fig=1)
print(inventory, "fig" in inventory, inventory.get("kiwi", 0), len(inventory))
print(sorted(inventory, key=inventory.get), list(inventory.values()), inventory.pop("fig"), inventory.pop("x", None))
for fruit, count in sorted(inventory.items(), key=lambda pair: -pair[1]):
    print(f"{fruit:<6}{count:>3}")
groups = {}
for word in "one two three four five six".split():
    groups.setdefault(len(word), []).append(word)
print(groups, {len(k): v for k, v in {"a": 1, "bb": 2}.items()})
a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a <= {1, 2, 3, 4}, {1} < a, a.isdisjoint({9}), a.issuperset({1}))
a.add(9)
a.discard(100)
print(sorted(a), len(a), 9 in a, frozenset([1, 2]) == {1, 2}, {frozenset({1}): "f"}[frozenset({1})])
items = [3, 1, 2]
items.sort()
items.insert(0, 0)
items.extend((5, 4))
items.remove(5)
print(items, items.index(2), items.count(4), items.pop(), items.pop(0), items[::-1], list(reversed(items)))
nested = {"a": [1, {"b": (2, 3)}]}
nested["a"][1]["b"] += (4,)
print(nested, nested["a"][1]["b"][-1], [[]] * 2, [0] * 3, (1,) + (2,), "ab" * 2)
print(dict([("x", 1), ("y", 2)]), dict(a=1), dict.fromkeys("ab", 0), list("ab"), tuple(range(3)), set("aa"))
print(any([0, 1]), all([]), list(enumerate("ab", 1)), list(zip("ab", range(5))), sum([[1], [2]], []))
print({1: "a"} == {1: "a"}, [1, 2] < [1, 3], (1, 2) == (1, 2), {1, 2} == {2, 1}, "a" < "b", [] == ())
try:
    {}["missing"]
except KeyError as error:
    print(repr(error))
try:
    {[]: 1}
except TypeError as error:
    print(error)
try:
    for key in inventory:
        inventory[key + "x"] = 1
except RuntimeError as error:
    print(error)
matrix = {(row, column): row * column for row in range(3) for column in range(3) if row != column}
print(matrix[2, 1], len(matrix), {n % 3 for n in range(10)}, [(x, y) for x in "ab" for y in (1, 2)])
