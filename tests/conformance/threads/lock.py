import threading
import time

lock = threading.Lock()
log = []


def use(name, seconds):
    with lock:
        log.append(name + " in")
        time.sleep(seconds)
        log.append(name + " out")


threads = []
for name in "abc":
    thread = threading.Thread(target=use, args=(name, 1))
    thread.start()
    threads.append(thread)
    time.sleep(0.25)
print(lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.5))
for thread in threads:
    thread.join()
print(log, lock.acquire(), lock.locked())
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)
counter = 0


def count():
    global counter
    for _ in range(1000):
        with lock:
            counter += 1


threads = [threading.Thread(target=count) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter)
for wrong in (lambda: lock.acquire(False, 1), lambda: lock.acquire(timeout=-5)):
    try:
        wrong()
    except ValueError as error:
        print(error)
