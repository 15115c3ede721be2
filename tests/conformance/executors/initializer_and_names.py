from concurrent.futures import ThreadPoolExecutor
import threading
import time

local = threading.local()


def prepare(greeting):
    local.greeting = greeting


def work(n):
    time.sleep(0.5)
    return f"{local.greeting} {n} {threading.current_thread().name}"


with ThreadPoolExecutor(1, thread_name_prefix="crew", initializer=prepare, initargs=("hi",)) as pool:
    print(list(pool.map(work, range(3))))
pool = ThreadPoolExecutor(max_workers=1)
first = pool.submit(time.sleep, 1)
others = [pool.submit(work, n) for n in range(3)]
pool.shutdown(wait=False, cancel_futures=True)
print([future.cancelled() for future in others], first.done())
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)
print(first.result())
