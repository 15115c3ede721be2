class Outer:
    class Failure(Exception):
        def __init__(self, code, text):
            super().__init__(text)
            self.code = code

    def fail(self):
        raise Outer.Failure(3, "it failed")


def main():
    class Local(Exception):
        pass

    try:
        Outer().fail()
    except Outer.Failure as error:
        raise Local(error.code, error) from error


main()
