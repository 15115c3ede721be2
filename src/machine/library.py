# The part of the library that is written in Python. Functions of a module are named after it:
# asyncio.sleep is asyncio_sleep. Names that start with an underscore are for the machine.


def _call(function, arguments, keywords):
    return function(*arguments, **keywords)


def builtins_list(iterable):
    return [item for item in iterable]


def builtins_all(iterable):
    for item in iterable:
        if not item:
            return False
    return True


def builtins_any(iterable):
    for item in iterable:
        if item:
            return True
    return False


def builtins_enumerate(iterable, start=0):
    for item in iterable:
        yield start, item
        start += 1


def builtins_filter(function, iterable):
    for item in iterable:
        if item if function is None else function(item):
            yield item


def builtins_map(function, *iterables):
    for arguments in zip(*iterables):
        yield function(*arguments)


def builtins_zip(*iterables):
    iterators = [iter(iterable) for iterable in iterables]
    if not iterators:
        return
    end = []
    while True:
        items = []
        for iterator in iterators:
            item = next(iterator, end)
            if item is end:
                return
            items.append(item)
        yield tuple(items)


def builtins_min(*values, key, default=_call):
    return _best(values, key, default, False)


def builtins_max(*values, key, default=_call):
    return _best(values, key, default, True)


def _best(values, key, default, largest):
    iterator = iter(values[0] if len(values) == 1 else values)
    best = next(iterator, _call)
    if best is _call:
        if default is _call:
            raise ValueError(("max" if largest else "min") + "() arg is an empty sequence")
        return default
    weight = key(best)
    for value in iterator:
        other = key(value)
        if other > weight if largest else other < weight:
            best = value
            weight = other
    return best


def builtins_unbound(name):
    return lambda *arguments, **keywords: getattr(arguments[0], name)(*arguments[1:], **keywords)


# Whatever the keys are, the sort is stable: equal ones keep the order of the values, also in reverse.
def builtins_sort(values, key, reverse, in_place=False):
    keyed = []
    for value in values:
        keyed.append((key(value), -len(keyed) if reverse else len(keyed), value))
    keyed.sort(reverse=reverse)
    values[:] = [value for _, _, value in keyed]
    return None if in_place else values


async def asyncio_sleep(delay, result=None):
    await timer(0 if delay <= 0 else delay)
    return result


def futures_map(submit, function, iterables):
    futures = [submit(function, *arguments) for arguments in zip(*iterables)]
    return _results(futures)


def _results(futures):
    for future in futures:
        yield future.result()


def pool_map(apply_async, processes, function, iterable, chunksize):
    items = list(iterable)
    if chunksize is None:
        chunksize, rest = divmod(len(items), processes * 4)
        if rest:
            chunksize += 1
    jobs = [
        apply_async(_chunk, (function, items[start : start + chunksize]))
        for start in range(0, len(items), max(chunksize, 1))
    ]
    # Also after a failure all chunks are waited for.
    for job in jobs:
        job.wait()
    return [result for job in jobs for result in job.get()]


def _chunk(function, items):
    return [function(item) for item in items]
