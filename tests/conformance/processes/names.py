from multiprocessing import Pool, cpu_count, current_process
import os
import threading


def who():
    return current_process().name, threading.current_thread().name


if __name__ == "__main__":
    print(who(), cpu_count(), os.cpu_count())
    with Pool(1) as pool:
        print(pool.apply(who))
        print(pool.apply(os.getpid) != os.getpid())
    with Pool(1) as pool:
        print(pool.apply(who))
