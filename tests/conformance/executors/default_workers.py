import threading
import time
from concurrent.futures import ThreadPoolExecutor


def work(n):
    time.sleep(1)
    return threading.current_thread().name


with ThreadPoolExecutor() as pool:
    names = list(pool.map(work, range(12)))
print(len(set(names)), names[0], names[7])
