import threading
import time

barrier = threading.Barrier(3, action=lambda: print("all there"))
places = {1: [], 2: [], 3: []}


def run(n):
    # By thread: who of those that are let go comes first is left to chance.
    time.sleep(n)
    places[n].append(barrier.wait())
    time.sleep(0.1 * n)
    places[n].append(barrier.wait())


threads = [threading.Thread(target=run, args=(n,)) for n in (1, 2, 3)]
for thread in threads:
    thread.start()
time.sleep(2.5)
print(barrier.n_waiting, barrier.parties, barrier.broken)
for thread in threads:
    thread.join()
print(places)
small = threading.Barrier(2, timeout=0.5)
try:
    small.wait()
except threading.BrokenBarrierError as error:
    print("broken", repr(error), small.broken)
try:
    small.wait()
except threading.BrokenBarrierError:
    print("still broken")
small.reset()
print(small.broken)


def patient():
    try:
        small.wait(10)
    except threading.BrokenBarrierError:
        print("given up")


thread = threading.Thread(target=patient)
thread.start()
time.sleep(0.2)
small.abort()
thread.join()
