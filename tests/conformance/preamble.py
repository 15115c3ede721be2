# Run before each program under CPython: `python3 -c <this> FILE.py SCALE TIMES`.
#
# Sleeps take 1/SCALE of their time, there are four processors, lines of output leave at once (also a child
# process's that is killed later), and how long the program took is written to the file TIMES when everything
# that CPython waits for at its end is over. The program itself is not changed.
import asyncio
import atexit
import os
import sys
import threading
import time
import types


class _Lines(threading.local):
    """Standard output in whole lines, so that threads and processes do not tear each other's."""

    text = ""

    def write(self, text):
        *lines, self.text = (self.text + text).split("\n")
        if lines:
            os.write(1, "".join(line + "\n" for line in lines).encode())

    def flush(self):
        pass


def _prepare():
    file, scale, times = sys.argv[1], float(sys.argv[2]), sys.argv[3]
    del sys.argv[2:], sys.argv[0]
    blocked, later = time.sleep, asyncio.BaseEventLoop.call_later

    def sleep(seconds):
        return blocked(seconds / scale if isinstance(seconds, (int, float)) else seconds)

    def call_later(loop, delay, callback, *args, context=None):
        return later(loop, delay / scale, callback, *args, context=context)

    time.sleep = sleep
    asyncio.BaseEventLoop.call_later = call_later
    os.cpu_count = lambda: 4
    sys.stdout = _Lines()
    atexit.register(lambda: os.write(1, sys.stdout.text.encode()))
    begin = time.perf_counter()

    # Registered first, so called last. A forked child does not come here.
    @atexit.register
    def write():
        with open(times, "w") as out:
            out.write(str(time.perf_counter() - begin))

    with open(file, encoding="utf-8") as source:
        code = compile(source.read(), file, "exec")
    main = types.ModuleType("__main__")
    main.__file__ = file
    sys.modules["__main__"] = main
    return code, main.__dict__


exec(*_prepare())
