import threading
import time


class ReadWriteLock:
    def __init__(self):
        self._condition = threading.Condition()
        self._readers = 0

    def acquire_read(self):
        with self._condition:
            self._readers += 1

    def release_read(self):
        with self._condition:
            self._readers -= 1
            if self._readers == 0:
                self._condition.notify_all()

    def acquire_write(self):
        self._condition.acquire()
        while self._readers > 0:
            self._condition.wait()

    def release_write(self):
        self._condition.release()


shared = {"value": 0}
lock = ReadWriteLock()
log = []


def reader(n, after):
    time.sleep(after)
    lock.acquire_read()
    log.append(f"r{n} reads {shared['value']}")
    time.sleep(1)
    lock.release_read()
    log.append(f"r{n} ends")


def writer(after):
    time.sleep(after)
    lock.acquire_write()
    log.append("writes")
    time.sleep(1)
    shared["value"] += 1
    lock.release_write()


threads = [threading.Thread(target=reader, args=(0, 0)), threading.Thread(target=reader, args=(1, 0.25)), threading.Thread(target=writer, args=(0.5,)), threading.Thread(target=reader, args=(2, 1.5))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(log)
