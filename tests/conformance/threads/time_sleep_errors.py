import time

for wrong in (-1, "a", None):
    try:
        time.sleep(wrong)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
time.sleep(0)
time.sleep(True)
begin = time.perf_counter()
print(time.perf_counter() - begin < 0.5, time.time() > 1e9, time.monotonic() >= 0)
