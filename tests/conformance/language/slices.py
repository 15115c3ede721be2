a = list(range(10))
print(a[2:5], a[:3], a[7:], a[-2:], a[::3], a[::-2], a[8:2:-3], a[5:1], a[-100:100])
a[2:4] = ["x"]
print(a)
a[::2] = [0] * len(a[::2])
print(a)
del a[1:3]
print(a)
a[1:1] = [7, 8]
a[len(a):] = [9]
print(a)
text = "concurrency"
print(text[::-1], text[3:], text[-4:-1], text[1::4], (1, 2, 3)[::-1], range(10)[2:8:3])
try:
    a[::2] = [1]
except ValueError as error:
    print(error)
try:
    a[::0]
except ValueError as error:
    print(error)
try:
    a["x"]
except TypeError as error:
    print(error)
try:
    a[99]
except IndexError as error:
    print(error)
try:
    text[0] = "K"
except TypeError as error:
    print(error)
matrix = [[1, 2, 3], [4, 5, 6]]
print([row[1] for row in matrix], [list(column) for column in zip(*matrix)], matrix[1][::-1])
n = 4
print(a[n - 3 : n], a[:-n], list(range(20)[n::n]))
chunks = [text[at : at + 4] for at in range(0, len(text), 4)]
print(chunks)
