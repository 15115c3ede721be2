import time
from multiprocessing import Pool


def work(n):
    time.sleep(n)
    print("worked", n)
    return n


if __name__ == "__main__":
    pool = Pool(2)
    time.sleep(1)
    jobs = [pool.apply_async(work, (n,)) for n in (1, 2)]
    pool.close()
    pool.join()
    print([job.get() for job in jobs])
