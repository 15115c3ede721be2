import time
from concurrent.futures import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    ThreadPoolExecutor,
    TimeoutError,
    as_completed,
    wait,
)


def work(n):
    time.sleep(n)
    if n == 2:
        raise ValueError("two")
    return n


with ThreadPoolExecutor(4) as pool:
    futures = {pool.submit(work, n): n for n in (3, 1, 4)}
    for future in as_completed(futures):
        print(futures[future], future.result())
    futures = [pool.submit(work, n) for n in (3, 1)]
    try:
        for future in as_completed(futures, timeout=2):
            print("done", future.result())
    except TimeoutError as error:
        print("timeout:", error)
    futures = [pool.submit(work, n) for n in (1, 2, 3)]
    done, pending = wait(futures, return_when=FIRST_COMPLETED)
    print(len(done), len(pending), done.pop() is futures[0])
    result = wait(futures, return_when=FIRST_EXCEPTION)
    print(len(result.done), len(result.not_done))
    print(len(wait(futures, timeout=0.2).not_done), len(wait(futures, return_when=ALL_COMPLETED).done))
