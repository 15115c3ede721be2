import queue
import threading
import time

q = queue.Queue(2)
q.put("a")
q.put("b", block=False)
print(q.full(), q.qsize(), q.empty())
begin = time.monotonic()
for wrong in (lambda: q.put_nowait("c"), lambda: q.put("c", timeout=0.5), lambda: q.put("c", timeout=-1)):
    try:
        wrong()
    except (queue.Full, ValueError) as error:
        print(repr(error))
print(q.get(), q.get_nowait())
for wrong in (lambda: q.get_nowait(), lambda: q.get(timeout=1), lambda: q.get(block=False), lambda: q.get(True, -2)):
    try:
        wrong()
    except (queue.Empty, ValueError) as error:
        print(repr(error))
print(round((time.monotonic() - begin) * 2) / 2)
threading.Timer(0.5, q.put, ("late",)).start()
print(q.get(timeout=3))
for _ in range(3):
    q.task_done()
try:
    q.task_done()
except ValueError as error:
    print(error)
stack, ranked = queue.LifoQueue(), queue.PriorityQueue()
for item in (3, 1, 2):
    stack.put(item)
    ranked.put((item, f"job {item}"))
print([stack.get() for _ in range(3)], [ranked.get() for _ in range(3)], q.maxsize)
simple = queue.SimpleQueue()
simple.put(1)
print(simple.get(), simple.empty(), simple.qsize())
