# What the machine calls itself, and what it asks of objects of classes in Python: `python/shake.rs` says which special
# methods need which.


def _call(function, arguments, keywords):
    return function(*arguments, **keywords)


def _list(iterable):
    return [item for item in iterable]


def _unbound(name):
    return lambda *arguments, **keywords: getattr(arguments[0], name)(*arguments[1:], **keywords)


def _unknown(*_):
    return NotImplemented


def _make(kind):
    return kind()


def _text(name, value):
    text = getattr(type(value), name)(value)
    if not isinstance(text, str):
        raise TypeError(f"{name} returned non-string (type {type(text).__name__})")
    return text


def _truth(value):
    kind = type(value)
    test = getattr(kind, "__bool__", None)
    if test is None:
        return kind.__len__(value) != 0
    truth = test(value)
    if not isinstance(truth, bool):
        raise TypeError(f"__bool__ should return bool, returned {type(truth).__name__}")
    return truth


def _getattr(value, name, default):
    try:
        return getattr(value, name)
    except AttributeError:
        return default


def _set_attribute(name, method, value, *new):
    method(value, name, *new)


def _set_descriptor(method, *arguments):
    method(*arguments)


# Runs a program whose top level awaits, as a notebook runs a cell: on a loop that goes on after it, until no task is
# left. Where the cell fails that is said at once.
def _run_cell(cell):
    import asyncio
    from _kernel import traceback, write_error

    def stop(task):
        loop.stop()

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    failed = False
    try:
        loop.run_until_complete(loop.create_task(cell, name="cell"))
    except SystemExit:
        raise
    except BaseException as error:
        write_error(traceback(error))
        failed = True
    left = asyncio.all_tasks(loop)
    while left:
        left.pop().add_done_callback(stop)
        loop.run_forever()
        left = asyncio.all_tasks(loop)
    loop.close()
    if failed:
        raise SystemExit(1)


def _await(value):
    method = _method(value, "__await__")
    return NotImplemented if method is None else method(value)


def _async_iterator(value):
    method = _method(value, "__aiter__")
    return NotImplemented if method is None else method(value)


def _async_next(value):
    method = _method(value, "__anext__")
    if method is None:
        name = type(value).__name__
        raise TypeError(f"'async for' received an object from __aiter__ that does not implement __anext__: {name}")
    return method(value)


def _close(generator):
    try:
        generator.throw(GeneratorExit)
    except (GeneratorExit, StopIteration):
        return
    raise RuntimeError(type(generator).__name__ + " ignored GeneratorExit")


async def _aclose(generator):
    try:
        await generator.athrow(GeneratorExit)
    except (GeneratorExit, StopAsyncIteration):
        return
    raise RuntimeError("async generator ignored GeneratorExit")


# The text of exceptions that nothing catches is made while there still is somebody to ask.
def _uncaught(error):
    other = error
    while other is not None and not hasattr(other, "__said__"):
        try:
            other.__said__ = str(other)
        except Exception:
            other.__said__ = "<exception str() failed>"
        other = other.__cause__ or other.__context__
    raise error


def _init_subclass(kind, keywords):
    super(kind, kind).__init_subclass__(**keywords)


def _mapping(value):
    return {key: value[key] for key in value.keys()} if hasattr(type(value), "keys") else NotImplemented


def _class_item(kind, index):
    method = getattr(kind, "__class_getitem__", None)
    return NotImplemented if method is None else method(kind, index)
