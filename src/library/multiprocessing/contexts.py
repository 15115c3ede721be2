

_method = [None]
_PROCESSES = {"fork": ForkProcess, "spawn": SpawnProcess, "forkserver": ForkServerProcess}


# All start methods fork here.
class _Context:
    Pool = Pool
    Queue = Queue
    JoinableQueue = JoinableQueue
    SimpleQueue = SimpleQueue
    Lock = Lock
    RLock = RLock
    Semaphore = Semaphore
    BoundedSemaphore = BoundedSemaphore
    Event = Event
    Condition = Condition
    Barrier = Barrier
    Value = Value
    Array = Array
    ProcessError = ProcessError
    TimeoutError = TimeoutError

    def __init__(self, method):
        self._method = method
        self.Process = _PROCESSES[method]

    def Pipe(self, duplex=True):
        return Pipe(duplex)

    def Manager(self):
        return Manager()

    def cpu_count(self):
        return cpu_count()

    def current_process(self):
        return current_process()

    def active_children(self):
        return active_children()

    def get_start_method(self, allow_none=False):
        return self._method

    def get_context(self, method=None):
        return self if method is None else get_context(method)


def get_context(method=None):
    if method is None:
        method = _method[0] or "fork"
    if method not in _PROCESSES:
        raise ValueError(f"cannot find context for {method!r}")
    return _Context(method)


def get_start_method(allow_none=False):
    if _method[0] is None and not allow_none:
        _method[0] = "fork"
    return _method[0]


def set_start_method(method, force=False):
    if _method[0] is not None and not force:
        raise RuntimeError("context has already been set")
    if method is not None and method not in _PROCESSES:
        raise ValueError(f"cannot find context for {method!r}")
    _method[0] = method


def get_all_start_methods():
    return ["fork", "spawn", "forkserver"]


def freeze_support():
    pass
