import time
from multiprocessing import Pool


def work(n):
    time.sleep(n)
    print("never printed")


if __name__ == "__main__":
    pool = Pool(2)
    pool.apply_async(work, (30,))
    time.sleep(1)
    print("main ends")
