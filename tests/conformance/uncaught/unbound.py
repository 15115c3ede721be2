def count():
    total += 1


total = 0
count()
