import threading
import time

left, right = threading.Lock(), threading.Lock()
log = []


def careful(name, first, second, pause):
    while True:
        with first:
            time.sleep(0.5)
            if second.acquire(timeout=pause):
                try:
                    log.append(f"{name} has both")
                    return
                finally:
                    second.release()
            log.append(f"{name} gives way")
        time.sleep(pause)


a = threading.Thread(target=careful, args=("a", left, right, 0.5))
b = threading.Thread(target=careful, args=("b", right, left, 2))
a.start()
b.start()
a.join()
b.join()
print(log)
