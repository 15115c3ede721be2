# The compiler keeps the annotated names of a class body in `__annotations__`.
MISSING = object()


class Field:
    def __init__(self, default, default_factory, init, repr, compare):
        self.name = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, compare)


class FrozenInstanceError(AttributeError):
    pass


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, **options):
    def make(cls):
        _process(cls, init, repr, eq, order, unsafe_hash, frozen)
        return cls

    return make if cls is None else make(cls)


def _process(cls, init, repr, eq, order, unsafe_hash, frozen):
    found = {}
    for base in cls.__mro__[::-1]:
        for one in getattr(base, "__dataclass_fields__", {}).values():
            found[one.name] = one
    own = cls.__dict__
    for name in own.get("__annotations__", ()):
        default = own.get(name, MISSING)
        one = default if isinstance(default, Field) else Field(default, MISSING, True, True, True)
        if isinstance(default, (list, dict, set)):
            kind = type(default)
            raise ValueError(f"mutable default {kind} for field {name} is not allowed: use default_factory")
        if isinstance(default, Field):
            if one.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, one.default)
        one.name = name
        found[name] = one
    fields = list(found.values())
    cls.__dataclass_fields__ = found
    cls.__match_args__ = tuple([one.name for one in fields if one.init])
    seen = None
    for one in fields:
        if one.init:
            if one.default is not MISSING or one.default_factory is not MISSING:
                seen = one
            elif seen is not None:
                raise TypeError(f"non-default argument {one.name!r} follows default argument")
    methods = {}
    if init:
        methods["__init__"] = _initializer(cls.__qualname__, fields)
    if repr:
        methods["__repr__"] = _representation([one.name for one in fields if one.repr])
    compared = [one.name for one in fields if one.compare]

    def values(instance):
        return tuple([getattr(instance, name) for name in compared])

    def comparison(compare):
        def method(self, other):
            if type(other) is not type(self):
                return NotImplemented
            return compare(values(self), values(other))

        return method

    if eq:
        methods["__eq__"] = comparison(lambda a, b: a == b)
    if order:
        methods["__lt__"] = comparison(lambda a, b: a < b)
        methods["__le__"] = comparison(lambda a, b: a <= b)
        methods["__gt__"] = comparison(lambda a, b: a > b)
        methods["__ge__"] = comparison(lambda a, b: a >= b)
    for name, method in methods.items():
        if name not in own:
            setattr(cls, name, method)
    if unsafe_hash or eq and frozen:
        cls.__hash__ = lambda self: hash(values(self))
    elif eq and "__hash__" not in own:
        cls.__hash__ = None
    if frozen:

        def refuse(self, name, *value):
            raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")

        cls.__setattr__ = refuse
        cls.__delattr__ = refuse


def _initializer(name, fields):
    wanted = [one for one in fields if one.init]

    def __init__(self, /, *args, **kwargs):
        count = len(wanted) + 1
        if len(args) >= count:
            required = len([one for one in wanted if one.default is MISSING and one.default_factory is MISSING]) + 1
            takes = f"{count}" if required == count else f"from {required} to {count}"
            s = "" if count == 1 else "s"
            given = len(args) + 1
            raise TypeError(f"{name}.__init__() takes {takes} positional argument{s} but {given} were given")
        values = {one.name: value for one, value in zip(wanted, args)}
        for key, value in kwargs.items():
            if key in values:
                raise TypeError(f"{name}.__init__() got multiple values for argument '{key}'")
            if key not in [one.name for one in wanted]:
                raise TypeError(f"{name}.__init__() got an unexpected keyword argument '{key}'")
            values[key] = value
        missing = []
        for one in fields:
            if one.name in values:
                value = values[one.name]
            elif one.default is not MISSING:
                value = one.default
            elif one.default_factory is not MISSING:
                value = one.default_factory()
            else:
                if one.init:
                    missing.append(f"'{one.name}'")
                continue
            object.__setattr__(self, one.name, value)
        if missing:
            s = "" if len(missing) == 1 else "s"
            names = " and ".join(missing)
            if len(missing) > 2:
                names = ", ".join(missing[:-1]) + ", and " + missing[-1]
            raise TypeError(f"{name}.__init__() missing {len(missing)} required positional argument{s}: {names}")
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    return __init__


def _representation(names):
    def __repr__(self):
        values = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        return f"{type(self).__qualname__}({values})"

    return __repr__


def is_dataclass(obj):
    return hasattr(obj, "__dataclass_fields__")


def fields(class_or_instance):
    if not is_dataclass(class_or_instance):
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(class_or_instance.__dataclass_fields__.values())


def asdict(obj):
    if is_dataclass(obj):
        return {one.name: asdict(getattr(obj, one.name)) for one in fields(obj)}
    if isinstance(obj, list):
        return [asdict(item) for item in obj]
    if isinstance(obj, tuple):
        return tuple([asdict(item) for item in obj])
    if isinstance(obj, dict):
        return {asdict(key): asdict(value) for key, value in obj.items()}
    return obj


def astuple(obj):
    if is_dataclass(obj):
        return tuple([astuple(getattr(obj, one.name)) for one in fields(obj)])
    if isinstance(obj, list):
        return [astuple(item) for item in obj]
    if isinstance(obj, tuple):
        return tuple([astuple(item) for item in obj])
    return obj


def replace(obj, /, **changes):
    values = {one.name: getattr(obj, one.name) for one in fields(obj) if one.init}
    return type(obj)(**{**values, **changes})
