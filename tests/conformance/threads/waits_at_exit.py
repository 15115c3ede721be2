import threading
import time


def background():
    time.sleep(2)
    print("background ends")


threading.Thread(target=background).start()
print("main ends")
raise KeyError("but the thread is waited for")
