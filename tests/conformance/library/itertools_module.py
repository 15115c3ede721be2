import itertools
from itertools import chain, count, cycle, islice

print(list(islice(count(10, 5), 4)), list(islice(cycle("ab"), 5)), list(itertools.repeat("x", 3)))
print(list(chain([1, 2], "ab", (3,))), list(chain.from_iterable([[1], [2, 3]])))
print(list(itertools.accumulate([1, 2, 3, 4])), list(itertools.accumulate([1, 2, 3], lambda a, b: a * b)))
print(list(itertools.product("ab", [1, 2])), list(itertools.product([0, 1], repeat=2)))
print(list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations("abc", 2)))
print(list(itertools.zip_longest("abc", [1], fillvalue="-")), list(itertools.pairwise([1, 2, 3])))
print(list(itertools.takewhile(lambda n: n < 3, count())), list(itertools.dropwhile(lambda n: n < 3, range(5))))
print([(key, list(group)) for key, group in itertools.groupby("aabbb", key=lambda c: c.upper())])
print(list(itertools.starmap(pow, [(2, 3), (3, 2)])), list(itertools.compress("abcd", [1, 0, 1, 0])))
print(list(itertools.filterfalse(lambda n: n % 2, range(5))), list(islice(range(20), 2, 12, 3)))
first, second = itertools.tee(iter([1, 2, 3]))
print(list(first), list(second))
numbers = count(1)
print(next(numbers), next(numbers), [next(numbers) for _ in range(2)])
turn = cycle(["ping", "pong"])
print([next(turn) for _ in range(3)])


def batched(iterable, n):
    iterator = iter(iterable)
    while batch := list(islice(iterator, n)):
        yield batch


print(list(batched(range(7), 3)))
