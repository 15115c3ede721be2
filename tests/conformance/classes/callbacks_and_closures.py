class Button:
    def __init__(self):
        self.handlers = []

    def on(self, handler):
        self.handlers.append(handler)
        return handler

    def press(self, *args):
        return [handler(*args) for handler in self.handlers]


class Logger:
    def __init__(self, prefix):
        self.prefix = prefix
        self.lines = []

    def log(self, text):
        self.lines.append(f"{self.prefix}: {text}")
        return len(self.lines)


button, logger = Button(), Logger("log")
button.on(logger.log)
button.on(lambda text: text * 2)


@button.on
def third(text):
    return third.__name__


print(button.press("a"), button.press("b"), logger.lines)


def make_class(base, factor):
    class Scaled(base):
        def __init__(self, value):
            self.value = value * factor

        def log(self, text):
            return f"{factor} {text}"

    return Scaled


Double, Triple = make_class(Logger, 2), make_class(object, 3)
print(Double(5).value, Triple(5).value, Double(1).log("x"), Triple.__name__)


class Table:
    rows = [n * n for n in range(4)]
    total = sum(rows)
    names = {"a": 1}

    def lookup(self, name, default=total):
        return self.names.get(name, default)


print(Table.rows, Table.total, Table().lookup("a"), Table().lookup("b"))


class Node:
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

    def depth(self):
        return 1 + max((child.depth() for child in self.children), default=0)


tree = Node(1, Node(2, Node(3)), Node(4))
print(list(tree), tree.depth(), sum(tree))
