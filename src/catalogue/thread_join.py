import random
import threading
import time

result = None


def square():
    global result
    n = random.randint(2, 7)
    print("waiting %s" % n)
    time.sleep(n)
    result = n**2


thread = threading.Thread(target=square)
thread.start()
thread.join()
print("the result is %s" % result)
