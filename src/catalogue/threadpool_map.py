import time
from concurrent.futures import ThreadPoolExecutor

squares = []


def work(n):
    print("waiting %s" % n)
    time.sleep(n)
    squares.append(n * n)


start = time.time()
with ThreadPoolExecutor(max_workers=5) as pool:
    pool.map(work, range(1, 5))

print(squares)
print(f"{time.time() - start:.5f} seconds")
