import threading
import time

ready = threading.Event()
begin = time.perf_counter()


def waiter(name):
    print(name, ready.wait(0.5), ready.is_set())
    print(name, ready.wait())
    print(name, ready.wait(), round(time.perf_counter() - begin))


thread = threading.Thread(target=waiter, args=("one",))
thread.start()
time.sleep(2)
ready.set()
thread.join()
ready.clear()
print(ready.is_set(), ready.wait(0.1))


def worker(n, done):
    time.sleep(n)
    done.set()
    time.sleep(2)
    print("thread finished")


done = threading.Event()
thread = threading.Thread(target=worker, args=(1, done))
thread.start()
done.wait()
print("result")
