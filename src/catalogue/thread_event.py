import threading
import time

import numpy as np

result = None
ready = threading.Event()


def square():
    global result
    n = np.random.randint(2, 8)
    print("waiting %s" % n)
    time.sleep(n)
    result = n**2
    ready.set()
    time.sleep(2)
    print("thread finished")


thread = threading.Thread(target=square)
thread.start()
ready.wait()
print("the result is %s" % result)
