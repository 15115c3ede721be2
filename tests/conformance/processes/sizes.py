import time
from multiprocessing import Pool


def work(n):
    time.sleep(n)
    return n


if __name__ == "__main__":
    for size in (1, 2, 4):
        with Pool(size) as pool:
            time.sleep(1)
            print(size, pool.map(work, [1, 1, 1, 1], 1))
