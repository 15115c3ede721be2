def fail():
    raise ValueError("once")


try:
    fail()
except ValueError:
    print("again")
    raise
