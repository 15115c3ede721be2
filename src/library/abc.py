class ABC:
    pass


def abstractmethod(funcobj):
    return funcobj
