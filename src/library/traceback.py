from _kernel import traceback as _text
from _kernel import write_error


def format_exc(limit=None, chain=True):
    try:
        raise
    except BaseException as error:
        return _text(error)


def print_exc(limit=None, file=None, chain=True):
    _write(format_exc(), file)


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True):
    return [line + "\n" for line in _text(exc if value is None else value).rstrip("\n").split("\n")]


def format_exception_only(exc, /, value=None):
    return format_exception(exc, value)[-1:]


def print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True):
    _write(_text(exc if value is None else value), file)


def _write(text, file):
    if file is None:
        write_error(text)
    else:
        file.write(text)
