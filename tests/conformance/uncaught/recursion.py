def forever(n):
    if n == 50:
        raise ValueError("deep enough")
    forever(n + 1)


forever(0)
