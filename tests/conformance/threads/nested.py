import threading
import time


def inner(n):
    time.sleep(1)
    print("inner", n)


def outer():
    threads = [threading.Thread(target=inner, args=(n,)) for n in range(1)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    for thread in threads:
        thread.join()
    print("outer")


thread = threading.Thread(target=outer)
thread.start()
thread.join()
