import multiprocessing
import time
from multiprocessing import Process, current_process, parent_process

value = ["parent"]


def work(n, *, say="hello"):
    value.append(n)
    time.sleep(n)
    print(say, n, value, current_process().name, parent_process().name)


def leave(code):
    sys_exit = SystemExit(code)
    raise sys_exit


class Worker(Process):
    def run(self):
        print("run of", self.name, self.daemon)


if __name__ == "__main__":
    first = Process(target=work, args=(1,))
    second = Process(target=work, args=(2,), kwargs={"say": "bye"}, name="second")
    print(first.name, first.is_alive(), first.exitcode, first.pid)
    first.start()
    second.start()
    print(first.is_alive(), len(multiprocessing.active_children()))
    first.join(0.2)
    print(first.exitcode)
    first.join()
    second.join()
    print(first.exitcode, second.exitcode, value, first.is_alive())
    codes = []
    for code in (None, 3, "a message"):
        child = Process(target=leave, args=(code,))
        child.start()
        child.join()
        codes.append(child.exitcode)
    print(codes)
    worker = Worker()
    worker.start()
    worker.join()
    endless = Process(target=time.sleep, args=(100,))
    endless.start()
    time.sleep(1)
    endless.terminate()
    endless.join()
    print(endless.exitcode, multiprocessing.active_children(), parent_process())
    killed = Process(target=time.sleep, args=(100,), daemon=True)
    killed.start()
    killed.kill()
    killed.join()
    print(killed.exitcode, current_process().name)
    for wrong in (first.start, Process().join):
        try:
            wrong()
        except AssertionError as error:
            print(error)
