from functools import update_wrapper


class AbstractContextManager:
    def __enter__(self):
        return self


class AbstractAsyncContextManager:
    async def __aenter__(self):
        return self


class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return update_wrapper(inner, func)


class _GeneratorContextManager(ContextDecorator):
    def __init__(self, func, args, kwds):
        self._made = (func, args, kwds)
        self.gen = func(*args, **kwds)

    # A generator runs once: a decorated function needs one for each call.
    def _recreate_cm(self):
        return _GeneratorContextManager(*self._made)

    def __enter__(self):
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.gen.throw(value)
        except StopIteration as error:
            return error is not value
        except RuntimeError as error:
            if error is value or isinstance(value, StopIteration) and error.__cause__ is value:
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return update_wrapper(helper, func)


class _AsyncGeneratorContextManager:
    def __init__(self, func, args, kwds):
        self._made = (func, args, kwds)
        self.gen = func(*args, **kwds)

    def __call__(self, func):
        async def inner(*args, **kwds):
            async with _AsyncGeneratorContextManager(*self._made):
                return await func(*args, **kwds)

        return update_wrapper(inner, func)

    async def __aenter__(self):
        try:
            return await self.gen.__anext__()
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await self.gen.__anext__()
            except StopAsyncIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as error:
            return error is not value
        except RuntimeError as error:
            stops = (StopIteration, StopAsyncIteration)
            if error is value or isinstance(value, stops) and error.__cause__ is value:
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after athrow()")


def asynccontextmanager(func):
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)

    return update_wrapper(helper, func)


class suppress:
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)


class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *excinfo):
        self.thing.close()


class aclosing:
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *excinfo):
        await self.thing.aclose()


# Exits are kept as functions of what was raised; an asynchronous one is awaited.
class _Stack:
    def __init__(self):
        self._exits = []

    def push(self, exit):
        kind = type(exit)
        self._add(False, (lambda *details: kind.__exit__(exit, *details)) if hasattr(kind, "__exit__") else exit)
        return exit

    def enter_context(self, cm):
        kind = type(cm)
        if not hasattr(kind, "__enter__") or not hasattr(kind, "__exit__"):
            raise TypeError(f"'{kind.__name__}' object does not support the context manager protocol")
        result = kind.__enter__(cm)
        self._add(False, lambda *details: kind.__exit__(cm, *details))
        return result

    def callback(self, callback, /, *args, **kwds):
        def call(*details):
            callback(*args, **kwds)

        self._add(False, call)
        return callback

    def _add(self, asynchronous, exit):
        self._exits.append((asynchronous, exit))

    def pop_all(self):
        other = type(self)()
        other._exits, self._exits = self._exits, []
        return other


class ExitStack(_Stack):
    def __enter__(self):
        return self

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, *details):
        received = pending = details[1]
        while self._exits:
            _, exit = self._exits.pop()
            try:
                if exit(None if pending is None else type(pending), pending, None):
                    pending = None
            except BaseException as error:
                pending = error
        if pending is not None and pending is not received:
            raise pending
        return received is not None and pending is None


class AsyncExitStack(_Stack):
    async def enter_async_context(self, cm):
        kind = type(cm)
        if not hasattr(kind, "__aenter__") or not hasattr(kind, "__aexit__"):
            raise TypeError(f"'{kind.__name__}' object does not support the asynchronous context manager protocol")
        result = await kind.__aenter__(cm)
        self._add(True, lambda *details: kind.__aexit__(cm, *details))
        return result

    def push_async_exit(self, exit):
        kind = type(exit)
        self._add(True, (lambda *details: kind.__aexit__(exit, *details)) if hasattr(kind, "__aexit__") else exit)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        async def call(*details):
            await callback(*args, **kwds)

        self._add(True, call)
        return callback

    async def __aenter__(self):
        return self

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aexit__(self, *details):
        received = pending = details[1]
        while self._exits:
            asynchronous, exit = self._exits.pop()
            try:
                done = exit(None if pending is None else type(pending), pending, None)
                if await done if asynchronous else done:
                    pending = None
            except BaseException as error:
                pending = error
        if pending is not None and pending is not received:
            raise pending
        return received is not None and pending is None
