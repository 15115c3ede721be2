from concurrent.futures import ThreadPoolExecutor

for wrong in (0, -1):
    try:
        ThreadPoolExecutor(wrong)
    except ValueError as error:
        print(error)
try:
    ThreadPoolExecutor("four")
except TypeError as error:
    print(error)
with ThreadPoolExecutor(1) as pool:
    future = pool.submit(lambda a, b: a + b, 1)
    try:
        future.result()
    except TypeError as error:
        print(str(error)[-49:])
    print(pool.submit(sum, [1, 2, 3]).result(), pool.submit(int, "5").result())
