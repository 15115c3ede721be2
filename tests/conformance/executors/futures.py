import concurrent.futures
import time


def work(n):
    time.sleep(n)
    if n == 2:
        raise ValueError("two")
    return n * 10


with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
    a, b, c, d = [pool.submit(work, n) for n in (1, 2, 3, 4)]
    time.sleep(0.5)
    print(a.running(), a.done(), c.running(), d.cancel(), d.cancelled(), a.cancel())
    try:
        a.result(timeout=0.25)
    except concurrent.futures.TimeoutError as error:
        print("not yet", repr(error))
    print(a.result(), a.done(), repr(b.exception()), c.result(timeout=5))
    try:
        b.result()
    except ValueError as error:
        print(error)
    try:
        d.result()
    except concurrent.futures.CancelledError as error:
        print("cancelled", repr(error))
    c.add_done_callback(lambda future: print("at once", future is c))
    e = pool.submit(work, 1)
    e.add_done_callback(lambda future: print("called back", future.result()))
    time.sleep(1.5)
    print("end", e.exception())
future = concurrent.futures.Future()
print(future.done(), future.set_running_or_notify_cancel())
future.set_result("by hand")
print(future.result())
try:
    future.set_result(1)
except concurrent.futures.InvalidStateError as error:
    print(type(error).__name__)
