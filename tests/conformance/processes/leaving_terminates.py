import time
from multiprocessing import Pool


def work(n):
    time.sleep(n)
    print("never printed")
    return n


if __name__ == "__main__":
    with Pool(2) as pool:
        job = pool.apply_async(work, (20,))
        time.sleep(2)
        print(job.ready())
    print("left")
