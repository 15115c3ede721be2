import time
from multiprocessing import Pool


def work(n, scale=1, *, offset=0):
    time.sleep(n)
    return n * scale + offset


if __name__ == "__main__":
    with Pool(2) as pool:
        time.sleep(1)
        jobs = [pool.apply_async(work, (n,), {"scale": 10, "offset": 1}) for n in (3, 1, 1, 2)]
        print([job.get() for job in jobs])
