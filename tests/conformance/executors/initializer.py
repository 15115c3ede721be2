import threading
import time
from concurrent.futures import ThreadPoolExecutor

local = threading.local()


def begin(what):
    print("begins", what, threading.current_thread().name)
    local.what = what


def work(n):
    time.sleep(n)
    return local.what * n


with ThreadPoolExecutor(2, thread_name_prefix="T", initializer=begin, initargs=("x",)) as pool:
    print(list(pool.map(work, [1, 1, 2])))
pool = ThreadPoolExecutor(1)
futures = [pool.submit(work, 1) for _ in range(3)]
pool.shutdown(wait=False, cancel_futures=True)
print([future.cancelled() for future in futures])
try:
    ThreadPoolExecutor(1, initializer=5)
except TypeError as error:
    print(error)
with ThreadPoolExecutor(3) as pool:
    try:
        for result in pool.map(time.sleep, [0.5, 3], timeout=1):
            print(result)
    except TimeoutError:
        print("too slow")
