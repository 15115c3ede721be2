import threading
import time


def ring(name, times=1):
    print("ring", name * times, threading.current_thread().name.startswith("Thread-"))


first = threading.Timer(1, ring, ["a"])
second = threading.Timer(2, ring, args=("b",), kwargs={"times": 2})
third = threading.Timer(1.5, ring, ["never"])
for timer in (first, second, third):
    timer.start()
time.sleep(0.5)
print("cancel", third.is_alive(), first.daemon)
third.cancel()
first.join()
print("first is over")
second.join()
third.join()
print(isinstance(first, threading.Thread), third.is_alive())


class Repeating(threading.Timer):
    def run(self):
        while not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)


repeating = Repeating(0.5, ring, ["r"])
repeating.start()
time.sleep(1.75)
repeating.cancel()
repeating.join()
print("end")
