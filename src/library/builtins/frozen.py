# Sets that do not change


class frozenset:
    def __init__(self, iterable=()):
        self._items = set(iterable)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, item):
        return item in self._items

    def __hash__(self):
        total = len(self._items)
        for item in self._items:
            total ^= hash(item)
        return total

    def __eq__(self, other):
        return self._items == _thawed(other)

    def __lt__(self, other):
        return self._items < _thawed(other)

    def __le__(self, other):
        return self._items <= _thawed(other)

    def __gt__(self, other):
        return self._items > _thawed(other)

    def __ge__(self, other):
        return self._items >= _thawed(other)

    def __or__(self, other):
        return frozenset(self._items | _thawed(other))

    def __and__(self, other):
        return frozenset(self._items & _thawed(other))

    def __sub__(self, other):
        return frozenset(self._items - _thawed(other))

    def __xor__(self, other):
        return frozenset(self._items ^ _thawed(other))

    def __repr__(self):
        return f"frozenset({self._items!r})" if self._items else "frozenset()"

    def union(self, *others):
        return frozenset(self._items.union(*others))

    def intersection(self, *others):
        return frozenset(self._items.intersection(*others))

    def difference(self, *others):
        return frozenset(self._items.difference(*others))

    def issubset(self, other):
        return self._items <= set(other)

    def issuperset(self, other):
        return self._items >= set(other)

    def isdisjoint(self, other):
        return not any([item in self._items for item in other])

    def copy(self):
        return self


def _thawed(other):
    return other._items if isinstance(other, frozenset) else other
