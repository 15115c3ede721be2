from _kernel import traceback as _traceback

NOTSET = 0
DEBUG = 10
INFO = 20
WARNING = WARN = 30
ERROR = 40
CRITICAL = FATAL = 50

_NAMES = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}


def getLevelName(level):
    if isinstance(level, str):
        return {name: number for number, name in _NAMES.items()}.get(level, "Level " + level)
    return _NAMES.get(level, f"Level {level}")


def addLevelName(level, levelName):
    _NAMES[level] = levelName


def _number(level):
    if isinstance(level, str):
        number = getLevelName(level)
        if not isinstance(number, int):
            raise ValueError(f"Unknown level: {level!r}")
        return number
    return level


class LogRecord:
    def __init__(self, name, level, msg, args, exc_info):
        import os
        import threading
        import time

        self.name = name
        self.levelno = level
        self.levelname = getLevelName(level)
        self.msg = msg
        self.args = args
        self.exc_info = exc_info
        self.created = time.time()
        self.msecs = int((self.created - int(self.created)) * 1000) + 0.0
        thread = threading.current_thread()
        self.thread = thread.ident
        self.threadName = thread.name
        self.processName = "MainProcess"
        self.process = os.getpid()
        self.relativeCreated = (self.created - _started) * 1000
        self.taskName = None

    def getMessage(self):
        msg = str(self.msg)
        return msg % self.args if self.args else msg


class Formatter:
    def __init__(self, fmt=None, datefmt=None, style="%"):
        self._format = ("%(message)s" if style == "%" else "{message}") if fmt is None else fmt
        self._style = style
        self.datefmt = datefmt

    def formatTime(self, record, datefmt=None):
        import time

        moment = time.localtime(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        return time.strftime("%Y-%m-%d %H:%M:%S", moment) + f",{int(record.msecs):03}"

    def format(self, record):
        record.message = record.getMessage()
        if "asctime" in self._format:
            record.asctime = self.formatTime(record, self.datefmt)
        text = self._format % record.__dict__ if self._style == "%" else self._format.format(**record.__dict__)
        if record.exc_info is not None:
            text += "\n" + _traceback(record.exc_info).rstrip("\n")
        return text


class Filter:
    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        return self.name == "" or record.name == self.name or record.name.startswith(self.name + ".")


class _Filtered:
    def __init__(self, level):
        self.level = _number(level)
        self.filters = []

    def setLevel(self, level):
        self.level = _number(level)

    def addFilter(self, filter):
        self.filters.append(filter)

    def filter(self, record):
        return all([(one.filter if hasattr(one, "filter") else one)(record) for one in self.filters])


class Handler(_Filtered):
    def __init__(self, level=NOTSET):
        super().__init__(level)
        self.formatter = None

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        return (Formatter() if self.formatter is None else self.formatter).format(record)

    def handle(self, record):
        if self.filter(record):
            self.emit(record)

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def flush(self):
        pass

    def close(self):
        pass


class StreamHandler(Handler):
    terminator = "\n"

    def __init__(self, stream=None):
        import sys

        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def emit(self, record):
        self.stream.write(self.format(record) + self.terminator)


class NullHandler(Handler):
    def emit(self, record):
        pass


class Logger(_Filtered):
    def __init__(self, name, level=NOTSET, parent=None):
        super().__init__(level)
        self.name = name
        self.parent = parent
        self.handlers = []
        self.propagate = True
        self.disabled = False

    def addHandler(self, hdlr):
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self):
        return bool(self.handlers) or self.propagate and self.parent is not None and self.parent.hasHandlers()

    def getEffectiveLevel(self):
        logger = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        return not self.disabled and level >= self.getEffectiveLevel()

    def getChild(self, suffix):
        return getLogger(suffix if self is root else self.name + "." + suffix)

    def log(self, level, msg, *args, exc_info=None, stack_info=False, stacklevel=1, extra=None):
        if not self.isEnabledFor(level):
            return
        if len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        record = LogRecord(self.name, level, msg, args, _exception(exc_info))
        for name, value in (extra or {}).items():
            setattr(record, name, value)
        if self.filter(record):
            self._pass_on(record)

    def _pass_on(self, record):
        logger = self
        found = False
        while logger is not None:
            for handler in logger.handlers:
                found = True
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found and record.levelno >= WARNING:
            StreamHandler().handle(record)

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **kwargs)

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **{"exc_info": True, **kwargs})

    def __repr__(self):
        return f"<Logger {self.name} ({getLevelName(self.getEffectiveLevel())})>"


# `exc_info=True` means the exception that is being handled.
def _exception(exc_info):
    if exc_info is True:
        try:
            raise
        except RuntimeError as error:
            return None if str(error) == "No active exception to reraise" else error
        except BaseException as error:
            return error
    if isinstance(exc_info, tuple):
        return exc_info[1]
    return exc_info or None


def _now():
    import time

    return time.time()


_started = _now()
root = Logger("root", WARNING)
_loggers = {}


def getLogger(name=None):
    if not name or name == "root":
        return root
    if name not in _loggers:
        package = name.rpartition(".")[0]
        _loggers[name] = Logger(name, NOTSET, getLogger(package) if package else root)
    return _loggers[name]


def basicConfig(*, format=None, datefmt=None, style="%", level=None, stream=None, handlers=None, force=False, **others):
    if "filename" in others:
        raise NotImplementedError("logging to a file is not supported by tasklanes: there are no files")
    if force:
        root.handlers.clear()
    if not root.handlers:
        if format is None:
            format = "%(levelname)s:%(name)s:%(message)s" if style == "%" else "{levelname}:{name}:{message}"
        formatter = Formatter(format, datefmt, style)
        for handler in [StreamHandler(stream)] if handlers is None else handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        if level is not None:
            root.setLevel(level)


def log(level, msg, *args, **kwargs):
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def debug(msg, *args, **kwargs):
    log(DEBUG, msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    log(INFO, msg, *args, **kwargs)


def warning(msg, *args, **kwargs):
    log(WARNING, msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    log(ERROR, msg, *args, **kwargs)


def critical(msg, *args, **kwargs):
    log(CRITICAL, msg, *args, **kwargs)


def exception(msg, *args, **kwargs):
    log(ERROR, msg, *args, **{"exc_info": True, **kwargs})


def disable(level=CRITICAL):
    root.disabled = True


def captureWarnings(capture):
    pass
