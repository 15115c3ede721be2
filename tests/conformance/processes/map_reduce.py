from collections import Counter
from functools import reduce
from multiprocessing import Pool
import time

TEXT = ["the quick brown fox", "the lazy dog", "the end of the story", "quick quick"]


def count(line):
    time.sleep(2)
    return Counter(line.split())


if __name__ == "__main__":
    with Pool(4) as pool:
        counts = pool.map(count, TEXT)
    total = reduce(lambda a, b: a + b, counts)
    print(total.most_common(2), total["dog"], sum(total.values()))
