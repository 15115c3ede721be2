import os
import time
from multiprocessing import Pool


def work(seconds):
    print(f"waiting {seconds}")
    time.sleep(seconds)
    return seconds


if __name__ == "__main__":
    with Pool(processes=os.cpu_count() - 1) as pool:
        jobs = [pool.apply_async(work, (n,)) for n in range(1, 5)]
        done = [job.get() for job in jobs]
    print(done)
