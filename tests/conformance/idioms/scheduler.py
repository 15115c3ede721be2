# A scheduler of generators: concurrency without threads.
from collections import deque
import time


class Scheduler:
    def __init__(self):
        self.ready = deque()
        self.sleeping = []
        self.trail = []

    def spawn(self, name, task):
        self.ready.append((name, task))

    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.sleeping.sort(key=lambda entry: entry[0])
                wait, name, task = self.sleeping.pop(0)
                time.sleep(wait)
                self.sleeping = [(left - wait, n, t) for left, n, t in self.sleeping]
                self.ready.append((name, task))
            name, task = self.ready.popleft()
            try:
                seconds = task.send(None)
            except StopIteration as stop:
                self.trail.append(f"{name} returns {stop.value}")
            else:
                self.trail.append(f"{name} {seconds}")
                if seconds:
                    self.sleeping.append((seconds, name, task))
                else:
                    self.ready.append((name, task))


def task(*steps):
    total = 0
    for step in steps:
        yield step
        total += step
    return total


scheduler = Scheduler()
scheduler.spawn("a", task(1, 1.5))
scheduler.spawn("b", task(0, 2))
scheduler.spawn("c", task())
scheduler.run()
print(*scheduler.trail, sep="\n")
