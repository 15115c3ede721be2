import threading
import time

data = threading.local()
data.n = "main"


def work(n):
    try:
        data.n
    except AttributeError as error:
        print(error)
    data.n = n
    time.sleep(1)
    print(data.n, hasattr(data, "other"))


threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
for thread in threads:
    thread.start()
    time.sleep(0.1)
for thread in threads:
    thread.join()
print(data.n)
del data.n
print(hasattr(data, "n"))


class Counter(threading.local):
    def __init__(self):
        self.count = 0

    def more(self):
        self.count += 1
        return self.count


counter = Counter()
counter.more()
seen = []
other = threading.Thread(target=lambda: seen.extend([counter.more(), counter.more()]))
other.start()
other.join()
print(counter.more(), seen)
