# Methods of dicts and sets.


def dict_clear(self, /):
    for key in list(self):
        del self[key]


def dict_copy(self, /):
    return {**self}


def dict_fromkeys(iterable, value=None, /):
    return {key: value for key in iterable}


def dict_popitem(self, /):
    for key in reversed(self):
        return key, self.pop(key)
    raise KeyError("popitem(): dictionary is empty")


def set_clear(self, /):
    for item in list(self):
        self.remove(item)


def set_copy(self, /):
    return set(self)


def set_difference(self, *others):
    result = set(self)
    set_difference_update(result, *others)
    return result


def set_difference_update(self, *others):
    for other in others:
        for item in list(other):
            self.discard(item)


def set_intersection(self, *others):
    result = set(self)
    for other in others:
        other = set(other)
        result = {item for item in result if item in other}
    return result


def set_intersection_update(self, *others):
    set_difference_update(self, set_difference(self, set_intersection(self, *others)))


def set_isdisjoint(self, other, /):
    return not set_intersection(self, other)


def set_issubset(self, other, /):
    other = set(other)
    return all([item in other for item in self])


def set_issuperset(self, other, /):
    return all([item in self for item in list(other)])


def set_pop(self, /):
    for item in self:
        self.remove(item)
        return item
    raise KeyError("pop from an empty set")


def set_symmetric_difference(self, other, /):
    result = set(self)
    set_symmetric_difference_update(result, other)
    return result


def set_symmetric_difference_update(self, other, /):
    for item in set(other):
        if item in self:
            self.remove(item)
        else:
            self.add(item)


def set_union(self, *others):
    result = set(self)
    set_update(result, *others)
    return result


def set_update(self, *others):
    for other in others:
        for item in list(other):
            self.add(item)
