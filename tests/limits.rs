//! Whatever a program does, the simulation ends, in bounded memory, and says why.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

use proptest::prelude::*;
use tasklanes::catalogue::LISTINGS;
use tasklanes::kernel::Config;
use tasklanes::python::{Options, compile_and_link};
use tasklanes::simulate::simulate;
use tasklanes::trace::{Outcome, Trace};

/// What everything here may use.
const CONFIG: Config =
    Config { cpus: 4, epoch: 1_700_000_000.0, lanes: Some(100), memory: 16 << 20, instructions: Some(1_000_000) };

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
        let config = Config { instructions: Some(20_000_000), ..CONFIG };
        let says = end_with(program, config);
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
    assert_eq!(run(program, CONFIG).stdout(), "caught\n1000\n");
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
    let program = "from multiprocessing import Pool\nPool(10 ** 9)";
    assert!(end(program).contains("more than 100 threads and processes"), "{}", end(program));
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
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

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
