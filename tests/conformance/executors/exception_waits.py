import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(n)
    return 10 // (n - 1)


with ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(work, n) for n in (1, 2)]
    print([repr(future.exception()) for future in futures], [future.cancelled() for future in futures])
    print(futures[1].result(), futures[1].exception())
