import threading
import time


class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.lock = threading.Lock()

    def __repr__(self):
        return f"{self.name}={self.balance}"


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.name)
    with first.lock, second.lock:
        if source.balance < amount:
            raise ValueError(f"{source.name} is short of {amount - source.balance}")
        before = source.balance
        time.sleep(0.25)
        source.balance = before - amount
        target.balance += amount


def attempt(*args):
    try:
        transfer(*args)
    except ValueError as error:
        errors.append(str(error))


a, b = Account("a", 100), Account("b", 50)
errors = []
threads = []
for args in ((a, b, 70), (b, a, 100), (a, b, 500)):
    threads.append(threading.Thread(target=attempt, args=args))
    threads[-1].start()
    time.sleep(0.05)
for thread in threads:
    thread.join()
print(a, b, errors)
