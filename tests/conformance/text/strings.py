# Methods of strings: case, searching, splitting.
for text in ["", "hello world", "HELLO", "straße", "ÉCOLE", "école d'été", "İstanbul", "ΟΔΥΣΣΕΥΣ", "ῬΌΔΟΣ", "Ωmega",
             "они", "x1y 2nd they're", "中a b", "ÿ", "µ", "𐐨𐐀"]:
    print(text.upper(), text.lower(), text.capitalize(), len(text.upper()))
for text in ["hello world", "they're bill's", "x1y 2nd", "中a b", "éCOLE d'ÉTÉ", "HELLO-THERE_you"]:
    print(text.title())

text = "banana bandana"
for part in ["an", "a", "ana", "x", "banana bandana", "banana bandanas", "é"]:
    print(part, text.find(part), text.count(part), part in text, text.replace(part, "<>"), text.replace(part, "", 2))
    print(text.split(part), text.split(part, 1), text.partition(part), text.startswith(part), text.endswith(part))
print("abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "abc".count(""), "abc".find(""), "" in "abc")
print("añb".find("b"), "añbñc".split("ñ"), "ñ".join(["a", "b", "c"]), "".join([]), ",".join(["x"]), "aaa".count("aa"))
print("a,b,,c".split(","), ",".split(","), "".split(","), "  a  b c ".split(), "  a  b c ".split(None, 1), "a b".split(" "))
print("aaa".replace("aa", "b"), "x".join("abc"), "one\ntwo\n".splitlines())
try:
    "abc".index("x")
except ValueError as error:
    print(error)
try:
    "abc".split("")
except ValueError as error:
    print(error)
print("  pad ".strip(), "xxaxx".strip("x"), "xxaxx".lstrip("x"), "xxaxx".rstrip("x"), "42".zfill(5), "-42".zfill(5))
print("ab".center(7, "*"), "ab".ljust(5) + "|", "ab".rjust(5), "abc".center(6) + "|", "abc".center(2))
print("{} {1} {0}".format("a", "b") if False else "{1} {0}".format("a", "b"), "{:>5}|{:<5}|{:^5}".format(1, 2, 3))
print("{{}} {x!r} {y:.2f}".format(x="s", y=1.005), "%s and %r" % ("a", "b"), "%(n)d items" % {"n": 3}, "%5s|%-5s|" % ("a", "b"))
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("tab\tnew\nline\\"))
