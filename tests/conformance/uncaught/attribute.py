text = "abc"
print(text.upper())
print(text.nothing)
