import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        result = function(*args, **kwargs)
        print("result", result)
        return result

    return wrapper


def repeat(times):
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(times)]

        return wrapper

    return decorate


@logged
def add(a, b=1):
    return a + b


@repeat(3)
@logged
def greet(name):
    return f"hi {name}"


add(1)
add(1, b=5)
print(greet("Ada"), add.__name__)

registry = {}


def register(name):
    return lambda function: registry.setdefault(name, function)


@register("double")
def twice(n):
    return 2 * n


print(registry["double"](4), twice(5), list(registry))


def counted(function):
    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)

    wrapper.calls = 0
    return wrapper


@counted
def square(n):
    return n * n


print([square(n) for n in range(4)], square.calls)
