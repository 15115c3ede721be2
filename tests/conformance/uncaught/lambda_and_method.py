convert = lambda text: int(text)
print(convert("12"))
print(list(map(convert, ["1", "x"])))
