

class RemoteTraceback(Exception):
    __module__ = "multiprocessing.pool"

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


class MaybeEncodingError(Exception):
    __module__ = "multiprocessing.pool"

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return f"Error sending result: '{self.value}'. Reason: '{self.exc}'"

    def __repr__(self):
        return f"<MaybeEncodingError: {self}>"


# What is to come of a call, or of the parts of a map.
class ApplyResult:
    __module__ = "multiprocessing.pool"

    def __init__(self, pool, callback, error_callback, parts=1):
        self._pool = pool
        self._callback = callback
        self._error_callback = error_callback
        self._parts = [None] * parts
        self._left = parts
        self._success = True
        self._value = None
        self._waiting = []
        self._number = pool._add(self)
        if not parts:
            self._end(None)

    def ready(self):
        return not self._left

    def successful(self):
        if self._left:
            raise ValueError(f"{self!r} not ready")
        return self._success

    def wait(self, timeout=None):
        if self._left:
            _wait(self._waiting, "result", "result", _deadline(timeout))

    def get(self, timeout=None):
        self.wait(timeout)
        if self._left:
            raise TimeoutError
        if not self._success:
            raise self._value
        return self._result()

    def _result(self):
        return self._parts[0]

    def _fail(self, error):
        self._left = 1
        self._set(0, False, error, None)

    # Also after a failure all parts are waited for; the first one counts.
    def _set(self, index, success, value, token):
        if success:
            self._parts[index] = value
        elif self._success:
            self._success = False
            self._value = value
        self._left -= 1
        if not self._left:
            self._end(token)

    def _end(self, token):
        del self._pool._pending[self._number]
        if self._success and self._callback:
            self._callback(self._result())
        if not self._success and self._error_callback:
            self._error_callback(self._value)
        _wake_all(self._waiting, "result", token)


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    def _result(self):
        return [value for part in self._parts for value in part]


class IMapIterator:
    __module__ = "multiprocessing.pool"

    def __init__(self, pool, length, ordered):
        self._pool = pool
        self._left = length
        self._ordered = ordered
        self._next = 0
        self._taken = 0
        self._length = length
        self._arrived = {}
        self._waiting = []
        self._number = pool._add(self)
        if not length:
            del pool._pending[self._number]

    def __iter__(self):
        return self

    def next(self, timeout=None):
        if self._taken == self._length:
            raise StopIteration
        deadline = _deadline(timeout)
        while not self._arrived or self._ordered and self._taken not in self._arrived:
            if not _wait(self._waiting, "result", "result", deadline):
                raise TimeoutError
        index = self._taken if self._ordered else next(iter(self._arrived))
        success, value = self._arrived.pop(index)
        self._taken += 1
        if success:
            return value
        raise value

    def __next__(self):
        return self.next()

    def _fail(self, error):
        self._left = 1
        self._set(self._taken, False, error, None)

    def _set(self, index, success, value, token):
        self._arrived[index] = (success, value)
        self._left -= 1
        if not self._left:
            del self._pool._pending[self._number]
        if not self._ordered or index == self._taken:
            _wake_all(self._waiting, "result", token)


def _map_star(function, items):
    return [function(item) for item in items]


def _star_map_star(function, items):
    return [function(*item) for item in items]


# Does a task: whether it went well, and its result or its exception.
def _attempt(token, func, args, kwds):
    _begin(token)
    try:
        value = func(*args, **kwds)
    except Exception as error:
        mark("error", error)
        return False, error
    mark("done", value)
    return True, value


class Pool:
    __module__ = "multiprocessing.pool"
    __reduce__ = "pool objects cannot be passed between processes or pickled"

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        if processes is None:
            processes = cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._initializer = initializer
        self._initargs = initargs
        self._most_tasks = maxtasksperchild
        self._tasks = channel()
        self._results = channel()
        self._pending = {}
        self._numbers = 0
        self._state = "RUN"
        self._workers = []
        self._processes = processes
        for _ in range(processes):
            self._start_worker()
        start_thread(self._handle_results, "", True)

    def _start_worker(self):
        worker = ForkProcess(target=self._work, daemon=True)
        worker.name = worker.name.replace("Process", "PoolWorker")
        mark("worker", worker.name)
        worker.start()
        self._workers.append(worker)

    def _work(self):
        try:
            self._take_tasks()
        except MemoryError as error:
            # There was no room for a task.
            channel_put(self._results, error)

    def _take_tasks(self):
        if self._initializer is not None:
            self._initializer(*self._initargs)
        done = 0
        while self._most_tasks is None or done < self._most_tasks:
            task = _take(self._tasks, "idle", "")
            if task is None:
                return
            number, index, token, func, args, kwds = task
            success, value = _attempt(token, func, args, kwds)
            text = None if success else traceback(value)
            try:
                channel_put(self._results, (number, index, success, value, text, here()))
            except Exception as error:
                wrapped = MaybeEncodingError(error, value)
                channel_put(self._results, (number, index, False, wrapped, None, here()))
            done += 1
        # To be replaced.
        channel_put(self._results, pid() - _FIRST)

    def _handle_results(self):
        while self._state in ("RUN", "CLOSE"):
            try:
                self._take_results()
            except MemoryError as error:
                # There was no room for a result.
                self._fail(error)

    def _fail(self, error):
        for result in list(self._pending.values()):
            result._fail(error)

    def _take_results(self):
        while self._state != "TERMINATE":
            answer = _take(self._results, "idle", "")
            if isinstance(answer, int):
                self._workers = [worker for worker in self._workers if worker._number != answer]
                if self._state == "RUN" or self._pending:
                    self._start_worker()
            elif isinstance(answer, MemoryError):
                self._fail(answer)
            elif answer is not None:
                number, index, success, value, text, token = answer
                if text is not None:
                    value.__cause__ = RemoteTraceback(f'\n"""\n{text}"""')
                pending = self._pending.get(number)
                if pending is not None:
                    pending._set(index, success, value, token)
                self._check_end()
            elif self._state == "END":
                return

    # When it has been closed and all is done, the workers end.
    def _check_end(self):
        if self._state == "CLOSE" and not self._pending:
            self._state = "END"
            for _ in self._workers:
                channel_put(self._tasks, None)
            channel_put(self._results, None)

    def _check_running(self):
        if self._state != "RUN":
            raise ValueError("Pool not running")

    def _add(self, result):
        self._numbers += 1
        self._pending[self._numbers] = result
        return self._numbers

    # What cannot be copied is the call's result, as an exception.
    def _put(self, result, index, text, func, args, kwds):
        try:
            channel_put(self._tasks, (result._number, index, (text, here()), func, args, kwds))
            mark("submit", text)
        except Exception as error:
            result._set(index, False, error, None)

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._put(result, 0, _called(func, args, kwds), func, args, kwds)
        return result

    def map(self, func, iterable, chunksize=None):
        return self.map_async(func, iterable, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map(_map_star, func, iterable, chunksize, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        return self.starmap_async(func, iterable, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map(_star_map_star, func, iterable, chunksize, callback, error_callback)

    def _map(self, mapper, func, iterable, chunksize, callback, error_callback):
        self._check_running()
        items = list(iterable)
        if chunksize is None:
            chunksize, rest = divmod(len(items), self._processes * 4)
            if rest:
                chunksize += 1
        chunks = [items[start : start + chunksize] for start in range(0, len(items), max(chunksize, 1))]
        result = MapResult(self, callback, error_callback, len(chunks))
        for index, chunk in enumerate(chunks):
            first = chunk[0] if mapper is not _map_star and type(chunk[0]) in (list, tuple) else chunk[:1]
            self._put(result, index, _called(func, first, {}, len(chunk)), mapper, (func, chunk), {})
        return result

    def imap(self, func, iterable, chunksize=1):
        return self._imap(func, iterable, chunksize, True)

    def imap_unordered(self, func, iterable, chunksize=1):
        return self._imap(func, iterable, chunksize, False)

    def _imap(self, func, iterable, chunksize, ordered):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f"Chunksize must be 1+, not {chunksize}")
        items = list(iterable)
        chunks = [items[start : start + chunksize] for start in range(0, len(items), chunksize)]
        results = IMapIterator(self, len(chunks), ordered)
        for index, chunk in enumerate(chunks):
            self._put(results, index, _called(func, chunk[:1], {}, len(chunk)), _map_star, (func, chunk), {})
        return _each(results) if chunksize > 1 else _Singles(results)

    def close(self):
        if self._state == "RUN":
            self._state = "CLOSE"
            self._check_end()

    def terminate(self):
        if self._state != "TERMINATE":
            self._state = "TERMINATE"
            channel_put(self._results, None)
            for worker in self._workers:
                worker.terminate()

    def join(self):
        if self._state == "RUN":
            raise ValueError("Pool is still running")
        while self._workers:
            worker = self._workers[0]
            worker.join()
            if worker in self._workers:
                self._workers.remove(worker)

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, *details):
        self.terminate()


def _each(results):
    for chunk in results:
        for value in chunk:
            yield value


# The parts of an imap with one item each.
class _Singles:
    def __init__(self, results):
        self._results = results

    def __iter__(self):
        return self

    def __next__(self):
        return self._results.next()[0]

    def next(self, timeout=None):
        return self._results.next(timeout)[0]
