import multiprocessing
import time


def fails():
    raise ValueError("in the child")


def leaves(code):
    raise SystemExit(code)


def sleeps():
    time.sleep(20)
    print("never")


if __name__ == "__main__":
    for target, args in ((fails, ()), (leaves, (3,)), (leaves, (None,)), (leaves, ("text",)), (print, ("fine",))):
        process = multiprocessing.Process(target=target, args=args)
        process.start()
        process.join()
        print(process.name, process.exitcode)
    process = multiprocessing.Process(target=sleeps)
    process.start()
    time.sleep(1)
    process.terminate()
    process.join()
    print(process.exitcode, process.is_alive())
    process.close()
    daemon = multiprocessing.Process(target=sleeps, daemon=True)
    daemon.start()
    print("the daemon does not hold up the end", daemon.daemon)
