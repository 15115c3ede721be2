def steps():
    yield 1
    yield [][3]


for step in steps():
    print(step)
