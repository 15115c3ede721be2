import multiprocessing
import os
import time

shared = ["parent"]


def work(name, seconds=1):
    time.sleep(seconds)
    shared.append(name)
    print(name, shared, multiprocessing.current_process().name, os.getpid() != parent)


parent = os.getpid()
if __name__ == "__main__":
    first = multiprocessing.Process(target=work, args=("a",))
    second = multiprocessing.Process(target=work, args=("b",), kwargs={"seconds": 2}, name="second")
    print(first.name, second.name, first.pid, first.exitcode, first.is_alive(), first.daemon)
    first.start()
    second.start()
    print(first.is_alive(), first.exitcode, first.pid == first.ident, len(multiprocessing.active_children()))
    first.join()
    print(first.is_alive(), first.exitcode)
    print(second.join(timeout=0.25), second.is_alive())
    second.join()
    print(second.exitcode, shared, multiprocessing.current_process().name, multiprocessing.active_children())
    for wrong in (first.start, multiprocessing.Process(target=work).join):
        try:
            wrong()
        except AssertionError as error:
            print(error)
