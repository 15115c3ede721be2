//! Whatever a program does, the simulation ends, in bounded memory, and says why.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

use proptest::prelude::*;
use tasklanes::catalogue::LISTINGS;
use tasklanes::kernel::{Config, TRACE_LIMIT};
use tasklanes::program::Program;
use tasklanes::python::{Options, compile_and_link};
use tasklanes::simulate::simulate;
use tasklanes::trace::{Outcome, Trace};

/// What everything here may use.
const CONFIG: Config = Config {
    cpus: 4,
    epoch: 1_700_000_000.0,
    lanes: Some(100),
    memory: 16 << 20,
    instructions: Some(1_000_000),
    changes: TRACE_LIMIT,
    seed: 0,
};

/// For what moves much memory, which counts as instructions do, or starts many processes.
const ROOMY: Config = Config { instructions: Some(20_000_000), ..CONFIG };

fn run(program: &str, config: Config) -> Trace {
    simulate(compile_and_link("a.py", program, Options::default()).unwrap(), config).unwrap()
}

fn end(program: &str) -> String {
    end_with(program, CONFIG)
}

/// The last thing that the run says.
fn end_with(program: &str, config: Config) -> String {
    let trace = run(program, config);
    match &trace.end.as_ref().unwrap().outcome {
        Outcome::Aborted(message) => message.clone(),
        _ => trace.output.last().map_or(String::new(), |piece| piece.text.lines().last().unwrap().to_owned()),
    }
}

#[test]
fn too_much_memory_is_a_memory_error() {
    let mut wrong = Vec::new();
    for program in [
        "a = []\nwhile True:\n    a.append(a)",
        "'x' * 10 ** 12",
        "[0] * 10 ** 12",
        "(0,) * 10 ** 12",
        "list(range(10 ** 12))",
        "set(range(10 ** 12))",
        "sum(range(10 ** 12))",
        "a = 'x'\nwhile True:\n    a += a",
        "a = [1]\nwhile True:\n    a = a + a",
        "a = [1]\nwhile True:\n    a += a",
        "a = []\nwhile True:\n    a = [a]",
        "a = {}\nn = 0\nwhile True:\n    n += 1\n    a[n] = n",
        "a = set()\nn = 0\nwhile True:\n    n += 1\n    a.add(str(n))",
        "x = 'x' * 10 ** 6\nx.replace('x', x)",
        "('x' * 10 ** 6).join(['y'] * 10 ** 5)",
        "'x'.ljust(10 ** 12)",
        "a = 'x' * 10 ** 6\n(a + ' ') * 10 ** 6",
        "a = 'x' * 1000000\nb = '%s' * 100 % ((a,) * 100)",
        "a = 'x' * 1000000\n'{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}'.format(a)\n'end'",
        "a = 'x' * 1000000\nb = [a] * 1000\nstr(b)",
        "a = list('x' * 1000000)",
        "a = 'x ' * 1000000\nb = a.split()\nc = [b.copy() for n in range(100)]",
        "from multiprocessing import Pool\na = ['x' * 1000000] * 10\ndef f(x): return x\npool = Pool(1)\nwhile True:\n    a = a + pool.apply(f, (a,))",
    ] {
        let says = end_with(program, ROOMY);
        if says != "MemoryError" {
            wrong.push((program, says));
        }
    }
    assert_eq!(wrong, Vec::new());
}

#[test]
fn a_memory_error_can_be_caught_and_the_program_goes_on() {
    let program = "
try:
    a = []
    while True:
        a.append('x' * 1000)
except MemoryError:
    a = None
    print('caught')
b = ['x' * 1000 for n in range(1000)]
print(len(b))
";
    assert_eq!(run(program, ROOMY).stdout(), "caught\n1000\n");
}

#[test]
fn what_is_thrown_away_makes_room_at_once() {
    let program = "for n in range(100):\n    x = 'x' * 3_000_000\nprint(len(x))";
    assert_eq!(run(program, ROOMY).stdout(), "3000000\n");
}

#[test]
fn a_deadlock_says_who_waits_for_what_and_where() {
    let mut said = String::new();
    for program in [
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
        "import queue\nprint(queue.Queue().get())",
        "import threading\nthreading.Event().wait()",
        "\
import threading, time
a, b = threading.Lock(), threading.Lock()
def work(first, second):
    with first:
        time.sleep(1)
        with second:
            pass
one = threading.Thread(target=work, args=(a, b), name='one')
two = threading.Thread(target=work, args=(b, a), name='two')
one.start(); two.start()
one.join()",
        "\
import asyncio
async def wait():
    await asyncio.Event().wait()
async def main():
    task = asyncio.create_task(wait())
    await task
asyncio.run(main())",
        "\
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor(1)
def outer():
    return pool.submit(print).result()
print(pool.submit(outer).result())",
        "import multiprocessing\nmultiprocessing.Queue().get()",
    ] {
        let says = end(program);
        said += says.strip_prefix("Deadlock: nothing can go on any more. ").unwrap();
        said.push('\n');
    }
    assert_eq!(
        said,
        "\
MainThread waits for lock (line 4).
MainThread waits for queue.get (line 2).
MainThread waits for event (line 2).
MainThread waits for join one (line 11). one waits for lock (line 6). two waits for lock (line 6).
Task-1 waits for Task-2 (line 6). Task-2 waits for event (line 3).
MainThread waits for result (line 5). ThreadPoolExecutor-0_0 waits for result (line 4).
MainThread waits for queue.get (line 2).
"
    );
}

#[test]
fn endless_programs_end() {
    for program in [
        "while True:\n    pass",
        "import time\nwhile True:\n    time.sleep(0)",
        "import asyncio\nasync def main():\n    while True:\n        await asyncio.sleep(0)\nasyncio.run(main())",
        "import asyncio\nasync def main():\n    while True:\n        await asyncio.sleep(1)\nasyncio.run(main())",
        "import time\nwhile True:\n    time.sleep(1)",
        "import asyncio\nasync def f(): asyncio.create_task(f())\nasync def main():\n    await f()\n    await asyncio.sleep(9)\nasyncio.run(main())",
        "def f():\n    while True:\n        yield 1\nlist(zip(f()))",
        "def f():\n    while True:\n        yield 1\nsum(1 for n in f())",
        "def f():\n    try:\n        f()\n    finally:\n        f()\nf()",
        "while True:\n    try:\n        raise ValueError\n    except ValueError:\n        pass",
    ] {
        let says = end(program);
        assert!(says.contains("which is the limit") || says == "MemoryError", "{program}: {says}");
    }
}

#[test]
fn too_many_threads_end_with_the_limit() {
    let program = "import threading, time\nwhile True:\n    threading.Thread(target=time.sleep, args=(9,)).start()";
    assert!(end(program).contains("more than 100 threads and processes"), "{}", end(program));
    let says = end_with("from multiprocessing import Pool\nPool(10 ** 9)", ROOMY);
    assert!(says.contains("more than 100 threads and processes"), "{says}");
}

fn mutated() -> impl Strategy<Value = String> {
    let lines = LISTINGS.iter().map(|listing| listing.source.lines().map(str::to_owned).collect::<Vec<_>>());
    let lines: Vec<Vec<String>> = lines.collect();
    let pieces = vec![
        "await ",
        "work",
        "asyncio.",
        "sleep(",
        ")",
        "1",
        "-1",
        "0",
        "None",
        "[]",
        "n",
        "print",
        "pool",
        "'x'",
        "* 99999999999",
        "lambda: ",
        "range(",
        "raise ",
        "yield ",
        "return ",
        "del ",
        "=",
        "(1,)",
        "**{}",
        "*",
        ".get()",
        "main()",
        "%",
        "[0]",
    ];
    let edit = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..5_u8, prop::sample::select(pieces));
    (prop::sample::select(lines), prop::collection::vec(edit, 1..6)).prop_map(|(mut lines, edits)| {
        for (at, other, what, piece) in edits {
            if lines.is_empty() {
                break;
            }
            let (at, other) = (at.index(lines.len()), other.index(lines.len()));
            match what {
                0 => drop(lines.remove(at)),
                1 => lines.swap(at, other),
                2 => lines.insert(at, lines[other].clone()),
                _ => {
                    // Between two characters, in place of one where there is one.
                    let line = &mut lines[at];
                    let cut = other % (line.len() + 1);
                    if line.is_char_boundary(cut) && line.is_char_boundary((cut + 1).min(line.len())) {
                        line.replace_range(cut..(cut + usize::from(what == 4)).min(line.len()), piece);
                    }
                }
            }
        }
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_program_makes_the_simulation_panic(program in mutated()) {
        if let Ok(compiled) = compile_and_link("a.py", &program, Options::default()) {
            let config = Config { instructions: Some(30_000), ..CONFIG };
            let first = simulate(compiled.clone(), config).unwrap();
            prop_assert!(first.end.is_some());
            let again = simulate(compiled, config).unwrap();
            prop_assert_eq!(first, again);
        }
    }
}

/// A program that uses much of the bytecode.
const RICH: &str = "
import asyncio
from concurrent.futures import ThreadPoolExecutor

def numbers(n, *, step=1):
    for i in range(0, n, step):
        yield i

def work(n):
    try:
        a, *rest = [x * n for x in numbers(5, step=2) if x is not None]
        d = {'a': a, **{'b': rest}}
        return f'{d!r:>20}' + str(d['b'][-1] // (n - 2))
    except ZeroDivisionError as error:
        return repr(error)
    finally:
        n += 1

async def wait(n):
    await asyncio.sleep(n)
    assert n < 3, 'too long'
    return lambda: n

async def main():
    print(await asyncio.gather(*[wait(n) for n in range(5)], return_exceptions=True))

with ThreadPoolExecutor(max_workers=2) as pool:
    print(list(pool.map(work, [1, 2, 3])))
asyncio.run(main())
";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Nothing verifies bytecode before it runs in the page, so it must do no harm, whatever it is.
    #[test]
    fn damaged_bytecode_does_no_harm(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)
    ) {
        let mut bytes = RICH_BYTES.with(Clone::clone);
        for (place, byte) in places {
            *place.get_mut(&mut bytes) = byte;
        }
        if let Ok(program) = Program::decode(&bytes) {
            // An error is as good as an end.
            let _ = simulate(program, Config { memory: 1 << 20, instructions: Some(20_000), ..CONFIG });
        }
    }
}

thread_local! {
    static RICH_BYTES: Vec<u8> =
        compile_and_link("a.py", RICH, Options::default()).unwrap().encode();
}
