import threading
import time

lock = threading.Lock()
order = []


def work(name, hold):
    with lock:
        order.append(name)
        time.sleep(hold)
    print(name, "released", lock.locked())


threads = []
for name, hold in (("a", 1), ("b", 1), ("c", 0.5)):
    thread = threading.Thread(target=work, args=(name, hold))
    thread.start()
    threads.append(thread)
    time.sleep(0.1)
print(lock.acquire(False), lock.acquire(timeout=0.2), lock.locked())
for thread in threads:
    thread.join()
print(order, lock.acquire(blocking=False))
lock.release()
for wrong in (lambda: lock.release(), lambda: lock.acquire(False, 1), lambda: lock.acquire(True, -2)):
    try:
        wrong()
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
again = threading.RLock()
with again:
    with again:
        print("twice")
        taken = []
        other = threading.Thread(target=lambda: taken.append(again.acquire(blocking=False)))
        other.start()
        other.join()
        print(taken)
try:
    again.release()
except RuntimeError as error:
    print(error)
