import threading
import time


def fail(n):
    time.sleep(n)
    raise ValueError(f"after {n}")


thread = threading.Thread(target=fail, args=(1,))
thread.start()
thread.join()
print("goes on")
named = threading.Thread(target=fail, name="named", args=(0,))
named.start()
named.join()
wrong = threading.Thread(target=fail)
wrong.start()
wrong.join()
