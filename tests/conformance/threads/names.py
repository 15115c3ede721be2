import threading
import time


def work():
    print(threading.current_thread().name)


threads = [threading.Thread(target=work), threading.Thread(target=work, name="mine"), threading.Thread(target=lambda: work())]
threads.append(threading.Thread())
for thread in threads:
    print(thread.name)
    thread.start()
    thread.join()
print(threading.current_thread().name)
