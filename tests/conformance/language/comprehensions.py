print([x * x for x in range(6) if x % 2])
print([(x, y) for x in range(3) for y in range(x) if x + y != 2])
print({x % 3 for x in range(10)} == {0, 1, 2})
print({k: v for k, v in zip("abc", range(3))})
print([[cell * 2 for cell in row] for row in [[1, 2], [3], []]])
print(sum(x for x in range(10)), list(x for x in "abc"))
print(any(x > 3 for x in range(5)), all(x > 3 for x in range(5)))
x = "outside"
print([x for x in range(3)], x)
print([y := 5, y**2], y)
print([last := n for n in range(4)], last)


def nested(rows):
    return {name: [n + len(name) for n in numbers] for name, numbers in rows}


print(nested([("a", [1, 2]), ("bcd", [3])]))
print([a + b for a, b in [(1, 2), (3, 4)]], [first for first, *_ in ["ab", "cde"]])
print(dict([(1, "a"), (2, "b")]), set("a"), list({"x": 1}))
print([i for i in range(10) if i % 2 if i % 3])
print(max((len(w), w) for w in "some words here".split()))
print(tuple(f"{k}={v}" for k, v in {"a": 1, "b": 2}.items()))
