# The end of a process that somebody has stopped waiting for wakes nobody.
import multiprocessing
import time


def work():
    time.sleep(1)


event = multiprocessing.Event()

if __name__ == "__main__":
    process = multiprocessing.Process(target=work)
    process.start()
    process.join(timeout=0.5)
    print(process.exitcode)
    time.sleep(1)
    begin = time.monotonic()
    print(event.wait(timeout=1), round(time.monotonic() - begin))
    process.join()
    print(process.exitcode)
