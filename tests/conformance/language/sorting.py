words = ["banana", "Apple", "cherry", "date"]
print(sorted(words), sorted(words, reverse=True))
print(sorted(words, key=len), sorted(words, key=lambda w: w.lower()), sorted(words, key=str.lower))
print(sorted(words, key=lambda w: (len(w), w), reverse=True))
people = [("Ada", 36), ("Grace", 85), ("Alan", 41), ("Edsger", 36)]
print(sorted(people, key=lambda p: p[1]))
print(sorted(people, key=lambda p: p[1], reverse=True))
words.sort(key=len)
print(words)
words.sort(key=lambda w: w[-1], reverse=True)
print(words)


def weight(word):
    print("weigh", word)
    return len(word)


print(sorted(["ccc", "a", "bb"], key=weight))
print(min(people, key=lambda p: p[1]), max(people, key=lambda p: p[1]))
try:
    sorted([1, 2], key=lambda n: 1 / (n - 1))
except ZeroDivisionError as error:
    print(error)
print(sorted([3, 1, 2], key=None), sorted({3: "a", 1: "b"}.items()), sorted([True, 0, 2.5, -1]))
numbers = [5, 2, 9]
numbers.sort(reverse=True)
print(numbers, sorted(x * x for x in numbers), sorted("b a c".split()))
