def down(n):
    return down(n + 1)


try:
    down(0)
except RecursionError as error:
    print("RecursionError", str(error)[:32])
print("goes on")
