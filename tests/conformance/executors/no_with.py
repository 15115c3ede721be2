import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(n)
    print("worked", n)
    return n


pool = ThreadPoolExecutor(max_workers=2)
future = pool.submit(work, 1)
print(future.result())
pool.submit(work, 2)
print("end of the file")
