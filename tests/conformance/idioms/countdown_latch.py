import threading
import time


class Latch:
    def __init__(self, count):
        self.count = count
        self.condition = threading.Condition()

    def count_down(self):
        with self.condition:
            self.count -= 1
            if self.count <= 0:
                self.condition.notify_all()

    def wait(self, timeout=None):
        with self.condition:
            return self.condition.wait_for(lambda: self.count <= 0, timeout)


latch = Latch(3)


def service(name, seconds):
    time.sleep(seconds)
    print(name, "is ready")
    latch.count_down()


for name, seconds in (("cache", 1), ("database", 2), ("web", 1.5)):
    threading.Thread(target=service, args=(name, seconds)).start()
print(latch.wait(timeout=0.5), latch.count)
print(latch.wait(), latch.count)
