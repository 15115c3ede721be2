import collections
from collections import Counter, defaultdict, deque, namedtuple

d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), list(d), d.maxlen)
d.rotate(1)
d.extend("ab")
print(d, 2 in d, d.count("a"), list(reversed(d)))
d.remove("a")
d.clear()
print(d, bool(d), deque("abc"), deque(range(3)) == deque([0, 1, 2]))
try:
    d.pop()
except IndexError as error:
    print(error)
groups = defaultdict(list)
for word in ("apple", "avocado", "banana"):
    groups[word[0]].append(word)
counts = defaultdict(int)
for letter in "hello":
    counts[letter] += 1
print(dict(groups), dict(counts), groups["x"], len(groups), "y" in groups, groups.get("z"))
print(defaultdict(lambda: "default", a=1)["b"], isinstance(groups, defaultdict))
c = Counter("mississippi")
print(c.most_common(2), c["s"], c["x"], sorted(c.elements())[:3], sum(c.values()))
c.update("mm")
c.subtract({"i": 4})
print(c["m"], c["i"], Counter(a=2) + Counter(a=1, b=1), Counter("ab") == Counter("ba"))
Point = namedtuple("Point", "x y")
p = Point(1, y=2)
print(p, p.x, p[1], p._replace(x=5), tuple(p), Point._fields, p == (1, 2))
x, y = p
print(x + y, p._asdict(), Point(*[3, 4]))
try:
    p.x = 3
except AttributeError as error:
    print(error)
ordered = collections.OrderedDict([("b", 1), ("a", 2)])
ordered.move_to_end("b")
print(list(ordered), ordered.popitem(last=False))
