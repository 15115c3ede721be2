import time
from multiprocessing import Pool


def fail(n):
    time.sleep(n)
    raise ValueError("in the child", n)


if __name__ == "__main__":
    with Pool(2) as pool:
        job = pool.apply_async(fail, (1,))
        job.wait()
        print(job.ready(), job.successful())
        try:
            job.get()
        except ValueError as error:
            print("caught", repr(error))
        try:
            pool.map(fail, [1, 2])
        except ValueError as error:
            print("caught", error.args)
        print(pool.apply_async(fail, (3,)).get())
