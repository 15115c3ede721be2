from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, replace


@dataclass
class Job:
    name: str
    seconds: float = 1.0
    tags: list = field(default_factory=list)

    def describe(self) -> str:
        return f"{self.name} takes {self.seconds}"


job = Job("a")
other = Job("a", tags=["x"])
job.tags.append("x")
print(job, job == other, job.describe(), asdict(job), astuple(other), replace(job, name="b"))
for arguments in [(), (1, 2, 3, 4)]:
    try:
        Job(*arguments)
    except TypeError as error:
        print(error)
try:
    Job("a", size=3)
except TypeError as error:
    print(error)


@dataclass(order=True, frozen=True)
class Point:
    x: int
    y: int = 0


print(sorted([Point(2), Point(1, 5), Point(1, 2)]), Point(1) < Point(2), {Point(1): "one"}[Point(1)], Point(1) == Point(1, 0))
try:
    Point(1).x = 5
except FrozenInstanceError as error:
    print(error)


@dataclass
class Timed(Job):
    started: float = 0.0
    total: float = field(init=False, repr=False, default=0.0)

    def __post_init__(self):
        self.total = self.started + self.seconds


timed = Timed("t", 2.0, started=5.0)
print(timed, timed.total, hash(Point(1, 2)) == hash(Point(1, 2)))
try:
    hash(job)
except TypeError as error:
    print(error)
