//! Programs and their pictures.

use super::check;

#[test]
fn listing_async_create_task() {
    check(
        include_str!("../../src/catalogue/async_create_task.py"),
        "
        MainThread |aaaaaaaaaaaa|
          Task-1   |aaaaaaaaaaaa|
          Task-2   |aaaaaaaaaaaa|
          Task-3   |aaaaaaaaaaaa|
        total 3.000 s
        ",
    );
}

#[test]
fn listing_process_pool() {
    check(
        include_str!("../../src/catalogue/process_pool.py"),
        "
        MainProcess        |....................|
          MainThread       |wwwwwwwwwwwwwwwwwwww|
          ForkPoolWorker-1 |ssssssssssssssssssss|
          ForkPoolWorker-2 |ssssssssiiiiiiiiiiii|
          ForkPoolWorker-3 |ssssssssssssiiiiiiii|
        total 5.010 s
        ",
    );
}

#[test]
fn listing_sync_loop() {
    check(
        include_str!("../../src/catalogue/sync_loop.py"),
        "
        MainThread |ssssssssssssssssssss|
        total 10.000 s
        ",
    );
}

#[test]
fn listing_threadpool_map() {
    check(
        include_str!("../../src/catalogue/threadpool_map.py"),
        "
        MainThread             |wwwwwwwwwwwwwwww|
        ThreadPoolExecutor-0_0 |ssss............|
        ThreadPoolExecutor-0_1 |ssssssss........|
        ThreadPoolExecutor-0_2 |ssssssssssss....|
        ThreadPoolExecutor-0_3 |ssssssssssssssss|
        total 4.000 s
        ",
    );
}

#[test]
fn blocking_in_a_coroutine_holds_all_tasks_up() {
    check(
        "
import asyncio, time
async def polite():
    await asyncio.sleep(1)
    await asyncio.sleep(1)
async def rude():
    time.sleep(3)
async def main():
    await asyncio.gather(polite(), rude())
asyncio.run(main())
",
        "
        MainThread |ssssssssssssaaaa|
          Task-1   |aaaaaaaaaaaaaaaa|
          Task-2   |aaaaaaaaaaaaaaaa|
          Task-3   |ssssssssssss....|
        total 4.000 s
        ",
    );
}

#[test]
fn awaiting_coroutines_one_after_the_other_is_one_task() {
    check(
        "
import asyncio
async def work(n):
    await asyncio.sleep(n)
async def main():
    await work(1)
    await work(2)
asyncio.run(main())
",
        "
        MainThread |aaaaaaaaaaaa|
          Task-1   |aaaaaaaaaaaa|
        total 3.000 s
        ",
    );
}

#[test]
fn a_thread_called_instead_of_passed_runs_in_main() {
    check(
        "
import threading, time
def work():
    time.sleep(2)
threads = [threading.Thread(target=work()) for _ in range(2)]
for thread in threads:
    thread.start()
",
        "
        MainThread |ssssssssssssssss|
        Thread-1   |................|
        Thread-2   |................|
        total 4.000 s
        ",
    );
}

#[test]
fn threads_that_are_joined() {
    check(
        "
import threading, time
threads = [threading.Thread(target=time.sleep, args=(n,)) for n in (1, 2, 3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
",
        "
        MainThread       |wwwwwwwwwwww|
        Thread-1 (sleep) |ssss........|
        Thread-2 (sleep) |ssssssss....|
        Thread-3 (sleep) |ssssssssssss|
        total 3.000 s
        ",
    );
}

#[test]
fn a_daemon_thread_ends_with_the_program() {
    check(
        "
import threading, time
threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
time.sleep(2)
",
        "
        MainThread       |ssssssss|
        Thread-1 (sleep) |ssssssss|
        total 2.000 s
        ",
    );
}

#[test]
fn a_thread_outlives_the_main_program() {
    check(
        "
import threading, time
threading.Thread(target=time.sleep, args=(4,)).start()
time.sleep(2)
",
        "
        MainThread       |sssswwww|
        Thread-1 (sleep) |ssssssss|
        total 4.000 s
        ",
    );
}

#[test]
fn two_workers_four_jobs() {
    check(
        "
import time
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as pool:
    pool.map(time.sleep, [1, 2, 3, 2])
",
        "
        MainThread             |wwwwwwwwwwwwwwww|
        ThreadPoolExecutor-0_0 |ssssssssssssssss|
        ThreadPoolExecutor-0_1 |ssssssssssssssss|
        total 4.000 s
        ",
    );
}

#[test]
fn threads_of_a_pool_start_when_they_are_needed() {
    check(
        "
import time
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(3) as pool:
    pool.submit(time.sleep, 1).result()
    pool.submit(time.sleep, 1).result()
    pool.submit(time.sleep, 2)
    pool.submit(time.sleep, 2)
",
        "
        MainThread             |wwwwwwwwwwwwwwww|
        ThreadPoolExecutor-0_0 |ssssssssssssssss|
        ThreadPoolExecutor-0_1 |........ssssssss|
        total 4.000 s
        ",
    );
}

#[test]
fn an_executor_beside_an_event_loop() {
    check(
        "
import asyncio, time
async def ticks():
    for _ in range(4):
        await asyncio.sleep(1)
async def main():
    loop = asyncio.get_running_loop()
    await asyncio.gather(ticks(), loop.run_in_executor(None, time.sleep, 3))
asyncio.run(main())
",
        "
        MainThread |aaaaaaaaaaaaaaaa|
          Task-1   |aaaaaaaaaaaaaaaa|
          Task-2   |aaaaaaaaaaaaaaaa|
        asyncio_0  |ssssssssssssiiii|
        total 4.000 s
        ",
    );
}

#[test]
fn processes_share_work() {
    check(
        "
import time
from multiprocessing import Pool
with Pool(2) as pool:
    pool.map(time.sleep, [1, 2, 1, 2], chunksize=1)
",
        "
        MainProcess        |................|
          MainThread       |wwwwwwwwwwwwwwww|
          ForkPoolWorker-1 |ssssssssiiiiiiii|
          ForkPoolWorker-2 |ssssssssssssssss|
        total 4.010 s
        ",
    );
}

#[test]
fn leaving_a_pool_ends_its_processes() {
    check(
        "
import time
from multiprocessing import Pool
with Pool(2) as pool:
    pool.apply_async(time.sleep, (9,))
    time.sleep(2)
time.sleep(2)
",
        "
        MainProcess        |................|
          MainThread       |ssssssssssssssss|
          ForkPoolWorker-1 |ssssssss........|
          ForkPoolWorker-2 |iiiiiiii........|
        total 4.000 s
        ",
    );
}

#[test]
fn left_over_tasks_are_cancelled() {
    check(
        "
import asyncio
async def forever():
    await asyncio.sleep(100)
async def main():
    asyncio.create_task(forever())
    await asyncio.sleep(2)
asyncio.run(main())
",
        "
        MainThread |aaaaaaaa|
          Task-1   |aaaaaaaa|
          Task-2   |aaaaaaaa|
        total 2.000 s
        ",
    );
}

#[test]
fn computing_threads_take_turns() {
    check(
        "
import threading
def count():
    for n in range(100000):
        pass
threads = [threading.Thread(target=count) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
",
        "
        MainThread       |ggggggggggggwwwwwwwwgggg|
        Thread-1 (count) |rrrrrrrrggggrrrrgggg....|
        Thread-2 (count) |....ggggrrrrggggrrrrrrrr|
        total 0.030 s
        ",
    );
}

#[test]
fn computing_processes_do_not() {
    check(
        "
from multiprocessing import Pool
def count(n):
    for n in range(100000):
        pass
with Pool(2) as pool:
    pool.map(count, [1, 2], chunksize=1)
",
        "
        MainProcess        |........................|
          MainThread       |wwwwwwwwwwwwwwwwwwwwwwww|
          ForkPoolWorker-1 |uuuuuuuuuurrrrrrrrrrrrrr|
          ForkPoolWorker-2 |uuuuuuuuuurrrrrrrrrrrrrr|
        total 0.025 s
        ",
    );
}

#[test]
fn two_loops_in_two_threads() {
    check(
        "
import asyncio, threading
async def work(n):
    await asyncio.sleep(n)
thread = threading.Thread(target=asyncio.run, args=(work(2),))
thread.start()
asyncio.run(work(1))
thread.join()
",
        "
        MainThread     |aaaawwww|
          Task-2       |aaaa....|
        Thread-1 (run) |aaaaaaaa|
          Task-1       |aaaaaaaa|
        total 2.000 s
        ",
    );
}

#[test]
fn an_exception_ends_a_task_early() {
    check(
        "
import asyncio
async def fail():
    await asyncio.sleep(1)
    raise ValueError
async def main():
    results = await asyncio.gather(fail(), asyncio.sleep(2), return_exceptions=True)
asyncio.run(main())
",
        "
        MainThread |aaaaaaaa|
          Task-1   |aaaaaaaa|
          Task-2   |aaaa....|
          Task-3   |aaaaaaaa|
        total 2.000 s
        ",
    );
}

#[test]
fn pyrallel_is_processes_and_a_collector_that_polls() {
    check(
        "
import time
from pyrallel.parallel_processor import ParallelProcessor
done = []
def work(n):
    time.sleep(n)
    return n
processor = ParallelProcessor(num_of_processor=3, mapper=work, collector=done.append)
processor.start()
processor.map([1, 2, 3, 1])
processor.task_done()
processor.join()
",
        "
        MainProcess  |....................|
          MainThread |wwwwwwwwwwwwwwwwwwww|
          Thread-1   |wwwwwwwwwwwwwwwwwwww|
          Process-1  |sssssssssssss.......|
          Process-2  |sssssssssssss.......|
          Process-3  |sssssssssssssssssss.|
        total 3.100 s
        ",
    );
}

#[test]
fn threads_wait_for_a_lock() {
    check(
        "
import threading, time
lock = threading.Lock()
def work(n):
    with lock:
        time.sleep(n)
threads = [threading.Thread(target=work, args=(n,)) for n in (1, 2, 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
",
        "
        MainThread      |wwwwwwwwwwwwwwww|
        Thread-1 (work) |ssss............|
        Thread-2 (work) |wwwwssssssss....|
        Thread-3 (work) |wwwwwwwwwwwwssss|
        total 4.000 s
        ",
    );
}
