import threading
import time
from queue import Queue


class Actor:
    def __init__(self, name):
        self.name = name
        self.mailbox = Queue()
        self.thread = threading.Thread(target=self._loop, name=name)
        self.thread.start()

    def _loop(self):
        while True:
            message, reply = self.mailbox.get()
            if message is None:
                return
            reply.put(self.receive(message))

    def ask(self, message):
        reply = Queue(1)
        self.mailbox.put((message, reply))
        return reply

    def stop(self):
        self.mailbox.put((None, None))
        self.thread.join()


class Counter(Actor):
    count = 0

    def receive(self, message):
        time.sleep(0.5)
        self.count += message
        return f"{threading.current_thread().name}: {self.count}"


a, b = Counter("a"), Counter("b")
replies = [actor.ask(n) for n, actor in enumerate((a, b, a, b), 1)]
print([reply.get() for reply in replies])
a.stop()
b.stop()
print(a.count, b.count, Counter.count)
