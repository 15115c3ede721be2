import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(1)
    return 6 // n


with ThreadPoolExecutor(2) as pool:
    results = pool.map(work, [2, 0, 3, 1])
    print(next(results))
    try:
        print(next(results))
    except ZeroDivisionError as error:
        print("caught", error)
    print(list(results))
print(pool.map.__name__)
