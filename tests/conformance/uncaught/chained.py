def first():
    return {}["key"]


def second():
    try:
        first()
    except KeyError as error:
        raise ValueError("no key") from error


try:
    second()
except ValueError:
    [][0]
