# any total: who eats first is left to chance
import threading
import time

forks = [threading.Lock() for _ in range(5)]
meals = []


def philosopher(n):
    left, right = sorted((n, (n + 1) % 5))
    for _ in range(2):
        with forks[left]:
            with forks[right]:
                meals.append(n)
                time.sleep(0.25)
        time.sleep(0.25)


threads = [threading.Thread(target=philosopher, args=(n,)) for n in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(meals), all(not fork.locked() for fork in forks))
