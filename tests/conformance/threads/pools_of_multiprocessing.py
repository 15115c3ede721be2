# multiprocessing.pool.ThreadPool, and the Pool of multiprocessing.dummy.
from multiprocessing.dummy import Pool
from multiprocessing.pool import ThreadPool
import threading, time
p = Pool(3)
print(p.map(lambda x: time.sleep(x) or x, [1,2,3]))
p.close(); p.join()
def work(n):
    time.sleep(n)
    return n, threading.current_thread().name
def bad(n):
    raise ValueError(n)
with ThreadPool(2) as pool:
    for r in pool.imap_unordered(work, [3, 1, 2]): print(r)
    a = pool.apply_async(work, (1,), callback=print)
    a.wait()
    try: pool.apply(bad, (5,))
    except ValueError as e: print(repr(e))
    print(pool.starmap(lambda a, b: a * b, [(1, 2), (3, 4)]))
t = threading.Thread(target=print); print(t.name)
try: ThreadPool(0)
except ValueError as e: print(e)
from multiprocessing.dummy import Process, current_process
def say(): print(current_process().name.split("-")[0])
p = Process(target=say); p.start(); p.join()
