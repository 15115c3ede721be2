def attempt(n):
    try:
        if n == 0:
            raise ValueError("zero")
        if n == 1:
            raise KeyError("one")
        if n == 2:
            return "returned"
        if n == 3:
            {}["missing"]
    except ValueError as error:
        return f"value {error}"
    except (KeyError, IndexError) as error:
        return f"key {error} {error.args!r}"
    else:
        return "else"
    finally:
        print("finally", n)


for n in range(5):
    print(attempt(n))


def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    for n in range(3):
        try:
            raise ValueError
        finally:
            continue
    return "went on"


def breaks():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "left"


print(override(), swallow(), breaks())


def nested():
    try:
        try:
            raise ValueError("inner")
        finally:
            print("first")
    except ValueError as error:
        try:
            raise TypeError("outer") from error
        except TypeError as outer:
            print(repr(outer.__cause__), repr(outer.__context__))
            raise
    finally:
        print("last")


try:
    nested()
except TypeError as error:
    print(repr(error))

try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise LookupError("second")
except LookupError as error:
    print(repr(error.__context__), error.__cause__)

try:
    raise ValueError
except ValueError as error:
    print(repr(error), str(error) == "", error.args)
try:
    raise ValueError(1, "two")
except Exception as error:
    print(error, repr(error))
try:
    error
except NameError as gone:
    print(gone)
try:
    raise "text"
except TypeError as error:
    print(error)
try:
    raise
except RuntimeError as error:
    print(error)
try:
    try:
        raise KeyError("a")
    except 5:
        pass
except TypeError as error:
    print(error)
try:
    assert 1 == 2, "not equal"
except AssertionError as error:
    print("assertion", error)
try:
    assert False
except AssertionError as error:
    print("assertion", repr(error))
print(isinstance(KeyError(), LookupError), issubclass(ZeroDivisionError, ArithmeticError))
print(issubclass(TimeoutError, OSError), issubclass(RecursionError, RuntimeError))
