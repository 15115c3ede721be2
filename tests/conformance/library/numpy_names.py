import time

import numpy as np

numbers = []
[numbers.append(int(n)) for n in np.arange(1, 5)]
print(numbers, len(np.arange(3)), [int(n) for n in np.arange(2, 10, 3)])
n = np.random.randint(2, 7)
print(2 <= n < 7, "%s" % np.arange(1, 3)[0], f"{np.arange(5)[-1]}")
for seconds in np.arange(1, 3):
    time.sleep(seconds / 2)
    print("slept %s" % seconds, "\n\r".count("\r"))
