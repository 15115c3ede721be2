import multiprocessing
import time


def square(n):
    time.sleep(n / 4)
    return n * n


def power(base, exponent):
    return base**exponent


if __name__ == "__main__":
    with multiprocessing.Pool(processes=2) as pool:
        print(pool.map(square, range(5)))
        print(list(pool.imap(square, (4, 1, 2))))
        print(sorted(pool.imap_unordered(square, (4, 1, 2))))
        print(pool.starmap(power, [(2, 3), (3, 2)]))
        job = pool.map_async(square, (4, 2))
        print(job.ready(), job.get(timeout=10), job.successful())
        print(pool.starmap_async(power, [(2, 10)]).get())
        slow = pool.apply_async(square, (8,))
        try:
            slow.get(timeout=0.5)
        except multiprocessing.TimeoutError as error:
            print("timeout", repr(error))
        slow.wait(0.25)
        print(slow.ready())
        try:
            slow.successful()
        except ValueError as error:
            print("not ready")
        iterator = pool.imap(square, (1, 8))
        print(iterator.next(), next(iterator))
