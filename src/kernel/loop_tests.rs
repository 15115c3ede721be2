//! Event loops: what the chart shows of them, notebooks, and what CPython leaves to chance.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use super::Config;
use crate::python::{Options, compile_and_link};
use crate::simulate::simulate;
use crate::timeline::text::text;
use crate::trace::{LinkKind, Outcome, State, Trace};

fn run(program: &str) -> Trace {
    let options = Options { top_level_await: true, ..Options::default() };
    simulate(compile_and_link("a.py", &format!("import asyncio\n{program}"), options).unwrap(), Config::default())
        .unwrap()
}

/// What a program prints, standard error included.
fn printed(trace: &Trace) -> String {
    trace.output.iter().map(|piece| piece.text.as_str()).collect()
}

/// The labels of a lane's spans, with the seconds that they last.
fn labels(trace: &Trace, lane: &str) -> Vec<String> {
    let of = trace.lanes.iter().position(|of| of.name == lane).unwrap();
    let spans = trace.spans.iter().filter(|span| span.lane.0 as usize == of && span.state == State::Awaiting);
    let shown = |span: &crate::trace::Span| {
        let label = span.label.map_or("", |label| &trace.texts[label.0 as usize]);
        let seconds = span.end.unwrap_or_else(|| trace.latest()).seconds() - span.start.seconds();
        format!("{label}: {seconds:.1}")
    };
    spans.map(shown).collect()
}

#[test]
fn a_notebooks_tasks_go_on_after_its_cell() {
    let trace = run("
async def work(n):
    await asyncio.sleep(n)
    print('done', n)
task = asyncio.create_task(work(3))
asyncio.create_task(work(2))
await work(1)
print('cell ends', asyncio.get_running_loop() is asyncio.get_event_loop())
");
    assert_eq!(printed(&trace), "done 1\ncell ends True\ndone 2\ndone 3\n");
    let picture = "MainThread |aaaaaaaaa|\n  cell     |aaa......|\n  Task-2   |aaaaaaaaa|\n  Task-3   |aaaaaa...|\ntotal 3.000 s\n";
    assert_eq!(text(&trace, 9), picture);
    assert_eq!(trace.end.unwrap().outcome, Outcome::Finished);
}

#[test]
fn a_cell_that_fails_says_so_at_once() {
    let trace = run("
async def work():
    await asyncio.sleep(2)
    print('done')
task = asyncio.create_task(work())
await asyncio.sleep(1)
1 / 0
");
    let (error, other) = (&trace.output[0], &trace.output[1]);
    assert!(
        error.text.ends_with("line 8, in <module>\n    1 / 0\nZeroDivisionError: division by zero\n"),
        "{}",
        error.text
    );
    assert_eq!((error.time.0, other.time.0, other.text.as_str()), (1_000_000, 2_000_000, "done\n"));
    assert_eq!(trace.end.as_ref().unwrap().outcome, Outcome::Exception);
}

#[test]
fn a_program_that_awaits_nothing_at_its_top_is_no_notebook() {
    let trace = run("
async def work(): return 5
print(asyncio.run(work()))
");
    assert_eq!(printed(&trace), "5\n");
}

#[test]
fn what_is_waited_for_is_named() {
    let trace = run("
async def wait(lock, event, queue):
    async with lock:
        pass
    await event.wait()
    await queue.get()
    await asyncio.create_task(asyncio.sleep(1), name='nap')
    await asyncio.get_running_loop().create_future()

async def main():
    lock, event, queue = asyncio.Lock(), asyncio.Event(), asyncio.Queue()
    await lock.acquire()
    task = asyncio.create_task(wait(lock, event, queue), name='waiter')
    await asyncio.sleep(1)
    lock.release()
    await asyncio.sleep(1)
    event.set()
    await asyncio.sleep(1)
    queue.put_nowait(1)
    await asyncio.sleep(2)

asyncio.run(main())
");
    let expected = ["await lock: 1.0", "await event: 1.0", "await queue: 1.0", "await nap: 1.0", "await: 1.0"];
    assert_eq!(labels(&trace, "waiter"), expected);
    let waiter = trace.lanes.iter().position(|lane| lane.name == "waiter").unwrap();
    let links = trace.links.iter().filter(|link| link.to.0.0 as usize == waiter);
    let links: Vec<_> = links.map(|link| (link.kind, link.to.1.0 / 1_000_000)).collect();
    let expected =
        [(LinkKind::Spawn, 0), (LinkKind::Wake, 1), (LinkKind::Wake, 2), (LinkKind::Put, 3), (LinkKind::Result, 4)];
    assert_eq!(links, expected);
}

#[test]
fn a_loop_that_nothing_wakes_is_a_deadlock() {
    let trace = run("
async def main():
    await asyncio.get_running_loop().create_future()
asyncio.run(main())
");
    let Outcome::Aborted(message) = trace.end.unwrap().outcome else { panic!("it ended") };
    assert_eq!(message, "Deadlock: nothing can go on any more. Task-1 waits for a future (line 4).");
}

#[test]
fn a_cancelled_timer_is_not_waited_for() {
    let trace = run("
async def main():
    await asyncio.wait_for(asyncio.sleep(1), 1000)
asyncio.run(main())
");
    assert_eq!(trace.latest().0, 1_000_000);
}

#[test]
fn futures_that_are_over_are_freed() {
    // Each future holds 1 MB; the limit is 512.
    let trace = run("
async def main():
    for n in range(2000):
        future = asyncio.get_running_loop().create_future()
        future.set_result('x' * 1000000)
        len(await future)
        await asyncio.sleep(0)
    print('end')
asyncio.run(main())
");
    assert_eq!(printed(&trace), "end\n");
}
