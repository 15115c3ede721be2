from multiprocessing import Pool


def work(n):
    return n


if __name__ == "__main__":
    for wrong in (0, -2):
        try:
            Pool(wrong)
        except ValueError as error:
            print(error)
    pool = Pool(1)
    try:
        pool.join()
    except ValueError as error:
        print(error)
    pool.close()
    try:
        pool.apply(work, (1,))
    except ValueError as error:
        print(error)
    pool.join()
    print("joined")
    pool.terminate()
