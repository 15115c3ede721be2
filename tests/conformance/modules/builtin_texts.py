# Methods of strings that are written in Python.
def show(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


for text in ["", "a", "Hello World", "  a b  c ", "a\nb\r\nc\rd\n", "x\ty", "ABC", "123", "-42", "+7", "éA Öb", "a.b.c", "_x1", "1a"]:
    print([text.isalpha(), text.isalnum(), text.isdigit(), text.isdecimal(), text.isnumeric(), text.isidentifier()])
    print([text.islower(), text.isupper(), text.istitle(), text.isspace(), text.isascii(), text.isprintable()])
    print([text.swapcase(), text.casefold(), text.capitalize(), text.title(), text.expandtabs(4)])
    print([text.splitlines(), text.splitlines(True), text.zfill(6), text.center(9, "*"), text.ljust(4), text.rjust(4, ".")])
    for part in ["a", ".", " ", "b."]:
        print([text.partition(part), text.rpartition(part), text.removeprefix(part), text.removesuffix(part)])
        print([text.find(part, 1), text.rfind(part), text.rfind(part, 0, -1), text.count(part, 2), text.rsplit(part, 1)])
    print([text.rsplit(), text.rsplit(None, 1), text.split(None, 1)])
show("abc".index, "x")
show("abc".rindex, "x", 1)
show("abcabc".rindex, "b")
show("abc".center, 10, "ab")
show("abc".zfill, "x")
show("a,b".partition, "")
print("a-b_c".translate(str.maketrans("-_", "  ")), "a-b".translate({ord("-"): None, ord("a"): "xyz"}))
print(list(map(str.upper, ["a", "b"])), list(map(str.title, ["ab cd"])), sorted(["b", "A"], key=str.casefold))
title = "some words".title
print(title(), "{name} is {age}".format_map({"name": "Ann", "age": 3}))


class Point:
    x = 3
    items = [1, {"key": 5}]


print("{} {}".format(1, "a"), "{1} {0!r:>5}|".format("a", 2), "{x:.2f} {y!s}".format(x=1.5, y=None))
print("{0.x} {0.items[0]} {0.items[1][key]} {0[0]}".format(Point()) if False else "{0.x} {0.items[1][key]}".format(Point()))
print("{{}} {:{}} {:>{width}}|".format("a", 4, "b", width=5) if False else "{{}} {:>{width}}|".format("b", width=5))
show("{".format)
show("}".format)
show("{} {}".format, 1)
show("{a}".format)
show("{:d}".format, "x")
