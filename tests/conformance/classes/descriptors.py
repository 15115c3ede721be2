class Circle:
    count = 0

    def __init__(self, radius):
        self.radius = radius
        Circle.count += 1

    @property
    def radius(self):
        return self._radius

    @radius.setter
    def radius(self, value):
        if value < 0:
            raise ValueError("negative")
        self._radius = value

    @property
    def area(self):
        return self.radius**2 * 3

    @staticmethod
    def helper(x):
        return x + 1

    @classmethod
    def unit(cls):
        return cls(1)

    @classmethod
    def made(cls):
        return cls.__name__, cls.count


class Ball(Circle):
    @property
    def area(self):
        return super().area * 2

    @classmethod
    def unit(cls):
        ball = super().unit()
        ball.radius += 1
        return ball


c = Circle(2)
print(c.radius, c.area, Circle.helper(1), c.helper(2), Circle.unit().radius, Circle.made(), c.made())
b = Ball.unit()
print(type(b).__name__, b.radius, b.area, Ball.made())
c.radius = 5
print(c.radius, c.area, c._radius)
for attempt in (lambda: setattr(c, "radius", -1), lambda: setattr(c, "area", 1), lambda: delattr(c, "area")):
    try:
        attempt()
    except (ValueError, AttributeError) as error:
        print(type(error).__name__, error)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __get__(self, instance, owner):
        if instance is None:
            return "on " + owner.__name__
        return instance.values[self.kind]

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError("not a " + self.kind.__name__)
        instance.values[self.kind] = value


class Row:
    number = Typed(int)
    text = Typed(str)

    def __init__(self):
        self.values = {}


row = Row()
row.number = 4
row.text = "x"
print(row.number, row.text, Row.number, row.values)
try:
    row.number = "x"
except TypeError as error:
    print(error)


class Plugin:
    registered = []

    def __init_subclass__(cls, name=None, **rest):
        super().__init_subclass__(**rest)
        cls.registered.append((cls.__name__, name))


class First(Plugin):
    pass


class Second(Plugin, name="two"):
    pass


print(Plugin.registered)
try:
    class Third(Circle, name=1):
        pass
except TypeError as error:
    print(error)


def counted(function):
    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)

    wrapper.calls = 0
    wrapper.__name__ = function.__name__
    return wrapper


@counted
def add(a, b):
    return a + b


print(add(1, 2), add(3, 4), add.calls, add.__name__)


class Repeat:
    def __init__(self, times):
        self.times = times

    def __call__(self, function):
        return lambda *args: [function(*args) for _ in range(self.times)]


@Repeat(3)
def hello(name):
    return "hello " + name


print(hello("you"))


def decorate(cls):
    cls.extra = "added"
    return cls


@decorate
class Plain:
    pass


print(Plain.extra, Plain().extra)
