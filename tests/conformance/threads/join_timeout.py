import threading
import time

thread = threading.Thread(target=time.sleep, args=(3,), kwargs={})
thread.start()
begin = time.monotonic()
print(thread.join(timeout=1), thread.is_alive(), round(time.monotonic() - begin))
print(thread.join(0.5), thread.is_alive())
thread.join()
print(thread.is_alive(), round(time.monotonic() - begin))
thread.join(timeout=5)
print(round(time.monotonic() - begin))
