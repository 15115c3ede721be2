from multiprocessing import Pool
import time


def work(n):
    time.sleep(n)
    if n == 2:
        raise ValueError("two")
    return n * 100


results = []


def collect(result):
    results.append(result)


def failed(error):
    results.append(repr(error))


if __name__ == "__main__":
    pool = Pool(3)
    for n in (3, 1, 2):
        pool.apply_async(work, (n,), callback=collect, error_callback=failed)
    pool.close()
    pool.join()
    print(results)
    try:
        pool.apply(work, (1,))
    except ValueError as error:
        print(error)
