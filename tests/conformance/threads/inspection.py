import threading
import time

print(threading.current_thread().name, threading.main_thread() is threading.current_thread(), threading.active_count())
stop = threading.Event()
threads = [threading.Thread(target=stop.wait, name=f"t{n}", daemon=n == 1) for n in range(3)]
print([thread.ident for thread in threads])
for thread in threads:
    thread.start()
print(threading.active_count(), [thread.name for thread in threading.enumerate()])
print([thread.daemon for thread in threads], len({thread.ident for thread in threads}))
print(threading.get_ident() == threading.current_thread().ident == threading.main_thread().ident)
stop.set()
for thread in threads:
    thread.join()
print(threading.active_count(), threads[0].is_alive())
threads[0].name = "renamed"
print(threads[0].name)
for wrong in (lambda: setattr(threading.current_thread(), "daemon", True), lambda: threading.Thread(group=1), lambda: threading.Thread(target=print).join()):
    try:
        wrong()
    except (RuntimeError, AssertionError) as error:
        print(type(error).__name__, error)
inherits = []
outer = threading.Thread(target=lambda: inherits.append(threading.Thread().daemon), daemon=True)
outer.start()
outer.join()
print(inherits)
