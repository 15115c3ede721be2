class Memoize:
    def __init__(self, function):
        self.function = function
        self.known = {}
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        if args not in self.known:
            self.known[args] = self.function(*args)
        return self.known[args]


@Memoize
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(50), fibonacci.calls, len(fibonacci.known))


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("a deposit is positive")
        self.balance += amount
        self.history.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"{self.owner} has only {self.balance}")
        self.balance -= amount
        self.history.append(("withdraw", amount))
        return self


account = Account("Ada").deposit(100).withdraw(30)
print(account.balance, account.history)
try:
    account.withdraw(1000)
except ValueError as error:
    print(error)
accounts = {name: Account(name, n) for n, name in enumerate("xyz")}
accounts["x"].balance += 5
accounts["y"].history += ["note"]
print({name: (a.balance, a.history) for name, a in accounts.items()})


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


p = Point(1, 2)
p.x, p.y = p.y, p.x
print(p.x, p.y)
