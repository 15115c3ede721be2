import queue
import threading
import time

tasks = queue.Queue(maxsize=2)
begin = time.perf_counter()


def now():
    return round(time.perf_counter() - begin)


def producer():
    for n in range(5):
        tasks.put(n)
    tasks.put(None)
    print("all put", now())


def consumer():
    while True:
        n = tasks.get()
        if n is None:
            break
        time.sleep(1)
        print("done", n, now())
        tasks.task_done()
    tasks.task_done()


threads = [threading.Thread(target=target) for target in (producer, consumer)]
for thread in threads:
    thread.start()
time.sleep(0.5)
print(tasks.full(), tasks.qsize(), tasks.empty())
tasks.join()
print("joined", now())
for thread in threads:
    thread.join()
