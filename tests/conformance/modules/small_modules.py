import copy
import heapq
import operator
import string
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, Generic, Optional, TypeVar

T = TypeVar("T")
Handler = Callable[[int], str]


class Box(Generic[T]):
    def __init__(self, value: Optional[T] = None) -> None:
        self.value: Any = value


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...


class Square(Shape):
    def area(self):
        return 4.0


print(Box(5).value, Square().area())
heap = []
for n in [5, 1, 4, 1, 3]:
    heapq.heappush(heap, n)
print(heap, [heapq.heappop(heap) for _ in range(5)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, [4, 2, 3]))
jobs = [(2, "b"), (1, "c"), (1, "a")]
heapq.heapify(jobs)
print(heapq.heappop(jobs), sorted([("x", 2), ("y", 1)], key=operator.itemgetter(1)), operator.add(1, 2))
nested = {"a": [1, [2]], "b": (3, [4])}
shallow, deep = copy.copy(nested), copy.deepcopy(nested)
nested["a"][1].append(9)
print(shallow, deep, copy.copy([1]), copy.deepcopy({1, 2}))
box = Box([1])
print(copy.copy(box).value is box.value, copy.deepcopy(box).value is box.value, copy.deepcopy(box).value)
print(string.ascii_lowercase, string.digits, string.capwords("hello big world"))
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %p %I %%", time.gmtime(1700000000)), time.gmtime(0).tm_year)
print(list(time.gmtime(951782400))[:8], time.asctime(time.gmtime(86400 * 59)))
