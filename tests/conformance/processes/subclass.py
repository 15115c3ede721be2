import multiprocessing
import time


class Worker(multiprocessing.Process):
    def __init__(self, number, results):
        super().__init__()
        self.number = number
        self.results = results

    def run(self):
        time.sleep(self.number)
        self.results.put((self.number, self.number**2, self.name))


if __name__ == "__main__":
    results = multiprocessing.Queue()
    workers = [Worker(n, results) for n in (2, 1)]
    for worker in workers:
        worker.start()
    print([results.get() for _ in workers])
    for worker in workers:
        worker.join()
    print([worker.exitcode for worker in workers], results.empty())
