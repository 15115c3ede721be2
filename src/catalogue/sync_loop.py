import time

import numpy as np

done = []


def work(seconds):
    print("waiting %s" % seconds)
    time.sleep(seconds)
    done.append(int(seconds))


start = time.time()
[work(n) for n in np.arange(1, 5)]
print(done)
print(f"\n\r{time.time() - start:.5f} seconds")
