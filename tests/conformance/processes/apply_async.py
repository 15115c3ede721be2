import os
import time
from multiprocessing import Pool


def work(seconds):
    print(f"waiting {seconds}")
    time.sleep(seconds)
    return seconds


if __name__ == "__main__":
    with Pool(processes=os.cpu_count() - 1) as pool:
        time.sleep(2)
        jobs = []
        for n in range(1, 5):
            jobs.append(pool.apply_async(work, (n,)))
            time.sleep(0.25)
        print([job.get() for job in jobs])
