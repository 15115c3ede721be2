import threading
import time


class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"worker {n}", daemon=n == 2)
        self.n = n
        self.result = None

    def run(self):
        time.sleep(self.n)
        self.result = self.n**2


class Forgot(threading.Thread):
    def __init__(self):
        pass


workers = [Worker(n) for n in (1, 2)]
for worker in workers:
    worker.start()
print([worker.is_alive() for worker in workers], [worker.daemon for worker in workers])
workers[1].join(timeout=0.5)
print(workers[1].is_alive())
for worker in workers:
    worker.join()
print([worker.result for worker in workers], [worker.name for worker in workers])
for wrong in (lambda: Forgot().start(), lambda: setattr(workers[0], "daemon", True), lambda: workers[0].start()):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
plain = Worker(3)
plain.run()
print(plain.result, plain.ident, plain.is_alive())
plain.name = "renamed"
print(plain.name, plain.getName(), plain.isDaemon())
