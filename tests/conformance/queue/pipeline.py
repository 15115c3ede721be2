from queue import Queue
from threading import Thread
import time


class Stage(Thread):
    def __init__(self, function, source, target, seconds):
        super().__init__()
        self.function, self.source, self.target, self.seconds = function, source, target, seconds

    def run(self):
        for item in iter(self.source.get, None):
            time.sleep(self.seconds)
            self.target.put(self.function(item))
        self.target.put(None)


queues = [Queue() for _ in range(4)]
functions = [lambda n: n + 1, lambda n: n * n, str]
stages = [Stage(f, a, b, 0.5) for f, a, b in zip(functions, queues, queues[1:])]
for stage in stages:
    stage.start()
begin = time.perf_counter()
for n in range(4):
    queues[0].put(n)
queues[0].put(None)
print(list(iter(queues[-1].get, None)))
for stage in stages:
    stage.join()
print(f"{time.perf_counter() - begin:.0f} s")
