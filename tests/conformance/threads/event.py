import threading
import time

ready = threading.Event()
result = None


def work(n):
    global result
    print("waiting", n)
    time.sleep(n)
    result = n * n
    ready.set()
    time.sleep(2)
    print("thread finished")


thread = threading.Thread(target=work, args=(3,))
thread.start()
print(ready.wait(1), ready.is_set())
print(ready.wait(), "the result is", result)
thread.join()
print(ready.wait(0), ready.is_set())
ready.clear()
print(ready.is_set(), ready.wait(timeout=0.5))
go = threading.Event()
order = []


def runner(n):
    go.wait()
    time.sleep(n)
    order.append(n)


runners = [threading.Thread(target=runner, args=(n,)) for n in (1.5, 0.5, 1)]
for thread in runners:
    thread.start()
time.sleep(0.5)
go.set()
for thread in runners:
    thread.join()
print(order)
