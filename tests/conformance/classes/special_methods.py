class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __bool__(self):
        return bool(self.x or self.y)

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self


v, w = Vector(1, 2), Vector(3, 4)
print(v + w, v - w, v * 3, 3 * v, -v, abs(w))
print(v == Vector(1, 2), v != w, v == 1, bool(Vector(0, 0)), not v)
print(len({v, w, Vector(1, 2)}), {v: "v"}[Vector(1, 2)])
same = v
v += w
print(v, same is v)
for wrong in (lambda: v + 1, lambda: 1 - v, lambda: v < w, lambda: v[0], lambda: len(v), lambda: v(), lambda: iter(v), lambda: 1 in v):
    try:
        wrong()
    except TypeError as error:
        print(error)


class Version:
    def __init__(self, text):
        self.parts = [int(part) for part in text.split(".")]

    def __lt__(self, other):
        return self.parts < other.parts

    def __le__(self, other):
        return self.parts <= other.parts

    def __str__(self):
        return ".".join(str(part) for part in self.parts)


versions = [Version(text) for text in ("1.10", "1.2", "0.9")]
print([str(version) for version in sorted(versions)], str(max(versions)), f"{min(versions)}")
print(Version("1.0") > Version("0.9"), Version("1") >= Version("1.0"))
