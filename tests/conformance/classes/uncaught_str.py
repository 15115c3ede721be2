class Code:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"Code<{self.n}>"


class Told(Exception):
    def __init__(self, n):
        self.n = n

    def __str__(self):
        return f"told {self.n}"


try:
    raise Told(1)
except Told as error:
    raise ValueError("two", Code(2)) from error
