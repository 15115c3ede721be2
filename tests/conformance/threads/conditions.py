import threading
import time

condition = threading.Condition()
items = []
log = []


def consumer(name):
    with condition:
        while not items:
            condition.wait()
        log.append((name, items.pop(0)))


def patient():
    with condition:
        print("in time", condition.wait_for(lambda: len(log) == 2, timeout=5))
        print("in vain", condition.wait_for(lambda: len(log) == 9, timeout=0.5))
        print("waited", condition.wait(0.5))


threads = [threading.Thread(target=consumer, args=(n,)) for n in range(2)] + [threading.Thread(target=patient)]
for thread in threads:
    thread.start()
time.sleep(1)
with condition:
    items.append("first")
    condition.notify()
time.sleep(1)
with condition:
    items.append("second")
    condition.notify_all()
time.sleep(0.1)
with condition:
    condition.notify_all()
for thread in threads:
    thread.join()
print(sorted(item for _, item in log), sorted(name for name, _ in log))
for wrong in (condition.notify, condition.wait, condition.notify_all):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
plain = threading.Condition(threading.Lock())
with plain:
    print(plain.wait(timeout=0.2))
