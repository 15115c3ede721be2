import threading
import time


def background():
    print("begins")
    time.sleep(5)
    print("never printed")


thread = threading.Thread(target=background, daemon=True)
print(thread.daemon)
thread.start()
time.sleep(1)
print("main ends")
