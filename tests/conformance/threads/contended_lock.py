import queue
import threading

lock = threading.Lock()
count = 0
numbers = queue.Queue(maxsize=3)


def add(times):
    global count
    for _ in range(times):
        with lock:
            count += 1


def put(times):
    for n in range(times):
        numbers.put(n)


threads = [threading.Thread(target=add, args=(5000,)) for _ in range(3)]
threads += [threading.Thread(target=put, args=(1000,)) for _ in range(2)]
for thread in threads:
    thread.start()
print(sum(numbers.get() for _ in range(2000)))
for thread in threads:
    thread.join()
print(count, numbers.qsize())
