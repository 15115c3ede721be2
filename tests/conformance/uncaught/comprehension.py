def invert(n):
    return 1 / n


values = [invert(n) for n in (2, 1, 0)]
