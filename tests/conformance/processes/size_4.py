import time
from multiprocessing import Pool


def work(n):
    time.sleep(n)
    return n


if __name__ == "__main__":
    with Pool(4) as pool:
        time.sleep(1)
        print(pool.map(work, [1, 1, 1, 1, 1], 1))
