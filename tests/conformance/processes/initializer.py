from multiprocessing import Pool
import multiprocessing
import time

settings = {}


def prepare(name, value):
    settings[name] = value


def work(n):
    time.sleep(1)
    return settings["factor"] * n


if __name__ == "__main__":
    with Pool(2, initializer=prepare, initargs=("factor", 10)) as pool:
        print(pool.map(work, range(4)), settings)
    print(multiprocessing.get_start_method(), multiprocessing.cpu_count())
    context = multiprocessing.get_context("fork")
    with context.Pool(1) as pool:
        print(pool.apply(len, ("abc",)), pool.apply(sorted, ([3, 1, 2],), {"reverse": True}))
