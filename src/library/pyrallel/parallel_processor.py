# pyrallel.ParallelProcessor: a queue for each process, filled in turn, and a thread of the parent that polls for the
# results. PyRallel's polls without a pause; this one rests in between, so that the chart can be read.

from _kernel import park
from multiprocessing import Process, Queue
from queue import Empty, Full
from threading import Thread

_PAUSE = 0.1


# Not asleep: it waits for the others, and looks again.
def _rest():
    park("queue", "poll", _PAUSE)


class Mapper:
    def __init__(self, idx):
        self._idx = idx

    def __enter__(self):
        self.enter()
        return self

    def __exit__(self, *details):
        self.exit(*details)

    def enter(self):
        pass

    def exit(self, *args, **kwargs):
        pass

    def process(self, *args, **kwargs):
        raise NotImplementedError


# Makes a mapper of a function.
class _FunctionMapper(Mapper):
    def __init__(self, idx, function, with_idx):
        super().__init__(idx)
        self._function = function
        self._more = {"_idx": idx} if with_idx else {}

    def process(self, *args, **kwargs):
        return self._function(*args, **kwargs, **self._more)


class CollectorThread(Thread):
    def __init__(self, instance, collector):
        super().__init__()
        self.instance = instance
        self.collector = collector

    def run(self):
        for results in self.instance.collect():
            for result in results:
                self.collector(*result)


class ParallelProcessor:
    def __init__(
        self,
        num_of_processor,
        mapper,
        max_size_per_mapper_queue=0,
        collector=None,
        max_size_per_collector_queue=0,
        enable_process_id=False,
        batch_size=1,
        progress=None,
        use_shm=False,
        enable_collector_queues=True,
        single_mapper_queue=False,
    ):
        if progress is not None:
            raise NotImplementedError("ParallelProcessor(progress=…) is not supported by tasklanes yet")
        self.num_of_processor = num_of_processor
        self.mapper = mapper
        self.collector = collector
        self.enable_process_id = enable_process_id
        self.batch_size = batch_size
        self.batch_data = []
        self.mapper_queue_index = 0
        if single_mapper_queue:
            self.mapper_queues = [Queue(max_size_per_mapper_queue * num_of_processor)]
        else:
            self.mapper_queues = [Queue(max_size_per_mapper_queue) for _ in range(num_of_processor)]
        self.collector_queues = None
        if enable_collector_queues:
            self.collector_queues = [Queue(max_size_per_collector_queue) for _ in range(num_of_processor)]
        self.processes = [Process(target=self._run, args=(idx,)) for idx in range(num_of_processor)]
        if collector:
            self.collector_thread = CollectorThread(self, collector)

    def start(self):
        if self.collector:
            self.collector_thread.start()
        for process in self.processes:
            process.start()

    def join(self):
        if self.collector:
            self.collector_thread.join()
        for process in self.processes:
            process.join()

    def map(self, tasks):
        for task in tasks:
            self.add_task(task)

    def add_task(self, *args, **kwargs):
        self.batch_data.append((args, kwargs))
        if len(self.batch_data) == self.batch_size:
            self._add_batch()

    # To the next queue with room for it.
    def _add_batch(self):
        batch = self.batch_data
        self.batch_data = []
        while True:
            queue = self.mapper_queues[self.mapper_queue_index]
            self.mapper_queue_index = (self.mapper_queue_index + 1) % len(self.mapper_queues)
            try:
                queue.put_nowait(batch)
                return
            except Full:
                if self.mapper_queue_index == 0:
                    _rest()

    def task_done(self):
        if self.batch_data:
            self._add_batch()
        for idx in range(self.num_of_processor):
            self.mapper_queues[idx % len(self.mapper_queues)].put(None)

    # What each process does.
    def _run(self, idx):
        results = self.collector_queues[idx] if self.collector and self.collector_queues is not None else None
        if isinstance(self.mapper, type) and issubclass(self.mapper, Mapper):
            mapper = self.mapper(idx)
        else:
            mapper = _FunctionMapper(idx, self.mapper, self.enable_process_id)
        queue = self.mapper_queues[idx % len(self.mapper_queues)]
        with mapper:
            while (batch := queue.get()) is not None:
                found = []
                for args, kwargs in batch:
                    result = mapper.process(*args, **kwargs)
                    found.append(result if isinstance(result, tuple) else (result,))
                if results is not None:
                    results.put(found)
            if results is not None:
                results.put(None)

    # In turn, from whatever queue has something.
    def collect(self):
        queues = list(self.collector_queues)
        while queues:
            quiet = True
            for queue in list(queues):
                try:
                    results = queue.get_nowait()
                except Empty:
                    continue
                quiet = False
                if results is None:
                    queues.remove(queue)
                else:
                    yield results
            if quiet:
                _rest()
