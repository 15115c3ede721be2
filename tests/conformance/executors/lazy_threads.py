import threading
import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(n)
    return threading.current_thread().name


with ThreadPoolExecutor(max_workers=3, thread_name_prefix="worker") as pool:
    print(pool.submit(work, 0.5).result())
    print(pool.submit(work, 0.5).result())
    futures = [pool.submit(work, 2)]
    time.sleep(0.5)
    futures.append(pool.submit(work, 1))
    print([future.result() for future in futures])
with ThreadPoolExecutor(2) as second:
    print(second.submit(work, 0).result())
with ThreadPoolExecutor(2) as third:
    print(third.submit(work, 0).result())
