def copy(x):
    if hasattr(type(x), "__copy__"):
        return x.__copy__()
    if isinstance(x, (list, dict, set)):
        return x.copy()
    return _instance(x, lambda value: value)


def deepcopy(x, memo=None):
    memo = {} if memo is None else memo
    if id(x) in memo:
        return memo[id(x)]
    if hasattr(type(x), "__deepcopy__"):
        result = x.__deepcopy__(memo)
    elif isinstance(x, list):
        result = memo[id(x)] = []
        for item in x:
            result.append(deepcopy(item, memo))
    elif isinstance(x, dict):
        result = memo[id(x)] = {}
        for key, value in x.items():
            result[deepcopy(key, memo)] = deepcopy(value, memo)
    elif isinstance(x, tuple):
        result = tuple([deepcopy(item, memo) for item in x])
    elif isinstance(x, set):
        result = {deepcopy(item, memo) for item in x}
    else:
        result = _instance(x, lambda value: deepcopy(value, memo))
    memo[id(x)] = result
    return result


# Objects that have attributes are made anew; all others are not changed by anybody.
def _instance(x, copied):
    if not hasattr(x, "__dict__") or callable(x) or isinstance(x, type):
        return x
    result = object.__new__(type(x))
    for name, value in x.__dict__.items():
        setattr(result, name, copied(value))
    return result
