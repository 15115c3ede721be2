import time
from multiprocessing import Pool


def square(n):
    time.sleep(0.5)
    return n * n


if __name__ == "__main__":
    with Pool(2) as pool:
        time.sleep(1)
        print(pool.map(square, range(9)))
        print(pool.map(square, [3, 4], chunksize=2), pool.map(square, []))
