import threading
import time

barrier = threading.Barrier(3, action=lambda: log.append("all here"))
log = []


def phases(n):
    for phase in range(2):
        time.sleep(0.5 * (n + 1))
        log.append(f"{n} at {phase}")
        barrier.wait()


threads = [threading.Thread(target=phases, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(log, barrier.parties, barrier.n_waiting, barrier.broken)


def waits():
    try:
        small.wait(timeout=0.5)
    except threading.BrokenBarrierError as error:
        print("broken", repr(error))


small = threading.Barrier(2)
thread = threading.Thread(target=waits)
thread.start()
thread.join()
print(small.broken)
small.reset()
print(small.broken)
numbers = []
pair = threading.Barrier(2)
threads = [threading.Thread(target=lambda: numbers.append(pair.wait())) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(numbers))
pair.abort()
try:
    pair.wait()
except threading.BrokenBarrierError:
    print("aborted")
