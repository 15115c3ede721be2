import time
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(2)


def inner(n):
    time.sleep(n)
    return n


def outer():
    return pool.submit(inner, 1).result() + pool.submit(inner, 2).result()


print(pool.submit(outer).result())
pool.shutdown()
