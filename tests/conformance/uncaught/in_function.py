def divide(a, b):
    return a / b


def work(n):
    print("working", n)
    return divide(n, n - 1)


for n in (3, 2, 1):
    print(work(n))
