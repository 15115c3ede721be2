import threading
import time


def work(name, seconds):
    print(name, "begins")
    time.sleep(seconds)
    print(name, "ends")


first = threading.Thread(target=work, args=("first", 2))
second = threading.Thread(target=work, kwargs={"name": "second", "seconds": 1})
first.start()
second.start()
time.sleep(0.5)
print(first.is_alive(), first.daemon)
first.join()
second.join()
print(first.is_alive())
