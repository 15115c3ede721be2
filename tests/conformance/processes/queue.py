import multiprocessing
import queue
import time


def consumer(jobs, results):
    for job in iter(jobs.get, None):
        time.sleep(0.5)
        results.put({"job": job, "square": job * job})
    results.put("done")


if __name__ == "__main__":
    jobs, results = multiprocessing.Queue(), multiprocessing.Queue()
    process = multiprocessing.Process(target=consumer, args=(jobs, results))
    process.start()
    for n in range(3):
        jobs.put(n)
    jobs.put(None)
    for item in iter(results.get, "done"):
        print(item)
    process.join()
    try:
        results.get(timeout=0.5)
    except queue.Empty as error:
        print(repr(error))
    try:
        results.get_nowait()
    except queue.Empty:
        print("empty")
    limited = multiprocessing.Queue(1)
    limited.put("x")
    try:
        limited.put("y", timeout=0.5)
    except queue.Full as error:
        print(repr(error), limited.full())
    print(limited.get())
