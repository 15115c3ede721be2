import time
from multiprocessing import JoinableQueue, Pipe, Process, Queue, SimpleQueue
from queue import Empty


def producer(queue, n):
    for item in range(n):
        time.sleep(0.5)
        queue.put({"item": item, "square": item**2})
    queue.put(None)


def doubler(connection):
    while True:
        value = connection.recv()
        if value == "end":
            break
        connection.send(value * 2)
    connection.close()


def consumer(queue):
    while True:
        n = queue.get()
        time.sleep(n)
        queue.task_done()


if __name__ == "__main__":
    queue = Queue()
    child = Process(target=producer, args=(queue, 3))
    child.start()
    while (item := queue.get()) is not None:
        print(item)
    child.join()
    try:
        queue.get(timeout=0.5)
    except Empty:
        print("empty")
    here, there = Pipe()
    child = Process(target=doubler, args=(there,))
    child.start()
    for value in (1, "ab", [1]):
        here.send(value)
        print(here.recv())
    print(here.poll(0.1))
    here.send("end")
    child.join()
    jobs = JoinableQueue()
    for _ in range(2):
        Process(target=consumer, args=(jobs,), daemon=True).start()
    for n in (1, 1, 2):
        jobs.put(n)
    jobs.join()
    print("all done")
    simple = SimpleQueue()
    child = Process(target=simple.put, args=((1, 2),))
    child.start()
    print(simple.get())
    child.join()
