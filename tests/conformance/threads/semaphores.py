import threading
import time

semaphore = threading.Semaphore(2)
inside = 0
most = 0
begin = time.perf_counter()


def work(n):
    global inside, most
    with semaphore:
        inside += 1
        most = max(most, inside)
        time.sleep(1)
        inside -= 1


threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(most, round(time.perf_counter() - begin))
print(semaphore.acquire(timeout=0.2), semaphore.acquire(blocking=False), semaphore.acquire(blocking=False))
semaphore.release(2)
bounded = threading.BoundedSemaphore(1)
for wrong in (bounded.release, lambda: threading.Semaphore(-1), lambda: semaphore.release(0)):
    try:
        wrong()
    except ValueError as error:
        print(error)
with bounded:
    print(bounded.acquire(timeout=0.5))
