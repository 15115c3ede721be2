from concurrent.futures import ThreadPoolExecutor
import time


def work(a, b=0):
    time.sleep(a)
    return a + b


with ThreadPoolExecutor(3) as pool:
    results = pool.map(work, [0.5, 2, 0.25], timeout=1)
    print(next(results))
    try:
        print(next(results))
    except TimeoutError as error:
        print("timeout", repr(error))
    print(list(pool.map(work, (1, 0.5), (10, 20), chunksize=2)))
    print(list(pool.map(max, [1, 5], [4, 2], [3, 3])))
    begin = time.perf_counter()
    pool.map(work, [1, 1, 1])
    print("at once", round(time.perf_counter() - begin, 0))
print(round(time.perf_counter() - begin))
