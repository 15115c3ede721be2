import random

random.seed(7)
numbers = [random.randint(1, 6) for _ in range(200)]
print(min(numbers), max(numbers), set(numbers) == {1, 2, 3, 4, 5, 6})
print(all(0 <= random.random() < 1 for _ in range(100)), all(2 <= random.uniform(2, 3) <= 3 for _ in range(100)))
print(random.choice(["only"]), random.choice("aaa"), random.randrange(5, 6), random.randrange(1))
cards = list(range(10))
random.shuffle(cards)
print(sorted(cards), len(random.sample(cards, 3)), len(set(random.sample(range(10), 10))), len(random.choices([1, 2], k=5)))
random.seed(1)
first = [random.random() for _ in range(5)]
random.seed(1)
print(first == [random.random() for _ in range(5)])
a, b = random.Random(3), random.Random(3)
print([a.randint(0, 99) for _ in range(3)] == [b.randint(0, 99) for _ in range(3)])
for wrong in (lambda: random.choice([]), lambda: random.randint(3, 1), lambda: random.sample([1], 2)):
    try:
        wrong()
    except (IndexError, ValueError) as error:
        print(type(error).__name__)
