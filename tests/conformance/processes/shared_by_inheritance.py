import multiprocessing as mp
import queue
import threading


def identity(x):
    return x


def empty():
    raise queue.Empty


if __name__ == "__main__":
    with mp.Pool(1) as pool:
        things = [threading.Lock(), threading.RLock(), threading.Event(), threading.Thread(), threading.local()]
        things += [queue.Queue()]
        things += [mp.Lock(), mp.Queue(), mp.Event(), mp.Value("i"), mp.Array("i", 2), mp.Semaphore(), mp.Process(), pool]
        things += [mp.SimpleQueue(), mp.JoinableQueue(), mp.Barrier(2), mp.Condition()]
        for thing in things:
            try:
                pool.apply(identity, (thing,))
            except Exception as error:
                print(type(error).__name__, error)
        try:
            pool.apply(empty)
        except queue.Empty as error:
            print(repr(error))
        print(pool.apply(identity, (queue.Empty,)))
