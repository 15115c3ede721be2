//! What came of a program, on either side, and what may differ.

use std::fmt::Write as _;

use tasklanes::kernel::Config;
use tasklanes::python::{Options, compile_and_link};
use tasklanes::simulate::simulate;
use tasklanes::trace::Outcome;

/// How much longer or shorter CPython may take: a share of the total, and seconds of the program's.
const SHARE: f64 = 0.05;
const SLACK: f64 = 0.030;

/// A total below this is a program that does not sleep: its processor time is not the matter here.
const SHORTEST: f64 = 0.5;

/// What came of a program.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) success: bool,
    /// In the program's seconds.
    pub(crate) total: f64,
}

/// What a program says about itself, in the comments at its top.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Allowed {
    /// `# any order: …`, a set of outputs where CPython leaves the order to chance.
    order: Option<Order>,
    /// `# any total: why`, where what chance decides also decides how long it takes.
    any_total: bool,
    /// `# scale: 3`, how much faster CPython may run it at the most.
    pub(crate) scale: Option<f64>,
}

/// Which outputs count as the same.
#[derive(Debug, PartialEq)]
enum Order {
    /// `words`: lines that begin with the same word keep their order, others are free between each other.
    Words,
    /// `lines`, or `lines 2-4, 7-9`: the lines within each range (the first line is 1) are in any order.
    Lines(Vec<(usize, usize)>),
}

impl Allowed {
    pub(crate) fn of(source: &str) -> Self {
        let mut allowed = Self::default();
        for line in source.lines().map_while(|line| line.strip_prefix("# ")) {
            if let Some(order) = line.strip_prefix("any order: ") {
                allowed.order = Some(Order::parse(order));
            } else if let Some(scale) = line.strip_prefix("scale: ") {
                allowed.scale = Some(scale.parse().unwrap());
            }
            allowed.any_total |= line.starts_with("any total: ");
        }
        allowed
    }

    /// One output for each set of outputs that count as the same.
    fn canonical(&self, output: &str) -> String {
        let mut lines: Vec<&str> = output.split_inclusive('\n').collect();
        match &self.order {
            None => {}
            Some(Order::Words) => lines.sort_by_key(|line| line.split_whitespace().next()),
            Some(Order::Lines(ranges)) => {
                for &(first, last) in ranges {
                    let last = last.min(lines.len());
                    if first <= last {
                        lines[first - 1..last].sort_unstable();
                    }
                }
            }
        }
        lines.concat()
    }
}

impl Order {
    fn parse(text: &str) -> Self {
        let number = |text: &str| text.trim().parse::<usize>().unwrap();
        match text.split_once(' ') {
            None if text == "words" => Self::Words,
            None if text == "lines" => Self::Lines(vec![(1, usize::MAX)]),
            Some(("lines", ranges)) => {
                let range = |range: &str| range.split_once('-').map(|(first, last)| (number(first), number(last)));
                Self::Lines(ranges.split(',').map(|text| range(text).unwrap()).collect())
            }
            _ => panic!("there is no order `{text}`: it is `words`, `lines`, or `lines 2-4, 7-9`"),
        }
    }
}

/// Says how two runs differ; nothing where they agree.
pub(crate) fn difference(ours: &Run, theirs: &Run, allowed: &Allowed) -> String {
    let mut difference = String::new();
    let pairs = [
        ("standard output", allowed.canonical(&ours.stdout), allowed.canonical(&theirs.stdout)),
        ("standard error", ours.stderr.clone(), theirs.stderr.clone()),
    ];
    for (what, ours, theirs) in pairs {
        if ours != theirs {
            let (at, a, b) = first_difference(&ours, &theirs);
            writeln!(difference, "    {what}, line {at}:\n      CPython: {b}\n      ours:    {a}").unwrap();
            if a.starts_with("Traceback") {
                writeln!(difference, "      which is: {}", ours.lines().last().unwrap_or_default()).unwrap();
            }
        }
    }
    if ours.success != theirs.success {
        writeln!(difference, "    exit: success is {} in CPython, {} here", theirs.success, ours.success).unwrap();
    }
    if !allowed.any_total && !same_total(ours.total, theirs.total) {
        writeln!(difference, "    total: {:.3} s in CPython, {:.3} s here", theirs.total, ours.total).unwrap();
    }
    difference
}

fn same_total(ours: f64, theirs: f64) -> bool {
    let bar = if ours < SHORTEST { SHORTEST } else { SHARE * ours + SLACK };
    (ours - theirs).abs() <= bar
}

fn first_difference(ours: &str, theirs: &str) -> (usize, String, String) {
    let mut lines = (ours.lines(), theirs.lines());
    for at in 1.. {
        match (lines.0.next(), lines.1.next()) {
            (None, None) => return (at, "<the line ends differ>".into(), String::new()),
            (a, b) if a != b => return (at, a.unwrap_or("<nothing>").into(), b.unwrap_or("<nothing>").into()),
            _ => {}
        }
    }
    unreachable!()
}

/// Our side: a program, on the virtual clock.
pub(crate) fn simulated(name: &str, source: &str) -> Result<Run, String> {
    let compiled = compile_and_link(name, source, Options::default()).map_err(|diagnostics| {
        diagnostics
            .iter()
            .fold("    it is not compiled:\n".to_owned(), |text, diagnostic| format!("{text}      {diagnostic}\n"))
    })?;
    let trace = simulate(compiled, Config::default())?;
    let mut stderr: String = trace.output.iter().filter(|piece| piece.error).map(|piece| &*piece.text).collect();
    let end = trace.end.as_ref().unwrap();
    if let Outcome::Aborted(message) = &end.outcome {
        stderr.push_str(message);
    }
    let success = end.outcome == Outcome::Finished;
    Ok(Run { stdout: trace.stdout(), stderr: tidy(&stderr, name), success, total: end.time.seconds() })
}

/// Standard error without frames of other files than the program, without the frames of another process, and without
/// what asyncio says of a task beside its name.
pub(crate) fn tidy(stderr: &str, name: &str) -> String {
    let mut out = String::new();
    let mut lines = stderr.lines().peekable();
    let own = format!("  File \"{name}\", ");
    // In an exception group's traceback there are bars before the lines.
    let inner = |line: &str| line.trim_start_matches(' ').strip_prefix("| ").unwrap_or(line).to_owned();
    while let Some(line) = lines.next() {
        if inner(line).starts_with("  File ") && !inner(line).starts_with(&own) {
            // With the source's line, where there is one.
            lines.next_if(|next| inner(next).starts_with("    "));
        } else if ["multiprocessing.pool.RemoteTraceback", "concurrent.futures.process._RemoteTraceback"]
            .iter()
            .any(|remote| line.starts_with(remote))
        {
            // The child's frames, as text, and that they are the cause of what follows.
            lines.by_ref().find(|line| line.starts_with("The above exception"));
            lines.next();
        } else if let Some((before, _)) = line.split_once(" coro=<").filter(|_| line.starts_with("future: <Task")) {
            out.push_str(before);
            out.push_str(">\n");
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[test]
fn the_set_of_allowed_orders_is_what_the_program_says() {
    let same = |order: &str, a: &str, b: &str| {
        let allowed = Allowed::of(&format!("# any order: {order}\nprint()"));
        allowed.canonical(a) == allowed.canonical(b)
    };
    assert!(same("words", "a 1\nb 1\na 2\n", "b 1\na 1\na 2\n"));
    assert!(!same("words", "a 1\na 2\n", "a 2\na 1\n"));
    assert!(same("lines", "1\n2\n3\n", "3\n1\n2\n"));
    assert!(!same("lines", "1\n2\n", "1\n1\n2\n"));
    assert!(same("lines 2-3", "1\n2\n3\n4\n", "1\n3\n2\n4\n"));
    assert!(!same("lines 2-3, 4-9", "1\n2\n3\n4\n", "1\n2\n4\n3\n"));
    assert_eq!(Allowed::of("import time\n# any total: too late"), Allowed::default());
    assert_eq!(Allowed::of("# Words.\n# scale: 3\n\n").scale, Some(3.0));
}

#[test]
fn a_total_may_differ_by_a_twentieth_and_a_little() {
    assert!(same_total(4.0, 4.229) && same_total(4.0, 3.771) && same_total(0.1, 0.5));
    assert!(!same_total(4.0, 4.231) && !same_total(4.0, 3.769) && !same_total(0.1, 0.7));
}
