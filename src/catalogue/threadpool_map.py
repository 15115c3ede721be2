import time
from concurrent.futures import ThreadPoolExecutor

squares = []


def work(n):
    print(f"waiting {n}")
    time.sleep(n)
    squares.append(n * n)


with ThreadPoolExecutor(max_workers=5) as pool:
    pool.map(work, range(1, 5))

print(squares)
