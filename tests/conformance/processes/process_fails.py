import time
from multiprocessing import Process


def fail(n):
    time.sleep(n)
    raise KeyError("in the child")


if __name__ == "__main__":
    child = Process(target=fail, args=(1,))
    child.start()
    child.join()
    print("exit code", child.exitcode)
    daemon = Process(target=time.sleep, args=(50,), daemon=True)
    daemon.start()
    last = Process(target=time.sleep, args=(2,))
    last.start()
    print("main ends")
