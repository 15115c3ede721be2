import time
from multiprocessing import Pool


def fail(n):
    time.sleep(1)
    return [][n]


def main():
    with Pool(2) as pool:
        print(pool.apply_async(len, ("abc",)).get())
        print(pool.apply(fail, (1,)))


if __name__ == "__main__":
    main()
