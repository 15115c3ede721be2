import time

done = []


def work(seconds):
    print(f"waiting {seconds}")
    time.sleep(seconds)
    done.append(seconds)


for n in range(1, 5):
    work(n)

print(done)
