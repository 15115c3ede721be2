import threading
import time

local = threading.local()
local.value = "main"
seen = {}


def work(n):
    seen[n, "at first"] = hasattr(local, "value")
    local.value = n
    time.sleep(0.5)
    seen[n, "later"] = local.value


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(local.value, sorted(seen.items()))
try:
    local.missing
except AttributeError as error:
    print(error)


class Session(threading.local):
    count = 0

    def __init__(self, start):
        self.log = [start]

    def add(self, item):
        self.log.append(item)
        return self.log


session = Session("start")
session.add("main")


def use():
    print(session.add("thread"))


thread = threading.Thread(target=use)
thread.start()
thread.join()
print(session.log)
