import time
from concurrent.futures import ThreadPoolExecutor


def fail(n):
    time.sleep(1)
    return 10 / n


def main():
    with ThreadPoolExecutor(2) as pool:
        good, bad = pool.submit(fail, 2), pool.submit(fail, 0)
        print(good.result())
        print(bad.result())


main()
