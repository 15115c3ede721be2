import time
from concurrent.futures import ThreadPoolExecutor


def fail(n):
    print("begins", n)
    time.sleep(1)
    raise ValueError(n)


with ThreadPoolExecutor(1) as pool:
    pool.map(fail, [1, 2])
print("no error is seen")
