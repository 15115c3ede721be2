def run(what):
    trail = []
    try:
        trail.append("try")
        if what == "raise":
            raise ValueError(what)
        if what == "return":
            return trail
    except ValueError:
        trail.append("except")
        if what == "raise":
            return trail
    else:
        trail.append("else")
    finally:
        trail.append("finally")
    trail.append("after")
    return trail


for what in ("nothing", "raise", "return"):
    print(what, run(what))


def chain(how):
    try:
        int("x")
    except ValueError as error:
        if how == "from":
            raise LookupError("new") from error
        if how == "none":
            raise LookupError("new") from None
        if how == "bare":
            raise
        raise LookupError("new")


for how in ("from", "none", "bare", "context"):
    try:
        chain(how)
    except (LookupError, ValueError) as error:
        print(how, repr(error), "|", repr(error.__cause__), "|", type(error.__context__).__name__)

log = []
for n in range(4):
    try:
        if n == 1:
            continue
        if n == 3:
            break
        log.append(n)
    finally:
        log.append(f"f{n}")
else:
    log.append("never")
print(log)


def generator():
    try:
        yield 1
    except ValueError as error:
        print("in generator", error)
        yield 2
    finally:
        print("closed")


steps = generator()
print(next(steps), steps.throw(ValueError("thrown")))
steps.close()
try:
    try:
        raise ValueError("first")
    finally:
        raise TypeError("second")
except TypeError as error:
    print(error, "|", error.__context__)


def nested(depth):
    try:
        if depth:
            nested(depth - 1)
        else:
            raise KeyError("deep")
    except KeyError:
        if depth == 2:
            return print("stopped at", depth)
        raise


nested(4)
