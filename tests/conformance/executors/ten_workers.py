import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(n)
    print("worked", n)
    return n


with ThreadPoolExecutor(max_workers=10) as pool:
    print(list(pool.map(work, range(1, 5))))
