import time
from concurrent.futures import CancelledError, Future, InvalidStateError, ThreadPoolExecutor, TimeoutError


def work(n):
    time.sleep(n)
    return n


def told(future):
    print("told", future.done(), future.cancelled())


with ThreadPoolExecutor(1) as pool:
    running, queued = pool.submit(work, 1), pool.submit(work, 1)
    queued.add_done_callback(told)
    time.sleep(0.1)
    print(running.running(), running.cancel(), queued.cancel(), queued.cancelled(), queued.done())
    running.add_done_callback(lambda future: print("result", future.result()))
    try:
        queued.result()
    except CancelledError as error:
        print(repr(error))
    try:
        running.result(timeout=0.2)
    except TimeoutError as error:
        print("timeout", repr(error))
    print(running.result())
    running.add_done_callback(told)
own = Future()
print(own.done(), own.set_running_or_notify_cancel(), own.running())
own.set_result(5)
print(own.result(), own.exception())
try:
    own.set_result(6)
except InvalidStateError as error:
    print(type(error).__name__, str(error)[:9])
failed = Future()
failed.set_exception(KeyError("k"))
print(repr(failed.exception()))
try:
    failed.result()
except KeyError as error:
    print("raised", error)
