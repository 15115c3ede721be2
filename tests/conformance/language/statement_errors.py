def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


def unbound():
    print(value)
    value = 1


def deleted():
    value = 1
    del value
    return value


def free():
    def inner():
        return value

    result = inner()
    value = 1
    return result


def conditional(flag):
    if flag:
        value = 1
    return value


def unpack_few():
    a, b = [1]


def unpack_many():
    a, b = 1, 2, 3


def unpack_star():
    a, *b, c = [1]


def unpack_int():
    a, b = 5


def unpack_none():
    a, b = None


def item_of_tuple():
    (1, 2)[0] = 5


def item_of_text():
    "abc"[0] = "x"


def item_of_int():
    (5)[0] = 1


def delete_item():
    del (1, 2)[0]


def list_index():
    [1][5] = 2


def delete_missing():
    del [1][5]


def delete_key():
    del {}["a"]


def changed_dict():
    d = {1: 2}
    for key in d:
        d[key + 1] = 1


def changed_set():
    s = {1}
    for item in s:
        s.add(item + 1)


def extended_slice():
    a = [1, 2, 3, 4]
    a[::2] = [1]


def iterate_int():
    for n in 5:
        pass


def with_int():
    with 5:
        pass


def unhashable():
    {}[[]] = 1


show(unbound)
show(deleted)
show(free)
show(lambda: conditional(False))
show(lambda: conditional(True))
show(unpack_few)
show(unpack_many)
show(unpack_star)
show(unpack_int)
show(unpack_none)
show(item_of_tuple)
show(item_of_text)
show(item_of_int)
show(delete_item)
show(list_index)
show(delete_missing)
show(delete_key)
show(changed_dict)
show(changed_set)
show(extended_slice)
show(iterate_int)
show(with_int)
show(unhashable)
