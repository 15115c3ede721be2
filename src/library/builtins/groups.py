# Exception groups


class BaseExceptionGroup(BaseException):
    def __init__(self, message, exceptions):
        if not isinstance(message, str):
            raise TypeError(f"argument 1 must be str, not {type(message).__name__}")
        if not isinstance(exceptions, (list, tuple)):
            raise TypeError("second argument (exceptions) must be a sequence")
        if not exceptions:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")
        for at, one in enumerate(exceptions):
            if not isinstance(one, BaseException):
                raise ValueError(f"Item {at} of second argument (exceptions) is not an exception")
            if isinstance(self, Exception) and not isinstance(one, Exception):
                raise TypeError(f"Cannot nest BaseExceptions in an {type(self).__name__}")
        self.message = message
        self.exceptions = tuple(exceptions)

    def __str__(self):
        many = len(self.exceptions)
        return f"{self.message} ({many} sub-exception{'' if many == 1 else 's'})"

    def derive(self, excs):
        return _group(self.message, excs)

    # Those exceptions, however deep, of which the condition holds, and the others; `None` for none.
    def split(self, condition):
        if callable(condition) and not isinstance(condition, type):
            holds = condition
        else:

            def holds(one):
                return isinstance(one, condition)

        if holds(self):
            return self, None
        parts = [], []
        for one in self.exceptions:
            if isinstance(one, BaseExceptionGroup):
                inner = one.split(holds)
            else:
                inner = (one, None) if holds(one) else (None, one)
            for part, found in zip(parts, inner):
                if found is not None:
                    part.append(found)
        return tuple([self.derive(part) if part else None for part in parts])

    def subgroup(self, condition):
        return self.split(condition)[0]


class ExceptionGroup(BaseExceptionGroup, Exception):
    pass


def _group(message, exceptions):
    plain = all([isinstance(one, Exception) for one in exceptions])
    return (ExceptionGroup if plain else BaseExceptionGroup)(message, exceptions)
