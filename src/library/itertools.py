def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable, /):
    seen = []
    for item in iterable:
        yield item
        seen.append(item)
    while seen:
        for item in seen:
            yield item


def repeat(object, times=None):
    while times is None or times > 0:
        yield object
        if times is not None:
            times -= 1


class chain:
    def __init__(self, *iterables):
        self._items = _chained(iterables)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)

    @staticmethod
    def from_iterable(iterable, /):
        return _chained(iterable)


def _chained(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


def islice(iterable, *args):
    if len(args) == 1:
        start, stop, step = 0, args[0], 1
    else:
        start, stop, step = (*args, None)[:3]
    start = 0 if start is None else start
    step = 1 if step is None else step
    for value, what in ((stop, "Stop argument"), (start, "Indices")):
        if value is not None and (not isinstance(value, int) or value < 0):
            raise ValueError(what + " for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if not isinstance(step, int) or step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _sliced(iter(iterable), start, stop, step)


def _sliced(iterator, start, stop, step):
    at = 0
    while stop is None or at < stop:
        for item in iterator:
            break
        else:
            return
        if at == start:
            yield item
            start += step
        at += 1


_end = object()


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
    while True:
        items = [next(iterator, _end) for iterator in iterators]
        if all([item is _end for item in items]):
            return
        yield tuple([fillvalue if item is _end else item for item in items])


def product(*iterables, repeat=1):
    pools = [tuple(iterable) for iterable in iterables] * repeat
    return _product(pools)


def _product(pools):
    places = [0] * len(pools)
    if not all(pools):
        return
    while True:
        yield tuple([pool[place] for pool, place in zip(pools, places)])
        at = len(pools) - 1
        while at >= 0 and places[at] == len(pools[at]) - 1:
            places[at] = 0
            at -= 1
        if at < 0:
            return
        places[at] += 1


def permutations(iterable, r=None):
    pool = tuple(iterable)
    count = len(pool) if r is None else r
    for places in _product([range(len(pool))] * count):
        if len(set(places)) == count:
            yield tuple([pool[place] for place in places])


def combinations(iterable, r):
    return _combinations(tuple(iterable), r, 1)


def combinations_with_replacement(iterable, r):
    return _combinations(tuple(iterable), r, 0)


def _combinations(pool, count, step):
    places = [at * step for at in range(count)]
    last = len(pool) - 1 - (count - 1) * step
    if count and last < 0:
        return
    while True:
        yield tuple([pool[place] for place in places])
        at = count - 1
        while at >= 0 and places[at] == last + at * step:
            at -= 1
        if at < 0:
            return
        first = places[at] + 1
        for later in range(at, count):
            places[later] = first + (later - at) * step


def accumulate(iterable, func=None, *, initial=None):
    iterator = iter(iterable)
    total = next(iterator, _end) if initial is None else initial
    if total is _end:
        return
    yield total
    for item in iterator:
        total = total + item if func is None else func(total, item)
        yield total


def takewhile(predicate, iterable, /):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable, /):
    dropping = True
    for item in iterable:
        dropping = dropping and predicate(item)
        if not dropping:
            yield item


def filterfalse(predicate, iterable, /):
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


def compress(data, selectors):
    for item, selector in zip(data, selectors):
        if selector:
            yield item


def starmap(function, iterable, /):
    for arguments in iterable:
        yield function(*arguments)


def pairwise(iterable, /):
    before = _end
    for item in iterable:
        if before is not _end:
            yield before, item
        before = item


def groupby(iterable, key=None):
    iterator = iter(iterable)
    # What has been read and not been handed out: at most one item.
    ahead = []

    def items(group):
        while ahead:
            if ahead[0][0] != group:
                return
            yield ahead.pop()[1]
            advance()

    def advance():
        for item in iterator:
            ahead.append((item if key is None else key(item), item))
            return

    advance()
    while ahead:
        group = ahead[0][0]
        of = items(group)
        yield group, of
        for _ in of:
            pass


def tee(iterable, n=2, /):
    iterator = iter(iterable)
    # A cell is an item and the next cell, or empty as long as nobody has read so far.
    first = []

    def read(cell):
        while True:
            if not cell:
                item = next(iterator, _end)
                if item is _end:
                    return
                cell.append(item)
                cell.append([])
            yield cell[0]
            cell = cell[1]

    return tuple([read(first) for _ in range(n)])
