import multiprocessing
import time


def worker(jobs):
    while True:
        job = jobs.get()
        time.sleep(job)
        print("done", job)
        jobs.task_done()


if __name__ == "__main__":
    jobs = multiprocessing.JoinableQueue()
    for _ in range(2):
        multiprocessing.Process(target=worker, args=(jobs,), daemon=True).start()
    for seconds in (1, 2, 2.5):
        jobs.put(seconds)
    jobs.join()
    print("all done")
