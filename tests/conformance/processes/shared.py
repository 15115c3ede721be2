import time
from multiprocessing import Array, Event, Lock, Process, Semaphore, Value


def count(value, lock, times):
    for _ in range(times):
        with lock:
            value.value += 1


def slow(lock, n):
    with lock:
        time.sleep(n)


def waiter(event, array):
    event.wait()
    for at in range(len(array)):
        array[at] = array[at] * 10


if __name__ == "__main__":
    value, lock = Value("i", 5), Lock()
    children = [Process(target=count, args=(value, lock, 10)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print(value.value)
    with value.get_lock():
        value.value -= 35
    print(value.value)
    begin = time.perf_counter()
    children = [Process(target=slow, args=(lock, 1)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print(round(time.perf_counter() - begin))
    event, array = Event(), Array("i", [1, 2, 3])
    child = Process(target=waiter, args=(event, array))
    child.start()
    time.sleep(1)
    print(event.is_set(), array[:])
    event.set()
    child.join()
    print(event.wait(1), list(array), len(array), Array("d", 2)[:])
    semaphore = Semaphore(2)
    print(semaphore.acquire(), semaphore.acquire(timeout=0.1), semaphore.acquire(block=False))
    try:
        lock.release()
    except ValueError as error:
        print(error)
