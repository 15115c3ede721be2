from _kernel import write, write_error

argv = [""]
byteorder = "little"
executable = "/usr/bin/python3"
maxsize = 9223372036854775807
platform = "linux"
version = "3.11.0 (tasklanes)"


class _Version:
    major = 3
    minor = 11
    micro = 0
    releaselevel = "final"
    serial = 0

    def _tuple(self):
        return (3, 11, 0, "final", 0)

    def __iter__(self):
        return iter(self._tuple())

    def __len__(self):
        return 5

    def __getitem__(self, index):
        return self._tuple()[index]

    def __eq__(self, other):
        return self._tuple() == tuple(other)

    def __lt__(self, other):
        return self._tuple() < tuple(other)

    def __le__(self, other):
        return self._tuple() <= tuple(other)

    def __gt__(self, other):
        return self._tuple() > tuple(other)

    def __ge__(self, other):
        return self._tuple() >= tuple(other)

    def __repr__(self):
        return "sys.version_info(major=3, minor=11, micro=0, releaselevel='final', serial=0)"


version_info = _Version()


class _Output:
    encoding = "utf-8"

    def __init__(self, name, put):
        self.name = name
        self._put = put

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._put(text)
        return len(text)

    def writelines(self, lines, /):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False


stdout = _Output("<stdout>", write)
stderr = _Output("<stderr>", write_error)


def exit(status=None, /):
    raise SystemExit(status)


def getswitchinterval():
    return 0.005


def setswitchinterval(interval, /):
    pass


def getrecursionlimit():
    return 1000


def setrecursionlimit(limit, /):
    pass


def intern(string, /):
    return string


def getdefaultencoding():
    return "utf-8"
