use super::*;

/// The knobs, each as the source has it and what it is: `1.5 seconds of sleep`.
fn check(source: &str, expected: &[&str]) {
    let lines: Vec<&str> = source.lines().collect();
    let found: Vec<String> = knobs(source)
        .iter()
        .map(|knob| {
            let line = lines[knob.line as usize - 1].chars();
            let text: String = line.skip(knob.column as usize - 1).take(knob.length as usize).collect();
            format!("{text} {}", knob.label.split(',').next().unwrap())
        })
        .collect();
    assert_eq!(found, expected, "{source}");
}

#[test]
fn arguments_of_what_takes_time_or_has_a_size() {
    check("import time\ntime.sleep(1.5)", &["1.5 seconds of sleep"]);
    check("from time import sleep\nsleep(2 * 0.5)", &["2 seconds of sleep", "0.5 seconds of sleep"]);
    check("await asyncio.wait_for(f(), 3)", &["3 seconds of timeout"]);
    check("await asyncio.wait(tasks, timeout=10)", &["10 seconds of timeout"]);
    check(
        "f.result(2)\nt.join(timeout=1)\nt.join(3)\n','.join(x)",
        &["2 seconds of timeout", "1 seconds of timeout", "3 seconds of timeout"],
    );
    check(
        "ThreadPoolExecutor(4)\nPool(processes=3)\nasyncio.Semaphore(2)\nqueue.Queue(maxsize=5)",
        &["4 workers", "3 workers", "2 places", "5 places"],
    );
    check(
        "for i in range(3): pass\nfor i in range(1, 9, 2): pass",
        &["3 end of range", "1 start of range", "9 end of range"],
    );
}

#[test]
fn variables_and_parameters_are_followed() {
    check("DELAY = 2\ntime.sleep(DELAY)", &["2 seconds of sleep"]);
    check(
        "def work(n, m=3):\n    sleep(n)\n    sleep(m)\nwork(1)\nwork(n=2)\nwork(x, 4)",
        &["3 seconds of sleep", "1 seconds of sleep", "2 seconds of sleep", "4 seconds of sleep"],
    );
    check("def work(n):\n    n = n + 1\n    sleep(n)\nn = 7", &["1 seconds of sleep"]);
    check("class A:\n    def work(self, n):\n        sleep(n)\nA().work(2)", &["2 seconds of sleep"]);
    check("N = 3\nfor i in range(N):\n    pass\nM = 4", &["3 end of range"]);
}

#[test]
fn functions_that_are_handed_on_are_followed() {
    let work = "def work(n):\n    sleep(n)\n";
    for (call, expected) in [
        ("list(map(work, [1, 2]))", &["1", "2"][..]),
        ("pool.map(work, (3, 1))", &["3", "1"]),
        ("pool.starmap(work, [(1,), (2,)])", &["1", "2"]),
        ("pool.submit(work, 5)", &["5"]),
        ("loop.run_in_executor(None, work, 6)", &["6"]),
        ("asyncio.to_thread(work, 7)", &["7"]),
        ("Thread(target=work, args=(8,))", &["8"]),
        ("pool.apply_async(work, (9,))", &["9"]),
        ("asyncio.create_task(work(4))", &["4"]),
        ("for i in [1, 2]:\n    work(i)", &["1", "2"]),
        ("[work(i) for i in [1, 2]]", &["1", "2"]),
        ("for name, i in [('a', 1), ('b', 2)]:\n    work(i)", &["1", "2"]),
        ("for at, i in enumerate([3, 4]):\n    work(i)", &["3", "4"]),
        ("delays = [1, 2]\nwork(delays[0])", &["1", "2"]),
        ("delays = {'a': 1}\nfor name, i in delays.items():\n    work(i)", &["1"]),
        ("a, b = 1, 2\nwork(b)", &["2"]),
    ] {
        let expected: Vec<String> = expected.iter().map(|number| format!("{number} seconds of sleep")).collect();
        check(&format!("{work}{call}"), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn other_numbers_are_none() {
    check("x = 3\nprint(x, 4)\nprint(f'{x:.2f}')\nsleep(-1)\nsum(range(10 ** 7))", &[]);
    check("sleep(", &[]);
    check(&"(".repeat(500), &[]);
}

#[test]
fn what_is_both_stays_whole() {
    check("N = 3\nfor i in range(N):\n    sleep(N)", &["3 end of range"]);
}

#[test]
fn steps_and_bounds_follow_the_number() {
    let check = |source: &str, expected: (f64, f64, f64, f64)| {
        let found = knobs(source).remove(0);
        assert_eq!((found.value, found.min, found.max, found.step), expected, "{source}");
    };
    check("sleep(1)", (1.0, 0.0, 10.0, 0.5));
    check("sleep(1.5)", (1.5, 0.0, 10.0, 0.5));
    check("sleep(1.2)", (1.2, 0.0, 10.0, 0.1));
    check("sleep(0.05)", (0.05, 0.0, 1.0, 0.01));
    check("sleep(30)", (30.0, 0.0, 60.0, 0.5));
    check("sleep(5_000)", (5_000.0, 0.0, 10_000.0, 0.5));
    check("Pool(4)", (4.0, 1.0, 16.0, 1.0));
    check("Pool(0)", (0.0, 0.0, 16.0, 1.0));
    check("range(50)", (50.0, 0.0, 100.0, 1.0));
    check("range(10_000)", (10_000.0, 0.0, 20_000.0, 1.0));
}

#[test]
fn places_are_counted_in_characters() {
    let found = knobs("print('ä€😀'); sleep(25)").remove(0);
    assert_eq!((found.line, found.column, found.length), (1, 21, 2));
    assert_eq!(found.label, "seconds of sleep, line 1");
}

#[test]
fn there_are_no_more_than_a_reader_can_use() {
    assert_eq!(knobs(&"sleep(1)\n".repeat(1_000)).len(), MOST_KNOBS);
}

/// What a reader of each listing can turn.
#[test]
fn every_listing_has_knobs() {
    let mut found = String::new();
    for listing in crate::catalogue::LISTINGS {
        found += listing.id;
        for knob in knobs(listing.source) {
            found += &format!(" | {} {}", knob.value, knob.label);
        }
        found.push('\n');
    }
    assert_eq!(
        found,
        "\
async-one | 3 seconds of sleep, line 6
async-await-in-turn | 3 seconds of sleep, line 6
async-create-task | 3 seconds of sleep, line 6
async-wait | 1 start of range, line 15 | 10 end of range, line 15 | 10 seconds of timeout, line 16
sync-loop | 1 start of range, line 15 | 5 end of range, line 15
executor-gather | 10 workers, line 17 | 1 start of range, line 18 | 5 end of range, line 18
thread-join | 2 smallest random number, line 10 | 7 largest random number, line 10
thread-event | 2 smallest random number, line 12 | 8 largest random number, line 12 | 2 seconds of sleep, line 17
thread-called-not-passed | 2 smallest random number, line 12 | 8 largest random number, line 12 | 2 seconds of sleep, line 17
threadpool-map | 5 workers, line 14 | 1 start of range, line 15 | 5 end of range, line 15
process-pool | 1 part of the number of workers, line 17 | 1 start of range, line 18 | 5 end of range, line 18
pyrallel | 4 workers, line 20 | 1 start of range, line 22 | 5 end of range, line 22
"
    );
}

/// A program of many names costs no more time than a reader would wait for.
#[test]
fn long_programs_are_read_quickly() {
    let function = |n: usize| format!("def f{n}(a, b):\n    f{}(b, a)\n    sleep(a)\n", n + 1);
    let source: String = (0..2_000).map(function).chain(["f0(1, 2)\n".to_owned()]).collect();
    assert_eq!(knobs(&source).len(), 2);
}
