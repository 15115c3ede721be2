from multiprocessing import Pool


def outer():
    def inner():
        return 1

    return inner


def gives_lambda():
    return lambda: 1


def identity(x):
    return x


if __name__ == "__main__":
    with Pool(1) as pool:
        job = pool.apply_async(lambda: 5)
        try:
            job.get()
        except Exception as error:
            print(type(error).__name__, str(error)[:30])
        try:
            pool.apply(outer())
        except Exception as error:
            print(type(error).__name__, error)
        try:
            pool.apply(identity, ((n for n in range(3)),))
        except Exception as error:
            print(type(error).__name__, error)
        try:
            pool.apply(gives_lambda)
        except Exception as error:
            print(type(error).__name__)
        print(pool.apply(identity, ({"a": [1, (2, None)], "f": identity},))["a"])
