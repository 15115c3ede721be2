# `property`, `staticmethod`, `classmethod`: objects whose class has `__get__`.


class property:
    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.fget is None:
            raise AttributeError(self._lacks(instance, "getter"))
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(self._lacks(instance, "setter"))
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(self._lacks(instance, "deleter"))
        self.fdel(instance)

    def _lacks(self, instance, what):
        return f"property '{self.fget.__name__}' of '{type(instance).__qualname__}' object has no {what}"

    def getter(self, function):
        return property(function, self.fset, self.fdel)

    def setter(self, function):
        return property(self.fget, function, self.fdel)

    def deleter(self, function):
        return property(self.fget, self.fset, function)


class staticmethod:
    def __init__(self, function):
        self.__func__ = function

    def __get__(self, instance, owner=None):
        return self.__func__

    def __call__(self, *arguments, **keywords):
        return self.__func__(*arguments, **keywords)


class classmethod:
    def __init__(self, function):
        self.__func__ = function

    def __get__(self, instance, owner=None):
        return _bound(self.__func__, type(instance) if owner is None else owner)


_bound = type(property().getter)
