from collections import Counter, OrderedDict, defaultdict, deque, namedtuple


def show(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


queue = deque([1, 2, 3])
queue.append(4)
queue.appendleft(0)
print(queue, len(queue), queue.popleft(), queue.pop(), queue[0], queue[-1], 2 in queue, list(queue), bool(deque()))
queue.rotate(1)
print(queue)
queue.extend([7, 8])
queue.extendleft("ab")
queue[1] = "B"
del queue[0]
print(queue, queue.index(7), queue.count(8), list(reversed(queue)))
last = deque(maxlen=2)
for n in range(4):
    last.append(n)
print(last, last.maxlen, deque("ab") == deque("ab"), deque("ab") + deque("c"))
show(deque().pop)
show(deque().popleft)
show(lambda: deque([1])[5])
show(deque([1]).remove, 2)
line = deque(range(1000))
total = 0
while line:
    total += line.popleft()
    if line:
        total -= line.pop()
print(total)

groups = defaultdict(list)
for word in ["apple", "ant", "bee"]:
    groups[word[0]].append(word)
print(groups, dict(groups), groups["z"], sorted(groups), len(groups), "a" in groups, groups.get("q"))
counts = defaultdict(int, {"x": 5})
counts["x"] += 1
counts["y"] += 1
print(list(counts.items()), list(counts.keys()), sum(counts.values()))
for key, value in counts.items():
    print(key, value)
show(lambda: defaultdict()["k"])

letters = Counter("mississippi")
print(letters, letters["i"], letters["z"], letters.most_common(2), letters.total(), sorted(letters.elements())[:4])
letters.update("miss")
letters.subtract({"p": 2})
print(letters, Counter(a=3, b=1) - Counter(a=1, b=2), Counter("ab") + Counter("b"), Counter("abc") == Counter("cba"))

order = OrderedDict([("a", 1), ("b", 2)])
order["c"] = 3
order.move_to_end("a")
print(order, list(order), order.popitem(last=False), order == OrderedDict(c=3, a=1))

Point = namedtuple("Point", ["x", "y"])
point = Point(1, y=2)
x, y = point
print(point, point.x, point[1], x + y, len(point), point == (1, 2), point._replace(x=5), point._asdict(), Point._fields)
Job = namedtuple("Job", "name seconds", defaults=[1])
print(Job("a"), sorted([Job("b", 2), Job("a", 3)]), Job._make(["c", 4]), {Point(1, 2): "found"}[Point(1, 2)])
show(Point, 1)
show(setattr, point, "x", 3)
