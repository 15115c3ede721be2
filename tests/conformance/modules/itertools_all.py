from itertools import (
    accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse,
    groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest,
)

print(list(islice(count(3, 2), 4)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice(range(10), 2, 8, 3)))
print(list(chain("ab", [1, 2])), list(chain.from_iterable([[1], [2, 3]])), list(zip_longest("abc", [1], fillvalue=0)))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product("a", [])), list(product()))
print(list(permutations("abc", 2)), len(list(permutations(range(4)))), list(permutations("ab", 3)))
print(list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations_with_replacement("abc", 2)))
print(list(accumulate([1, 2, 3])), list(accumulate([2, 3, 4], lambda a, b: a * b, initial=1)), list(accumulate([])))
print(list(takewhile(lambda n: n < 3, [1, 2, 3, 1])), list(dropwhile(lambda n: n < 3, [1, 2, 3, 1])))
print(list(filterfalse(None, [0, 1, ""])), list(compress("abc", [1, 0, 1])), list(starmap(pow, [(2, 3), (3, 2)])))
print(list(pairwise([1, 2, 3])), [(key, list(group)) for key, group in groupby("aabccc")])
print([key for key, group in groupby([1, 3, 2, 4, 5], key=lambda n: n % 2)])
one, two = tee([1, 2, 3])
print(next(one), list(two), list(one))
for name, group in groupby(sorted(["apple", "ant", "bee", "bat", "cow"]), key=lambda word: word[0]):
    print(name, list(group))
lines = zip(count(1), ["a", "b"])
print(list(lines))
try:
    islice([], -1)
except ValueError as error:
    print(error)
