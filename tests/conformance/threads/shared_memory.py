import threading
import time

results = []
total = {"sum": 0}


def work(n):
    time.sleep(n)
    results.append(n)
    total["sum"] += n


threads = [threading.Thread(target=work, args=[n]) for n in (3, 1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results, total)
