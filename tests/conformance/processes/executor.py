from concurrent.futures import ProcessPoolExecutor, as_completed
import os
import time

state = []


def square(n):
    time.sleep(n)
    state.append(n)
    return n * n, os.getpid() != parent


def fails(n):
    raise ValueError(f"in a process: {n}")


parent = os.getpid()
if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(square, n) for n in (2, 1)]
        print([future.result() for future in as_completed(futures)])
        print(list(pool.map(square, (1, 0.5, 0.25))), state)
        try:
            pool.submit(fails, 3).result()
        except ValueError as error:
            print(error)
