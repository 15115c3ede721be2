from multiprocessing import Manager, Pool, Process


def fill(shared, log, n):
    shared[n] = n * n
    log.append(n)


def handed_on(arguments):
    shared, lock, n = arguments
    with lock:
        shared["total"] = shared.get("total", 0) + n
    return n


if __name__ == "__main__":
    with Manager() as manager:
        shared, log = manager.dict(), manager.list()
        children = [Process(target=fill, args=(shared, log, n)) for n in range(3)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        print(sorted(shared.items()), sorted(log), len(log), 2 in shared, log[0] in (0, 1, 2))
        lock = manager.Lock()
        with Pool(2) as pool:
            print(pool.map(handed_on, [(shared, lock, n) for n in (1, 2, 3)]))
        print(shared["total"])
        del shared[0]
        print(sorted(shared.keys(), key=str), shared.pop(1), shared.get("none"), str(manager.list([1, 2])))
