import queue
import threading
import time

jobs, results = queue.Queue(), queue.Queue()
STOP = object()


def worker(n):
    done = 0
    while (job := jobs.get()) is not STOP:
        time.sleep(job)
        results.put((job, n))
        done += 1
        jobs.task_done()
    jobs.task_done()
    totals[n] = done


totals = {}
workers = [threading.Thread(target=worker, args=(n,), daemon=True) for n in range(2)]
for thread in workers:
    thread.start()
    time.sleep(0.2)
for seconds in (1, 2, 1.5, 0.75, 1.25):
    jobs.put(seconds)
jobs.join()
print("all jobs done", jobs.unfinished_tasks, results.qsize())
for _ in workers:
    jobs.put(STOP)
for thread in workers:
    thread.join()
print([results.get()[0] for _ in range(5)], sum(totals.values()))
