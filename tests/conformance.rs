//! CPython is the judge: every program in `tests/conformance` is run by CPython and by the simulation, and both
//! must print the same, fail with the same tracebacks, and take the same time.
//!
//! Needs `python3`, 3.11 or newer, on PATH. CPython's sleeps take 1/[`SCALE`] of their time, see
//! `conformance/preamble.py`; its total is compared in the program's own seconds. Compared are
//! - standard output, all of it;
//! - standard error without the frames of files other than the program: exceptions, messages and line numbers;
//! - whether the exit status is a success;
//! - the total, where the program sleeps, see [`agree`].
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tasklanes::kernel::Config;
use tasklanes::python::{Options, compile_and_link};
use tasklanes::simulate::simulate;
use tasklanes::trace::{LaneKind, Outcome};

/// How much faster CPython's sleeps are.
const SCALE: f64 = 20.0;

/// The same for programs in `processes/`: so much less, because what starting and ending processes costs must stay
/// small beside the sleeps.
const PROCESSES_SCALE: f64 = 8.0;

/// What CPython may take longer, in its real seconds: starting threads, switching between them, and being disturbed by
/// whatever else runs. 40 ms are 0.8 s of the program's, so that a sleep of 1 s too much or too few is seen.
const SLACK: f64 = 0.040;

/// What it may take longer for each process, from fork to `join`; a first traceback in one costs 30 ms alone.
const PROCESS_SLACK: f64 = 0.030;

/// The same, as a share.
const SHARE: f64 = 0.05;

/// How often CPython may try to agree. What it is disturbed by makes it slower, so the shortest total counts; and where
/// it leaves the order of two prints to chance, as between a thread's first and its starter's next, ours must be
/// one that it shows.
const RUNS: usize = 5;

/// How many programs run at once.
const AT_ONCE: usize = 2;

/// A program that runs longer than this is stopped.
const LONGEST: Duration = Duration::from_secs(20);

/// Programs whose difference is known, and why it is there.
const KNOWN: &[(&str, &str)] = &[];

/// What came of a program.
#[derive(Debug, PartialEq)]
struct Run {
    stdout: String,
    stderr: String,
    success: bool,
    /// In the program's seconds.
    total: f64,
    /// What CPython's total may differ by, beside [`SHARE`].
    slack: f64,
}

#[test]
fn agrees_with_cpython() {
    check_version();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let programs = programs(&folder);
    let next = AtomicUsize::new(0);
    let results = Mutex::new(vec![None; programs.len()]);
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = compare(&folder, program);
                    let at = programs.iter().position(|other| other == program).unwrap();
                    results.lock().unwrap()[at] = Some(result);
                }
            });
        }
    });
    let mut report = String::new();
    let (mut agree, mut unexplained, mut stale) = (0, 0, 0);
    for (program, result) in programs.iter().zip(results.into_inner().unwrap()) {
        let known = KNOWN.iter().find(|(name, _)| name == program).map(|(_, why)| why);
        match (result.unwrap(), known) {
            (Ok(()), None) => agree += 1,
            (Ok(()), Some(_)) => {
                stale += 1;
                writeln!(report, "{program}: agrees, but is listed as a known difference").unwrap();
            }
            (Err(_), Some(why)) => writeln!(report, "{program}: differs, as known: {why}").unwrap(),
            (Err(difference), None) => {
                unexplained += 1;
                writeln!(report, "{program}: DIFFERS\n{difference}").unwrap();
            }
        }
    }
    println!("{} programs: {agree} agree, {} differ\n{report}", programs.len(), programs.len() - agree);
    assert_eq!((unexplained, stale), (0, 0), "\n{report}");
}

fn check_version() {
    let needed = "the conformance test needs `python3`, version 3.11 or newer, on PATH";
    let answer = Command::new("python3").args(["-c", "import sys; print(*sys.version_info[:2])"]).output();
    let answer = String::from_utf8(answer.unwrap_or_else(|error| panic!("{needed}: {error}")).stdout).unwrap();
    let version: Vec<u32> = answer.split_whitespace().map(|number| number.parse().unwrap()).collect();
    assert!(version >= vec![3, 11], "{needed}, not {version:?}");
}

/// All programs below a folder: their paths in it, without the preamble.
fn programs(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(inner).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") && name != "preamble.py" {
                found.push(name);
            }
        }
    }
    let only = std::env::var("CONFORMANCE").unwrap_or_default();
    found.retain(|name| name.contains(&only));
    found.sort();
    found
}

/// Says how the two differ, if they do, in every one of [`RUNS`] runs.
fn compare(folder: &Path, program: &str) -> Result<(), String> {
    let ours = simulated(folder, program)?;
    let mut shortest = f64::INFINITY;
    let mut difference = String::new();
    for _ in 0..RUNS {
        let mut theirs = cpython(folder, program)?;
        shortest = shortest.min(theirs.total);
        theirs.total = shortest;
        difference = difference_of(&ours, &theirs);
        if difference.is_empty() {
            return Ok(());
        }
    }
    Err(difference)
}

fn difference_of(ours: &Run, theirs: &Run) -> String {
    let mut difference = String::new();
    for (what, ours, theirs) in
        [("standard output", &ours.stdout, &theirs.stdout), ("standard error", &ours.stderr, &theirs.stderr)]
    {
        if ours != theirs {
            let (at, a, b) = first_difference(ours, theirs);
            writeln!(difference, "    {what}, line {at}:\n      CPython: {b}\n      ours:    {a}").unwrap();
        }
    }
    if ours.success != theirs.success {
        writeln!(difference, "    exit: success is {} in CPython, {} here", theirs.success, ours.success).unwrap();
    }
    if !agree(ours, theirs) {
        writeln!(difference, "    total: {:.3} s in CPython, {:.3} s here", theirs.total, ours.total).unwrap();
    }
    difference
}

/// Whether two totals are the same but for what starting, switching and disturbances cost CPython. Totals of programs
/// that do not sleep are not compared.
fn agree(ours: &Run, theirs: &Run) -> bool {
    ours.total < 0.5 || (ours.total - theirs.total).abs() <= SHARE * ours.total + ours.slack
}

fn scale(program: &str) -> f64 {
    if program.starts_with("processes") { PROCESSES_SCALE } else { SCALE }
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

fn simulated(folder: &Path, program: &str) -> Result<Run, String> {
    let path = folder.join(program);
    let name = path.file_name().unwrap().to_str().unwrap();
    let source = std::fs::read_to_string(&path).unwrap();
    let compiled = compile_and_link(name, &source, Options::default()).map_err(|diagnostics| {
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
    let children = trace.lanes.iter().filter(|lane| lane.kind == LaneKind::Process).skip(1).count();
    let slack = (SLACK + PROCESS_SLACK * f64::from(u32::try_from(children).unwrap())) * scale(program);
    Ok(Run { stdout: trace.stdout(), stderr: tidy(&stderr, name), success, total: end.time.seconds(), slack })
}

fn cpython(folder: &Path, program: &str) -> Result<Run, String> {
    let path = folder.join(program);
    let name = path.file_name().unwrap().to_str().unwrap();
    let times = std::env::temp_dir().join(format!("conformance-{}-{}", std::process::id(), program.replace('/', "-")));
    let mut child = Command::new("python3")
        .args([
            "-X",
            "utf8",
            "-X",
            "no_debug_ranges",
            "-W",
            "ignore",
            "-c",
            include_str!("conformance/preamble.py"),
            name,
        ])
        .arg(scale(program).to_string())
        .arg(&times)
        .current_dir(path.parent().unwrap())
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let reading = [read(child.stdout.take().unwrap()), read(child.stderr.take().unwrap())];
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > LONGEST {
            child.kill().unwrap();
            return Err(format!("    CPython did not end within {LONGEST:?}"));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let [stdout, stderr] = reading.map(|reading| reading.join().unwrap());
    let success = child.wait().unwrap().success();
    let total = std::fs::read_to_string(&times).ok().and_then(|text| text.parse::<f64>().ok());
    let _ = std::fs::remove_file(&times);
    let total = total.ok_or_else(|| format!("    CPython did not come to its end: {stderr}"))? * scale(program);
    Ok(Run { stdout, stderr: tidy(&stderr, name), success, total, slack: 0.0 })
}

fn read(mut from: impl std::io::Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    })
}

/// Standard error without frames of other files than the program, without the frames of another process, and without
/// what asyncio says of a task beside its name.
fn tidy(stderr: &str, name: &str) -> String {
    let mut out = String::new();
    let mut lines = stderr.lines().peekable();
    let own = format!("  File \"{name}\", ");
    while let Some(line) = lines.next() {
        if line.starts_with("  File ") && !line.starts_with(&own) {
            // With the source's line, where there is one.
            lines.next_if(|next| next.starts_with("    "));
        } else if line.starts_with("multiprocessing.pool.RemoteTraceback") {
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
