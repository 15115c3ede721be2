import threading
import time


class Promise:
    def __init__(self, function, *args):
        self._ready = threading.Event()
        self._result = self._error = None
        threading.Thread(target=self._run, args=(function, args)).start()

    def _run(self, function, args):
        try:
            self._result = function(*args)
        except Exception as error:
            self._error = error
        finally:
            self._ready.set()

    def get(self, timeout=None):
        if not self._ready.wait(timeout):
            raise TimeoutError(f"nothing within {timeout} s")
        if self._error:
            raise self._error
        return self._result


def slow(n):
    time.sleep(n)
    return 10 // (n - 2)


promises = [Promise(slow, n) for n in (1, 2, 3)]
for promise in promises:
    try:
        print(promise.get())
    except ZeroDivisionError as error:
        print(error)
try:
    Promise(slow, 4).get(timeout=1)
except TimeoutError as error:
    print(error)
