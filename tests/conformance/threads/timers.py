import threading
import time

begin = time.perf_counter()


def tick(what, times=1):
    print(what * times, round(time.perf_counter() - begin, 0))


first = threading.Timer(1, tick, args=("one",))
second = threading.Timer(3, tick, ("two",), {"times": 2})
never = threading.Timer(2, tick, ["never"])
for timer in (first, second, never):
    timer.start()
time.sleep(1.5)
never.cancel()
print(first.is_alive(), second.is_alive(), never.interval)
second.join()
print(threading.active_count())
