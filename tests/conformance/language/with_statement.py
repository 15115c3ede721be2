from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=1) as pool:
    print(pool.submit(lambda: 5).result())

try:
    with ThreadPoolExecutor(1) as pool, ThreadPoolExecutor(1) as other:
        pool.submit(print, "submitted").result()
        raise ValueError("inside")
except ValueError as error:
    print("caught", error)


def leaves():
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(pow, 2, 3).result()


print(leaves())
for n in range(3):
    with ThreadPoolExecutor(1) as pool:
        if n == 1:
            break
print(n)
