# Which numbers are drawn is each side's own affair; what they are and that seeds repeat them is not.
import random

random.seed(7)
first = [random.randint(2, 7) for _ in range(200)]
random.seed(7)
print(first == [random.randint(2, 7) for _ in range(200)], sorted(set(first)))
print(all(0 <= random.random() < 1 for _ in range(100)))
print(all(1.5 <= random.uniform(1.5, 2) <= 2 for _ in range(100)))
print({random.randrange(10, 20, 5) for _ in range(100)} == {10, 15}, random.randrange(1))
print({random.choice("ab") for _ in range(100)} == {"a", "b"}, random.choice([5]))
items = list(range(20))
random.shuffle(items)
print(sorted(items) == list(range(20)), items != list(range(20)))
print(len(set(random.sample(range(50), 10))), len(random.choices("xyz", k=4)))
random.seed("a text")
again = random.random()
random.seed("a text")
print(again == random.random())
for wrong in [lambda: random.randint(3, 2), lambda: random.choice([]), lambda: random.randrange(1, 5, 0)]:
    try:
        wrong()
    except (ValueError, IndexError) as error:
        print(type(error).__name__, error)
