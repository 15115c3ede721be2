# scale: 3
import time

for clock in (time.time, time.perf_counter, time.monotonic):
    begin = clock()
    time.sleep(0.5)
    elapsed = clock() - begin
    print(f"{elapsed:.1f} s", round(elapsed, 1), "%.1f" % elapsed, isinstance(begin, float))
    assert 0.5 <= elapsed < 0.6, elapsed
begin = time.perf_counter_ns()
time.sleep(0.5)
print(round((time.perf_counter_ns() - begin) / 1e9, 1), time.time() > 1_000_000_000)


def timed(function):
    def wrapper(*args):
        begin = time.perf_counter()
        result = function(*args)
        print(f"{function.__name__} took {time.perf_counter() - begin:.1f} s")
        return result

    return wrapper


@timed
def nap(seconds):
    time.sleep(seconds)
    return seconds


print(nap(1), nap(0.5))
