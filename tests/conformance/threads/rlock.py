import threading
import time

lock = threading.RLock()


def nested(depth):
    with lock:
        return depth and 1 + nested(depth - 1)


print(nested(5))


def other():
    print("other", lock.acquire(blocking=False))
    with lock:
        print("other has it")


with lock:
    lock.acquire()
    thread = threading.Thread(target=other)
    thread.start()
    time.sleep(1)
    lock.release()
    print("released once")
    time.sleep(1)
    print("leaves")
thread.join()
try:
    lock.release()
except RuntimeError as error:
    print(error)
