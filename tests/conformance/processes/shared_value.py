import multiprocessing
import time


def add(counter, numbers, lock, n):
    for _ in range(10):
        with lock:
            counter.value += n
    with numbers.get_lock():
        numbers[n] = n * 1.5
    time.sleep(0.5)


if __name__ == "__main__":
    counter = multiprocessing.Value("i", 0)
    numbers = multiprocessing.Array("d", 4)
    lock = multiprocessing.Lock()
    processes = [multiprocessing.Process(target=add, args=(counter, numbers, lock, n)) for n in range(1, 4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(counter.value, list(numbers), numbers[:2], len(numbers))
    with counter.get_lock():
        counter.value = 7
    print(counter.value)
