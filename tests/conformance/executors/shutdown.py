import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(n)
    print("worked", n)


pool = ThreadPoolExecutor(2)
pool.submit(work, 1)
pool.submit(work, 2)
pool.shutdown(wait=False)
print("shut down")
try:
    pool.submit(work, 1)
except RuntimeError as error:
    print(error)
pool.shutdown()
print("waited")
left = ThreadPoolExecutor(1)
left.submit(work, 1)
print("main ends")
