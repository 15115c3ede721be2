import threading
import time


def leave():
    time.sleep(1)
    raise SystemExit(3)


thread = threading.Thread(target=leave)
thread.start()
thread.join()
print("only the thread ended")
