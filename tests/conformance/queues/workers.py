import queue
import threading
import time

jobs = queue.Queue()
results = queue.Queue()


def worker(name):
    while True:
        job = jobs.get()
        if job is None:
            return
        time.sleep(job)
        results.put((job, name))
        jobs.task_done()


threads = [threading.Thread(target=worker, args=(n,), daemon=True) for n in range(3)]
for thread in threads:
    thread.start()
for job in (3, 1, 2, 1, 1):
    jobs.put(job)
jobs.join()
print(sorted(results.get()[0] for _ in range(5)))
for _ in threads:
    jobs.put(None)
for thread in threads:
    thread.join()
print(results.empty(), [thread.is_alive() for thread in threads])
