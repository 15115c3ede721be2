//! What programs do, drawn as text: the listings and small programs against their pictures; and what must hold of
//! every trace, on programs made up from a grammar.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

use proptest::prelude::*;
use tasklanes::kernel::Config;
use tasklanes::python::{Options, compile_and_link};
use tasklanes::simulate::simulate;
use tasklanes::timeline::text::text;
use tasklanes::trace::{LaneKind, Outcome, Trace};

fn run(program: &str) -> Trace {
    simulate(compile_and_link("a.py", program, Options::default()).unwrap(), Config::default()).unwrap()
}

/// Fails, with both pictures, unless a program's trace drawn as text is the one expected; the columns are the expected
/// picture's.
fn check(program: &str, expected: &str) {
    check_trace(&run(program), expected);
}

fn check_trace(trace: &Trace, expected: &str) {
    let tidy = |picture: &str| {
        let lines = picture.lines().filter(|line| !line.trim().is_empty());
        let least = lines.clone().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        lines.map(|line| line[least..].trim_end()).collect::<Vec<_>>().join("\n")
    };
    let columns = expected.split('|').nth(1).map_or(20, |bars| bars.chars().count());
    let (expected, found) = (tidy(expected), tidy(&text(trace, columns)));
    assert!(expected == found, "expected\n{expected}\n\nfound\n{found}\n");
}

#[path = "traces/pictures.rs"]
mod pictures;

#[path = "traces/by_task.rs"]
mod by_task;

/// What a task, or a thread, does: sleeps, in tenths of a second.
type Sleeps = Vec<u64>;

/// How long `n` workers take for jobs of these lengths, handed out in order: by simulating nothing but their queue.
fn schedule(jobs: &[u64], workers: usize) -> u64 {
    let mut free = vec![0; workers];
    for job in jobs {
        let next = free.iter_mut().min().unwrap();
        *next += job;
    }
    free.into_iter().max().unwrap_or(0)
}

fn seconds(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn list(jobs: &[u64]) -> String {
    jobs.iter().map(|&job| seconds(job)).collect::<Vec<_>>().join(", ")
}

/// What must hold of every trace of a program that came to its end.
fn well_formed(trace: &Trace) {
    let end = trace.end.as_ref().unwrap();
    assert_eq!(end.outcome, Outcome::Finished, "{:?}", trace.output);
    for (at, lane) in trace.lanes.iter().enumerate() {
        let lane_end = lane.end.unwrap();
        assert!(lane.start <= lane_end && lane_end <= end.time, "{lane:?}");
        if let Some(parent) = lane.parent {
            let parent = &trace.lanes[parent.0 as usize];
            assert!(parent.start <= lane.start && lane_end <= parent.end.unwrap(), "{lane:?} in {parent:?}");
        }
        let mut spans: Vec<_> = trace.spans.iter().filter(|span| span.lane.0 as usize == at).collect();
        spans.sort_by_key(|span| (span.start, span.end));
        for span in &spans {
            assert!(lane.start <= span.start && span.end.unwrap() <= lane_end, "{span:?} outside {lane:?}");
            assert!(span.start < span.end.unwrap(), "{span:?} takes no time");
        }
        for pair in spans.windows(2) {
            assert!(pair[0].end.unwrap() <= pair[1].start, "{:?} overlaps {:?}", pair[0], pair[1]);
        }
    }
    for mark in &trace.marks {
        let lane = &trace.lanes[mark.lane.0 as usize];
        assert!(lane.start <= mark.time && mark.time <= lane.end.unwrap(), "{mark:?} outside {lane:?}");
    }
}

fn checked(program: &str) -> Trace {
    let trace = run(program);
    well_formed(&trace);
    assert_eq!(trace, run(program), "not the same twice: {program}");
    trace
}

fn jobs() -> impl Strategy<Value = Sleeps> {
    prop::collection::vec(0..40_u64, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_thread_pool_takes_as_long_as_its_queue(jobs in jobs(), workers in 1..6_usize) {
        let program = format!(
            "import time\nfrom concurrent.futures import ThreadPoolExecutor\n\
             with ThreadPoolExecutor({workers}) as pool:\n    pool.map(time.sleep, [{}])\n",
            list(&jobs)
        );
        let trace = checked(&program);
        prop_assert_eq!(trace.latest().0, schedule(&jobs, workers) * 100_000);
    }

    #[test]
    fn a_process_pool_takes_as_long_as_its_queue_and_a_start(jobs in jobs(), workers in 1..6_usize) {
        let program = format!(
            "import time\nfrom multiprocessing import Pool\nwith Pool({workers}) as pool:\n    \
             pool.map(time.sleep, [{}], chunksize=1)\n",
            list(&jobs)
        );
        let trace = checked(&program);
        prop_assert_eq!(trace.latest().0, schedule(&jobs, workers) * 100_000 + 10_000);
    }

    #[test]
    fn tasks_take_as_long_as_the_longest_and_blocking_ones_their_sum(
        tasks in prop::collection::vec(prop::collection::vec(0..40_u64, 0..5), 1..8)
    ) {
        let chains: Vec<String> = tasks.iter().map(|sleeps| format!("[{}]", list(sleeps))).collect();
        let program = |sleep: &str| format!(
            "import asyncio\nimport time\nasync def work(sleeps):\n    for n in sleeps:\n        {sleep}(n)\n\
             async def main():\n    await asyncio.gather(*[work(s) for s in [{}]])\nasyncio.run(main())\n",
            chains.join(", ")
        );
        let longest: u64 = tasks.iter().map(|sleeps| sleeps.iter().sum()).max().unwrap_or(0);
        let all: u64 = tasks.iter().flatten().sum();
        prop_assert_eq!(checked(&program("await asyncio.sleep")).latest().0, longest * 100_000);
        prop_assert_eq!(checked(&program("time.sleep")).latest().0, all * 100_000);
    }

    #[test]
    fn threads_take_as_long_as_the_longest(
        threads in prop::collection::vec(prop::collection::vec(0..40_u64, 0..5), 1..8)
    ) {
        let chains: Vec<String> = threads.iter().map(|sleeps| format!("[{}]", list(sleeps))).collect();
        let program = format!(
            "import threading\nimport time\ndef work(sleeps):\n    for n in sleeps:\n        time.sleep(n)\n\
             threads = [threading.Thread(target=work, args=(s,)) for s in [{}]]\n\
             for thread in threads:\n    thread.start()\nfor thread in threads:\n    thread.join()\n",
            chains.join(", ")
        );
        let longest: u64 = threads.iter().map(|sleeps| sleeps.iter().sum()).max().unwrap_or(0);
        let trace = checked(&program);
        prop_assert_eq!(trace.latest().0, longest * 100_000);
        let lanes = trace.lanes.iter().filter(|lane| lane.kind == LaneKind::Thread).count();
        prop_assert_eq!(lanes, threads.len() + 1);
    }
}
