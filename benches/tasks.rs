//! How long a simulation of very many tasks takes: `cargo bench --bench tasks`.
//!
//! What a task costs must not depend on how many there are, and 100,000 must be simulated within a second.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "this is a benchmark")]

use std::time::{Duration, Instant};

use tasklanes::kernel::Config;
use tasklanes::python::{Options, compile_and_link};
use tasklanes::simulate::simulate;
use tasklanes::trace::Outcome;

/// The best of so many runs counts: what disturbs them only makes them longer.
const RUNS: usize = 3;

const SLEEPS: &str = "
import asyncio

async def work(n):
    await asyncio.sleep(1)
    return n

async def main():
    results = await asyncio.gather(*[work(n) for n in range(COUNT)])
    print(len(results))

asyncio.run(main())
";

const QUEUE: &str = "
import asyncio

async def work(queue, results):
    while True:
        results.append(await queue.get())
        await asyncio.sleep(1)
        queue.task_done()

async def main():
    queue, results = asyncio.Queue(), []
    workers = [asyncio.create_task(work(queue, results)) for _ in range(100)]
    for n in range(COUNT):
        queue.put_nowait(n)
    await queue.join()
    for worker in workers:
        worker.cancel()
    print(len(results))

asyncio.run(main())
";

fn main() {
    for (name, source) in [("sleeps gathered", SLEEPS), ("items of a queue", QUEUE)] {
        for count in [1_000, 10_000, 100_000] {
            let time = (0..RUNS).map(|_| run(source, count)).min().unwrap();
            let each = time.as_nanos() / u128::from(count);
            println!("{count:>7} {name}: {:>6.1} ms, {each:>5} ns each", time.as_secs_f64() * 1e3);
        }
    }
}

fn run(source: &str, count: u32) -> Duration {
    let source = source.replace("COUNT", &count.to_string());
    let program = compile_and_link("many.py", &source, Options::default()).unwrap();
    let begin = Instant::now();
    let trace = simulate(program, Config::default()).unwrap();
    let time = begin.elapsed();
    assert_eq!(trace.end.unwrap().outcome, Outcome::Finished, "{count}");
    assert_eq!(trace.output.last().unwrap().text, format!("{count}\n"));
    time
}
