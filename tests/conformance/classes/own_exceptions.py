class AppError(Exception):
    """What this program raises."""


class NotFound(AppError):
    def __init__(self, key, where="here"):
        super().__init__(f"{key} is not {where}")
        self.key = key


class Coded(AppError):
    code = 7

    def __str__(self):
        return f"code {self.code}"


for raised in (AppError, AppError("plain"), NotFound("x"), NotFound("y", where="there"), Coded(1, 2)):
    try:
        raise raised
    except NotFound as error:
        print("not found", error.key, error, error.args, repr(error))
    except Coded as error:
        print(error, error.args, repr(error))
    except AppError as error:
        print("app", repr(error), str(error) == "")

try:
    try:
        {}["k"]
    except KeyError as error:
        raise NotFound("k") from error
except AppError as error:
    print(repr(error.__cause__), isinstance(error, Exception))


class Retry(Exception):
    pass


def attempt(n, left=3):
    while left:
        try:
            left -= 1
            if left > n:
                raise Retry
            return f"done with {left} left"
        except Retry:
            print("again")
        else:
            print("never")
    return "gave up"


print(attempt(1), attempt(-1, left=2))


class Quiet(BaseException):
    pass


try:
    try:
        raise Quiet("not an Exception")
    except Exception:
        print("never")
except Quiet as error:
    print(error)
print(issubclass(NotFound, AppError), issubclass(Quiet, Exception))


def third():
    raise NotFound("uncaught", where="caught")


third()
