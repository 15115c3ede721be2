def check(n):
    assert n < 3, f"{n} is too large"
    return n


print([check(n) for n in range(5)])
