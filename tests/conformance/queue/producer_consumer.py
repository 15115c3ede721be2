import queue
import threading
import time

buffer = queue.Queue(maxsize=2)
log = []


def producer():
    for n in range(5):
        buffer.put(n)
        log.append(f"put {n}")
        time.sleep(0.5)
    buffer.put(None)


def consumer():
    while True:
        item = buffer.get()
        if item is None:
            break
        time.sleep(0.8)
        log.append(f"used {item}")
        buffer.task_done()
    buffer.task_done()


threads = [threading.Thread(target=producer), threading.Thread(target=consumer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
buffer.join()
print(log)
