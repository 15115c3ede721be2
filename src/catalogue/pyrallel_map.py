import time

from pyrallel.parallel_processor import ParallelProcessor

done = []


def work(seconds):
    print("waiting %s" % seconds)
    time.sleep(seconds)
    return seconds


def collect(seconds):
    done.append(seconds)


if __name__ == "__main__":
    start = time.time()
    processor = ParallelProcessor(num_of_processor=4, mapper=work, collector=collect)
    processor.start()
    processor.map(range(1, 5))
    processor.task_done()
    processor.join()
    print(done)
    print(f"{time.time() - start:.5f} seconds")
