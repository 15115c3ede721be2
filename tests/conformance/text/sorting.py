# Sorting is stable, also in reverse.
numbers = [5, 3.0, 3, True, 1.0, 1, 0, False, -2, 3.5, 2, 2.0]
print(sorted(numbers))
print(sorted(numbers, reverse=True))
pairs = [(n * 7 % 5, n) for n in range(23)]
print(sorted(pairs))
print(sorted(pairs, reverse=True))
words = "the quick brown fox jumps over the lazy dog and runs away from the quick cat".split()
words.sort()
print(words)
words.sort(reverse=True)
print(words)
for length in range(9):
    items = [(n * 37 + 11) % 8 for n in range(length)]
    items.sort()
    print(items)
mixed = [1.0, 1, True]
mixed.sort()
print(mixed)
mixed.sort(reverse=True)
print(mixed)
try:
    sorted([1, "a", None])
except TypeError as error:
    print(error)
