import multiprocessing
import time


def waits(ready, name):
    ready.wait()
    time.sleep(0.5 * name)
    print("went", name)


def critical(lock, n):
    time.sleep(0.25 * n)
    with lock:
        print("in", n)
        time.sleep(0.75)
        print("out", n)


def limited(slots, n):
    time.sleep(0.25 * n)
    with slots:
        time.sleep(1)
    print("left", n)


if __name__ == "__main__":
    ready = multiprocessing.Event()
    processes = [multiprocessing.Process(target=waits, args=(ready, n)) for n in (1, 2)]
    for process in processes:
        process.start()
    time.sleep(1)
    print("set", ready.is_set())
    ready.set()
    for process in processes:
        process.join()
    print(ready.wait(0.5))
    for target, shared in ((critical, multiprocessing.Lock()), (limited, multiprocessing.Semaphore(2))):
        processes = [multiprocessing.Process(target=target, args=(shared, n)) for n in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
    lock = multiprocessing.Lock()
    print(lock.acquire(), lock.acquire(block=False), lock.acquire(timeout=0.5))
    lock.release()
