//! The listings, and programs made up, with a lane for each task.

use proptest::prelude::*;
use tasklanes::catalogue::LISTINGS;
use tasklanes::catalogue::build::{build_all, poster};
use tasklanes::kernel::Config;
use tasklanes::python::{Options, compile_and_link};
use tasklanes::simulate::record;
use tasklanes::timeline::details::details;
use tasklanes::timeline::summary;
use tasklanes::timeline::text::text;
use tasklanes::timeline::thumbnail::thumbnail;
use tasklanes::trace::tasks::{ByTask, by_task};
use tasklanes::trace::{LaneKind, Outcome, SpanId, Trace};

use super::{check_trace, jobs, list, run, well_formed};

fn regrouped(trace: &Trace) -> Trace {
    let tasks = by_task(trace);
    assert_eq!(summary(&tasks).waiting, summary(trace).waiting, "{}\n{}", text(trace, 40), text(&tasks, 40));
    assert_eq!(tasks.end, trace.end);
    assert_eq!(tasks.stdout(), trace.stdout());
    tasks
}

/// As it grows, in the order in which the kernel says it.
fn live(program: &str) -> Trace {
    let (mut by_task, mut trace) = (ByTask::default(), Trace::default());
    let program = compile_and_link("a.py", program, Options::default()).unwrap();
    record(program, Config::default(), |change| {
        by_task.apply(&change).into_iter().for_each(|change| trace.apply(change));
    })
    .unwrap();
    by_task.settle().into_iter().for_each(|change| trace.apply(change));
    trace
}

fn check(program: &str, expected: &str) {
    check_trace(&regrouped(&run(program)), expected);
    check_trace(&live(program), expected);
}

fn lines(picture: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = picture.lines().collect();
    lines.sort_unstable();
    lines
}

/// What must hold whatever the program.
fn verify(program: &str) -> Trace {
    let trace = run(program);
    let (after, growing) = (regrouped(&trace), live(program));
    if trace.end.as_ref().is_some_and(|end| end.outcome == Outcome::Finished) {
        well_formed(&after);
        well_formed(&growing);
    }
    let (after_text, growing_text) = (text(&after, 40), text(&growing, 40));
    assert_eq!(lines(&after_text), lines(&growing_text), "after it, and while it grows");
    assert_eq!(summary(&growing).waiting, summary(&trace).waiting);
    after
}

#[test]
fn listings_while_they_grow() {
    for program in [
        include_str!("../../src/catalogue/async_wait.py"),
        include_str!("../../src/catalogue/async_create_task.py"),
        include_str!("../../src/catalogue/executor_gather.py"),
        include_str!("../../src/catalogue/process_pool.py"),
        include_str!("../../src/catalogue/pyrallel_map.py"),
        include_str!("../../src/catalogue/thread_event.py"),
        include_str!("../../src/catalogue/threadpool_map.py"),
    ] {
        verify(program);
    }
}

#[test]
fn items_of_a_thread_pool_are_queued() {
    check(
        &include_str!("../../src/catalogue/threadpool_map.py").replace("max_workers=5", "max_workers=2"),
        "
        MainThread |wwwwwwwwwwww|
        work(1)    |ss..........|
        work(2)    |ssss........|
        work(3)    |qqssssss....|
        work(4)    |qqqqssssssss|
        total 6.000 s
        ",
    );
}

#[test]
fn items_of_a_process_pool_do_not_start_but_wait() {
    check(
        include_str!("../../src/catalogue/process_pool.py"),
        "
        MainThread |wwwwwwwwwwwwwwwwwwww|
        work(1)    |ssss................|
        work(2)    |ssssssss............|
        work(3)    |ssssssssssss........|
        work(4)    |qqqqssssssssssssssss|
        total 5.010 s
        ",
    );
}

#[test]
fn a_task_that_blocks_its_thread_has_the_sleep_for_itself() {
    check(
        &include_str!("../../src/catalogue/async_create_task.py").replace("await asyncio.sleep", "time.sleep"),
        "
        MainThread |aaaaaaaaaaaa|
        Task-1     |aaaaaaaaaaaa|
        Task-2     |ssssss......|
        Task-3     |qqqqqqssssss|
        total 6.000 s
        ",
    );
}

#[test]
fn an_initializer_is_the_workers_own_and_items_are_named_by_what_is_plain() {
    check(
        "
import time
from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor
class Job:
    def __call__(self, n, *, more=None):
        time.sleep(1)
with ThreadPoolExecutor(1, initializer=time.sleep, initargs=(1,)) as pool:
    pool.submit(Job(), [], more='a text that is long')
    pool.submit(time.sleep, 0.5)
    pool.submit(Job().__call__, True)
with ProcessPoolExecutor(1) as pool:
    pool.submit(abs, -1)
    pool.submit(time.sleep, 1)
",
        "
        MainThread             |wwwwwwwwwwwwwwwwww|
        Job(…, 'a text tha…)   |qqqqssss..........|
        sleep(0.5)             |qqqqqqqqss........|
        __call__(True)         |qqqqqqqqqqssss....|
        ThreadPoolExecutor-0_0 |ssss..............|
        abs(-1)                |..................|
        sleep(1)               |..............ssss|
        total 4.510 s
        ",
    );
}

#[test]
fn items_are_called_after_what_is_called() {
    let names = |program: &str| {
        let items = by_task(&run(program)).lanes.into_iter().filter(|lane| lane.kind == LaneKind::Item);
        items.map(|lane| lane.name).collect::<Vec<_>>()
    };
    let program = "
from functools import partial
from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor
class Odd:
    def __getattr__(self, name):
        raise ValueError(name)
    def __repr__(self):
        raise ValueError('repr')
    def __call__(self, *given):
        pass
def add(a, b=0):
    return a + b
with ThreadPoolExecutor() as pool:
    jobs = [pool.submit(Odd(), Odd()), pool.submit(partial(add, 1), b=2), pool.submit(', '.join, 'ab')]
    jobs += [pool.submit(max, *range(100)), pool.submit(lambda: None), pool.submit(Odd)]
    [job.result() for job in jobs]
with ProcessPoolExecutor() as pool:
    list(pool.map(add, [1, 2, 3], [4, 5, 6], chunksize=2))
";
    let many = "max(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …)";
    let expected =
        ["Odd(…)", "add(1, 2)", "join('ab')", many, "<lambda>()", "Odd()", "add(1, 4) and 1 more", "add(3, 6)"];
    assert_eq!(names(program), expected);

    let program = "
import asyncio
from multiprocessing import Pool
def size(*given):
    return len(given)
with Pool(2) as pool:
    pool.map(size, [(1, 2), (3,), ()], chunksize=2)
    pool.starmap(size, [(1, 2), [3], 'c'], chunksize=1)
    list(pool.imap(size, [1.5]))
    pool.apply(size, ('https://example.org',), {})
async def main():
    await asyncio.gather(asyncio.to_thread(size, 1), asyncio.to_thread(dict, more=2))
asyncio.run(main())
";
    let expected = ["size(…) and 1 more", "size(…)", "size(1, 2)", "size(3)", "size('c')", "size(1.5)"];
    assert_eq!(names(program), [&expected[..], &["size('https://ex…)", "size(1)", "dict(2)"]].concat());
}

#[test]
fn an_item_that_is_cancelled_waits_until_then() {
    check(
        "
import time
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor(1)
jobs = [pool.submit(time.sleep, n) for n in (4, 3, 2, 1)]
time.sleep(1)
jobs[2].cancel()
time.sleep(1)
pool.shutdown(cancel_futures=True)
",
        "
        MainThread |ssww|
        sleep(4)   |ssss|
        sleep(3)   |qq..|
        sleep(2)   |q...|
        sleep(1)   |qq..|
        total 4.000 s
        ",
    );
}

#[test]
fn items_know_who_did_them_and_what_led_to_what() {
    let trace = by_task(&run("
import time
from multiprocessing.pool import ThreadPool
pool = ThreadPool(2)
first = pool.map_async(time.sleep, [1, 1, 1], chunksize=2)
first.get()
"));
    let lanes: Vec<_> = trace.lanes.iter().map(|lane| format!("{}, {}", lane.name, lane.detail)).collect();
    let expected = ["MainThread, ", "sleep(1) and 1 more, on Thread-1 (worker)", "sleep(1), on Thread-2 (worker)"];
    assert_eq!(lanes, expected);
    let seconds = |(lane, time): (tasklanes::trace::LaneId, tasklanes::time::Micros)| format!("{}@{time:.0}", lane.0);
    let link = |link: &tasklanes::trace::Link| format!("{:?} {} {}", link.kind, seconds(link.from), seconds(link.to));
    let links: Vec<_> = trace.links.iter().map(link).collect();
    assert_eq!(links, ["Submit 0@0 1@0", "Submit 0@0 2@0", "Result 1@2 0@2"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_pool_is_given_is_done_in_turn(jobs in jobs(), workers in 1..5_usize, pool in 0..4_usize) {
        let pool = [
            "import time\nfrom concurrent.futures import ThreadPoolExecutor as Pool\n",
            "import time\nfrom concurrent.futures import ProcessPoolExecutor as Pool\n",
            "import time\nfrom multiprocessing.pool import ThreadPool as Pool\n",
            "import time\nfrom multiprocessing import Pool\n",
        ][pool];
        let program = format!("{pool}with Pool({workers}) as pool:\n    list(pool.map(time.sleep, [{}], chunksize=1))\n", list(&jobs));
        let trace = verify(&program);
        prop_assert_eq!(trace.lanes.len(), jobs.len() + 1);
    }
}

/// What pools mark is for the rows by task alone.
#[test]
fn by_worker_nothing_tells_of_what_pools_mark() {
    let draw = |trace: &Trace| (poster(trace, ""), thumbnail(trace));
    let mut seen = 0;
    for product in LISTINGS.iter().flat_map(|listing| build_all(listing).unwrap()) {
        let trace = product.built.prediction;
        let mut without = trace.clone();
        without.marks.retain(|mark| !mark.kind.is_of_a_pool());
        seen += trace.marks.len() - without.marks.len();
        assert_eq!(draw(&trace), draw(&without));
        assert_eq!(summary(&trace), summary(&without));
        for span in (0..).take(trace.spans.len()).map(SpanId) {
            assert_eq!(details(&trace, span), details(&without, span));
        }
    }
    assert!(seen > 0, "pools mark something");
}
