import time
from multiprocessing import Barrier, Condition, Process, RLock, Value


def consumer(condition, value):
    with condition:
        condition.wait_for(lambda: value.value > 0)
        value.value -= 1


def runner(barrier, n):
    time.sleep(n)
    barrier.wait()
    time.sleep(0.5)


if __name__ == "__main__":
    condition, value = Condition(), Value("i", 0, lock=False)
    children = [Process(target=consumer, args=(condition, value)) for _ in range(2)]
    for child in children:
        child.start()
    time.sleep(1)
    for _ in children:
        with condition:
            value.value += 1
            condition.notify_all()
        time.sleep(0.5)
    for child in children:
        child.join()
    print(value.value, [child.exitcode for child in children])
    with condition:
        print(condition.wait(0.5))
    barrier = Barrier(3)
    begin = time.perf_counter()
    children = [Process(target=runner, args=(barrier, n)) for n in (1, 2)]
    for child in children:
        child.start()
    barrier.wait()
    print(round(time.perf_counter() - begin), barrier.broken, barrier.parties)
    for child in children:
        child.join()
    lock = RLock()
    with lock:
        with lock:
            print("twice")
    try:
        lock.release()
    except AssertionError as error:
        print(error)
