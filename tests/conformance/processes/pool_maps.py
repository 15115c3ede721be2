import time
from multiprocessing import Pool, TimeoutError


def work(n):
    time.sleep(n)
    return n * 10


def add(a, b):
    return a + b


def begin(n):
    global base
    base = n


def with_base(n):
    return base + n


if __name__ == "__main__":
    with Pool(3) as pool:
        for result in pool.imap(work, [2, 1, 0.5]):
            print(result)
        print([result for result in pool.imap_unordered(work, [1.5, 1, 0.5])])
        print(pool.starmap(add, [(1, 2), (3, 4)]), pool.apply(add, (1,), {"b": 5}))
        job = pool.map_async(work, [1, 2], callback=lambda results: print("called back", results))
        job.wait(0.2)
        print(job.ready())
        try:
            job.get(timeout=0.2)
        except TimeoutError as error:
            print("too slow", repr(error))
        print(job.get(), job.successful())
        failed = pool.apply_async(add, (1, "x"), error_callback=lambda error: print("failed", error))
        failed.wait()
        time.sleep(0.1)
        print(failed.successful(), pool.starmap_async(add, []).get())
        iterator = pool.imap(add, [1])
        try:
            next(iterator)
        except TypeError as error:
            print(str(error)[:5])
    with Pool(2, initializer=begin, initargs=(100,)) as pool:
        print(pool.map(with_base, range(4)))
    try:
        pool.map(work, [1])
    except ValueError as error:
        print(error)
