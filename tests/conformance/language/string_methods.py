s = "  Hello, World  "
print(s.strip(), s.lstrip() + "|", s.rstrip() + "|", s.strip().lower(), s.upper().strip(), s.strip().swapcase())
t = "one,two,,three"
print(t.split(","), t.split(",", 1), t.rsplit(",", 1), t.partition(","), t.rpartition(","), "a b  c".split())
print("-".join(["a", "b"]), t.replace("two", "2"), t.replace(",", ";", 1), t.count(","), t.find("two"), t.find("x"), t.rfind(","))
print(t.startswith("one"), t.endswith(("x", "three")), "abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "AB".isupper(), "ab".islower())
print("title case".title(), "word".capitalize(), "x".center(5, "*"), "abc".ljust(5, ".") + "|", "tab\tx".expandtabs(4))
print("prefix-body".removeprefix("prefix-"), "body.py".removesuffix(".py"), "a\nb\r\nc".splitlines(), "abc".index("c"))
print("ab" in "cab", "x" not in "abc", "a" < "B", sorted("hello"), "".join(reversed("abc")), ord("a"), chr(98))
print("%s" % "x", "{0}{0}".format("y"), "q" * 3, "abc"[1], "abc"[-1], len("abc"), min("hello"), list("hi"))
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\n\t\\"), repr("caf\u00e9"))
words = "the quick brown fox jumps over the lazy dog the end".split()
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
print(max(counts, key=counts.get), sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3])
print(" ".join(w[::-1] for w in words[:3]), [len(w) for w in words], "".join(c for c in "a1b2" if c.isdigit()))
try:
    "abc".index("x")
except ValueError as error:
    print(error)
try:
    ",".join([1])
except TypeError as error:
    print(error)
