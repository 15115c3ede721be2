# Methods of lists, tuples and ranges: functions named after both.


# Whatever the keys are, the sort is stable: equal ones keep the order of the values, also in reverse.
def list_sort(values, key, reverse):
    if key is None:
        return _merge_sort(values, reverse)
    keyed = []
    for value in values:
        keyed.append((key(value), -len(keyed) if reverse else len(keyed), value))
    keyed.sort(reverse=reverse)
    values[:] = [value for _, _, value in keyed]


def _merge_sort(values, reverse):
    width = 1
    while width < len(values):
        merged = []
        for start in range(0, len(values), 2 * width):
            left = values[start : start + width]
            right = values[start + width : start + 2 * width]
            i = j = 0
            while i < len(left) and j < len(right):
                if left[i] < right[j] if reverse else right[j] < left[i]:
                    merged.append(right[j])
                    j += 1
                else:
                    merged.append(left[i])
                    i += 1
            merged += left[i:]
            merged += right[j:]
        values[:] = merged
        width *= 2


def list_clear(self, /):
    self[:] = []


def list_copy(self, /):
    return self[:]


def list_count(self, value, /):
    return sum([1 for item in self if item is value or item == value])


def list_index(self, value, start=0, stop=None, /):
    return _position(self, value, start, stop, f"{value!r} is not in list")


def list_insert(self, index, value, /):
    index = _index(index)
    self[index:index] = [value]


def list_remove(self, value, /):
    del self[_position(self, value, 0, None, "list.remove(x): x not in list")]


def list_reverse(self, /):
    self[:] = self[::-1]


def tuple_count(self, value, /):
    return list_count(self, value)


def tuple_index(self, value, start=0, stop=None, /):
    return _position(self, value, start, stop, "tuple.index(x): x not in tuple")


def range_count(self, value, /):
    return int(value in self)


def range_index(self, value, /):
    return _position(self, value, 0, None, f"{value!r} is not in range")


def _position(values, value, start, stop, otherwise):
    at = _first(values, start)
    for item in values[start:stop]:
        if item is value or item == value:
            return at
        at += 1
    raise ValueError(otherwise)
