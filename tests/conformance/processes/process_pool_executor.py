import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed


def work(n):
    time.sleep(n)
    return n * n


def fail(n):
    time.sleep(n)
    raise ValueError("in the child", n)


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        print(list(pool.map(work, [1, 2, 1])))
        futures = [pool.submit(work, n) for n in (2, 1)]
        print([future.result() for future in as_completed(futures)])
        bad = pool.submit(fail, 1)
        print(repr(bad.exception()))
        try:
            bad.result()
        except ValueError as error:
            print("caught", error.args, type(error.__cause__).__name__)
        print(pool.submit(os.getpid).result() != os.getpid())
        print(list(pool.map(pow, [2, 3, 4, 5], [3, 2, 1, 0], chunksize=3)))
        try:
            pool.submit(lambda: 1).result()
        except Exception as error:
            print(type(error).__name__)
    try:
        pool.submit(work, 1)
    except RuntimeError as error:
        print(error)
