import threading
import time


def fails(n):
    time.sleep(n)
    return {}[n]


def hook(details):
    print("hook", details.exc_type.__name__, details.exc_value, details.thread.name)


thread = threading.Thread(target=fails, args=(0.5,), name="unlucky")
thread.start()
thread.join()
print("main goes on", thread.is_alive())
threading.excepthook = hook
thread = threading.Thread(target=fails, args=(1,), name="hooked")
thread.start()
thread.join()
print("end")
