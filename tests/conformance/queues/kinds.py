import queue
import time

first = queue.Queue()
last = queue.LifoQueue()
least = queue.PriorityQueue()
simple = queue.SimpleQueue()
for n in (3, 1, 2):
    for each in (first, last, simple):
        each.put(n)
    least.put((n, f"item {n}"))
print([first.get() for _ in range(3)], [last.get() for _ in range(3)])
print([least.get() for _ in range(3)], [simple.get() for _ in range(3)])
for each in (first, simple):
    try:
        each.get_nowait()
    except queue.Empty as error:
        print("empty", repr(error))
begin = time.perf_counter()
try:
    first.get(timeout=1)
except queue.Empty:
    print("empty after", round(time.perf_counter() - begin))
small = queue.Queue(1)
small.put_nowait("x")
try:
    small.put_nowait("y")
except queue.Full as error:
    print("full", repr(error))
try:
    small.put("y", timeout=1)
except queue.Full:
    print("full after", round(time.perf_counter() - begin))
for wrong in (lambda: (small.task_done(), small.task_done()), lambda: small.get(timeout=-1)):
    try:
        wrong()
    except ValueError as error:
        print(error)
