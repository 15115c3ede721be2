import threading
import time

condition = threading.Condition()
items = []


def consumer(name):
    with condition:
        while not items:
            condition.wait()
        print(name, "took", items.pop())


def late(name):
    with condition:
        print(name, condition.wait_for(lambda: len(items) == 2, timeout=5), items)


consumers = []
for name in ("one", "two"):
    consumers.append(threading.Thread(target=consumer, args=(name,)))
    consumers[-1].start()
    time.sleep(0.25)
for n in range(2):
    with condition:
        items.append(n)
        condition.notify()
    time.sleep(0.5)
for thread in consumers:
    thread.join()
thread = threading.Thread(target=late, args=("late",))
thread.start()
for n in range(2):
    time.sleep(0.5)
    with condition:
        items.append(n)
        condition.notify_all()
thread.join()
with condition:
    print(condition.wait(timeout=0.5), condition.wait_for(lambda: False, timeout=0.5))
for wrong in (condition.notify, condition.wait, condition.release):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
