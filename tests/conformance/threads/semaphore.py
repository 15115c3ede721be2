import threading
import time

slots = threading.Semaphore(2)
running, most = 0, 0
guard = threading.Lock()


def download(n):
    global running, most
    with slots:
        with guard:
            running += 1
            most = max(most, running)
        time.sleep(1 + n / 4)
        with guard:
            running -= 1
        print("done", n)


threads = []
for n in range(5):
    thread = threading.Thread(target=download, args=(n,))
    thread.start()
    threads.append(thread)
    time.sleep(0.05)
print("acquire", slots.acquire(blocking=False), slots.acquire(timeout=0.25))
for thread in threads:
    thread.join()
print("most", most, slots.acquire(), slots.acquire(), slots.acquire(timeout=0.5))
slots.release(2)
bounded = threading.BoundedSemaphore(1)
with bounded:
    print("inside")
try:
    bounded.release()
except ValueError as error:
    print(error)
try:
    threading.Semaphore(-1)
except ValueError as error:
    print(error)
