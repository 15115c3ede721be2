import os
import time
from multiprocessing import Pool

done = []


def work(seconds):
    print("waiting %s" % seconds)
    time.sleep(seconds)
    done.append(seconds)
    return seconds


if __name__ == "__main__":
    start = time.time()
    with Pool(processes=os.cpu_count() - 1) as pool:
        jobs = [pool.apply_async(work, (n,)) for n in range(1, 5)]
        results = [job.get() for job in jobs]
    print(results)
    print(f"{time.time() - start:.5f} seconds")
