import time
from concurrent.futures import ThreadPoolExecutor


def work(a, b):
    time.sleep(a)
    return a * b


def numbers():
    for n in (1, 2, 1):
        print("asked for", n)
        yield n


with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(work, numbers(), [10, 20, 30, 40])))
