from collections import Counter, OrderedDict, defaultdict, namedtuple

Point = namedtuple("Point", ["x", "y"])
for container, base in ((Counter("a"), dict), (OrderedDict(), dict), (defaultdict(int), dict), (Point(1, 2), tuple)):
    print(type(container).__name__, isinstance(container, base))
