import time
from multiprocessing import Pool

count = 0
items = ["parent"]


def work(n):
    global count
    count += n
    items.append(n)
    return count, items


if __name__ == "__main__":
    count = 100
    with Pool(1) as pool:
        print(pool.apply(work, (1,)))
        print(pool.apply(work, (2,)))
        count = 500
        print(pool.apply(work, (3,)))
    print(count, items)
