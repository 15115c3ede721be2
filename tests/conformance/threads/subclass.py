import threading
import time


class Worker(threading.Thread):
    def __init__(self, seconds):
        super().__init__(name=f"worker-{seconds}")
        self.seconds = seconds
        self.result = None

    def run(self):
        print(self.name, "runs", threading.current_thread() is self)
        time.sleep(self.seconds)
        self.result = self.seconds**2


workers = [Worker(n) for n in (2, 1)]
for worker in workers:
    worker.start()
print([worker.is_alive() for worker in workers])
for worker in workers:
    worker.join()
    print(worker.name, worker.result, worker.is_alive())
plain = threading.Thread()
plain.start()
plain.join()
called = Worker(0.5)
called.run()
print(called.result, called.is_alive(), called.ident)


class Forgetful(threading.Thread):
    def __init__(self):
        self.ready = True


try:
    Forgetful().start()
except RuntimeError as error:
    print(error)
