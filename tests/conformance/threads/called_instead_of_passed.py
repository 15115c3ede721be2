import threading
import time


def work(n):
    print("in", threading.current_thread().name)
    time.sleep(n)


threads = [threading.Thread(target=work(1)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("joined", [thread.name for thread in threads])
