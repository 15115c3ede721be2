import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(n)
    if n == 2:
        raise ValueError("two")
    return n


with ThreadPoolExecutor(4) as pool:
    futures = [pool.submit(work, n) for n in (3, 2, 1)]
    print([future.done() for future in futures], futures[0].running())
    for future in futures:
        try:
            print(future.result())
        except ValueError as error:
            print("caught", error)
    print([future.done() for future in futures], repr(futures[1].exception()), futures[0].exception())
