from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, ThreadPoolExecutor, wait
import time


def work(n):
    time.sleep(n)
    if n == 1.5:
        raise ValueError(n)
    return n


with ThreadPoolExecutor(4) as pool:
    futures = [pool.submit(work, n) for n in (3, 1, 1.5, 2)]
    done, pending = wait(futures, return_when=FIRST_COMPLETED)
    print([f.result() for f in done], len(pending))
    done, pending = wait(futures, return_when=FIRST_EXCEPTION)
    print(len(done), len(pending))
    result = wait(futures, timeout=1)
    print(len(result.done), len(result.not_done))
    result = wait(futures, return_when=ALL_COMPLETED)
    print(len(result.done), result.not_done, sorted(f.result() for f in result.done if not f.exception()))
