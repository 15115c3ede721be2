# Methods of lists, tuples, dicts and sets that are written in Python.
def show(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


numbers = [3, 1, 2, 1]
print(numbers.index(1), numbers.index(1, 2), numbers.count(1), (1, 2, 1).index(2), (1, 2, 1).count(1), range(5).index(3))
numbers.insert(0, 9)
numbers.insert(-1, 8)
numbers.insert(100, 7)
print(numbers)
numbers.remove(1)
numbers.reverse()
copy = numbers.copy()
numbers.clear()
print(numbers, copy, [1, True, 1.0].count(1))
show([1].index, 5)
show([1].remove, 5)
show((1,).index, 5)
show([].insert, "x", 1)

ages = {"a": 1, "b": 2}
print(ages.popitem(), ages, dict.fromkeys("xy"), dict.fromkeys([1, 2], 0))
copy = ages.copy()
ages.clear()
print(ages, copy)
show(ages.popitem)

small, large = {1, 2}, {1, 2, 3}
print(small.union(large, [7]), small.intersection(large), large.difference(small), small.symmetric_difference([2, 5]))
print(small.issubset(large), large.issuperset([1]), small.isdisjoint({9}), small.isdisjoint({2}))
small.update([4], {5})
print(sorted(small))
small.intersection_update({1, 4, 5})
small.difference_update([4])
small.symmetric_difference_update({5, 6})
print(sorted(small), {8}.pop())
copy = small.copy()
small.clear()
print(small, sorted(copy))
show(set().pop)
show({1}.remove, 2)

print(min(3, 1, 2), max([1, 5, 3]), min("b", "a"), max([], default=0), min([3, -4], key=abs), max({"a": 2, "b": 1}))
show(min, [])
show(max)
show(min, 5)
print(sorted([3, 1, 2]), sorted("cab", reverse=True), sorted({"b": 1, "a": 2}), sorted([-3, 2], key=abs))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})))
show(reversed, {1})
print(all([1, 0]), any(n > 2 for n in [1, 3]), all([]), any([]), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])))
print(list(filter(None, [0, 1, "", "a"])), list(filter(str.isalpha, ["a", "1"])), divmod(7, 2), divmod(-7, 2), divmod(7.5, 2))
print(bin(10), bin(-3), oct(64), hex(255), hex(-1), ascii("é'\n"), format(3.14159, ".2f"), format("a", ">3"), format(7))
print(pow(2, 10), pow(2, 10, 7), pow(2.0, -1), (5).bit_length(), (255).bit_count(), (2.0).is_integer(), 0.5.is_integer())
show(bin, "x")
show(pow, 2, 3, 0)

stock = {"a": 1, "b": 2}
keys, values, items = stock.keys(), stock.values(), stock.items()
stock["c"] = 3
print(keys, values, items, len(keys), len(items), "c" in keys, 3 in values, ("c", 3) in items, bool({}.keys()))
print(list(keys), list(keys), [value for value in values], sorted(items, key=lambda item: -item[1]), list(reversed(items)))
print({}.items(), type(keys).__name__, max(values), sum(values), dict(items) == stock, *keys)
show(next, keys)
print(print, type(print).__name__, len, callable(sorted), repr)
