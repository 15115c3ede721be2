# Exceptions that the machine itself does not raise


class ConnectionError(OSError):
    pass


class BrokenPipeError(ConnectionError):
    pass


class ConnectionAbortedError(ConnectionError):
    pass


class ConnectionRefusedError(ConnectionError):
    pass


class ConnectionResetError(ConnectionError):
    pass


class FileExistsError(OSError):
    pass


class FileNotFoundError(OSError):
    pass


class InterruptedError(OSError):
    pass


class PermissionError(OSError):
    pass


class Warning(Exception):
    pass


class DeprecationWarning(Warning):
    pass


class RuntimeWarning(Warning):
    pass


class UserWarning(Warning):
    pass
