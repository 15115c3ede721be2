# Runs the program that is its first argument, on a machine with as many processors as the second says and where every
# random number is the third. Sleeps take a tenth of their time: they are replaced before the program imports them.
# Processes are forked, so that they have it as well.
import ast, asyncio, builtins, inspect, multiprocessing, os, queue, random, sys, threading, time, types

program, cpus, drawn = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def whole(*values, sep=" ", end="\n"):
    # CPython writes the text and the line end one after the other, and another thread may come in between. Flushed,
    # because a pool ends its processes before they have written what they hold back.
    sys.stdout.write(sep.join(map(str, values)) + end)
    sys.stdout.flush()


builtins.print = whole
blocking, waiting, until = time.sleep, asyncio.sleep, asyncio.wait
time.sleep = lambda seconds: blocking(seconds / 10)
asyncio.sleep = lambda seconds, *result: waiting(seconds / 10, *result)
asyncio.wait = lambda tasks, timeout=None: until(tasks, timeout=timeout and timeout / 10)
os.cpu_count = multiprocessing.cpu_count = lambda: cpus
random.randint = lambda low, high: drawn
multiprocessing.set_start_method("fork")


class ParallelProcessor:
    # As much of PyRallel as a listing needs, should the package not be there: a queue and a process for each mapper.
    def __init__(self, num_of_processor, mapper, collector):
        self.mapper, self.collector = mapper, collector
        self.tasks = [multiprocessing.Queue() for _ in range(num_of_processor)]
        self.results = multiprocessing.Queue()
        self.next = 0

    def serve(self, tasks):
        while (task := tasks.get()) is not None:
            self.results.put((self.mapper(task),))
        self.results.put(None)

    def collect(self):
        for _ in self.tasks:
            while (result := self.results.get()) is not None:
                self.collector(*result)

    def start(self):
        self.processes = [multiprocessing.Process(target=self.serve, args=(tasks,)) for tasks in self.tasks]
        for process in self.processes:
            process.start()
        self.thread = threading.Thread(target=self.collect)
        self.thread.start()

    def map(self, tasks):
        for task in tasks:
            self.tasks[self.next].put(task)
            self.next = (self.next + 1) % len(self.tasks)

    def task_done(self):
        for tasks in self.tasks:
            tasks.put(None)

    def join(self):
        for process in self.processes:
            process.join()
        self.thread.join()


def module(name, **content):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(content)
    return sys.modules[name]


module("numpy", arange=lambda *limits: list(range(*limits)), random=types.SimpleNamespace(randint=lambda low, high: drawn))
module("pyrallel", parallel_processor=module("pyrallel.parallel_processor", ParallelProcessor=ParallelProcessor))

code = compile(program, "program.py", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
if code.co_flags & inspect.CO_COROUTINE:
    # A notebook's cell: its loop goes on when the cell has ended.
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(eval(code))
    if left := asyncio.all_tasks(loop):
        loop.run_until_complete(until(left))
else:
    exec(code)
