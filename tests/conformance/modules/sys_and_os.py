import os
import sys

sys.stdout.write("written\n")
print("to stderr", file=sys.stderr)
print("flushed", end="!\n", flush=True)
sys.stdout.flush()
print(sys.version_info >= (3, 8), sys.version_info[0], sys.version_info.major, sys.maxsize, sys.getrecursionlimit())
print(sys.getswitchinterval(), len(sys.argv), sys.byteorder)
print(os.environ.get("TASKLANES_NOT_SET"), os.getenv("TASKLANES_NOT_SET", "default"), os.getpid() > 0, os.cpu_count() > 0)


class Upper:
    def write(self, text):
        sys.stdout.write(text.upper())


print("a", "b", sep="-", file=Upper())
try:
    sys.exit(3)
except SystemExit as error:
    print("exit", error.code)
sys.exit("the last words")
