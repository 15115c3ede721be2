//! CPython is the judge: every program in `tests/conformance` is run by CPython and by the simulation, and both
//! must print the same, fail with the same tracebacks, and take the same time. So must random ones (`random`).
//!
//! Needs `python3`, 3.11 or newer, on PATH. CPython's sleeps and timeouts take a part of their time only, see
//! `preamble.py`; its total is compared in the program's own seconds. Compared are
//! - standard output, all of it; where CPython leaves the order to chance, the program's first comment says which orders
//!   there are, see [`compare::Allowed`];
//! - standard error without the frames of files other than the program: exceptions, messages and line numbers;
//! - whether the exit status is a success;
//! - the total, within 5 % and 30 ms.
//!
//! Environment: `CONFORMANCE` keeps to the programs whose path contains it; `CONFORMANCE_SEED` and
//! `CONFORMANCE_RANDOM` are the seed and the number of the random ones.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

mod compare;
mod cpython;
mod known;
mod random;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, RwLock};

use compare::{Allowed, difference, simulated};
use cpython::{Server, check_version};
use known::KNOWN;

/// How much faster CPython's time goes, in one try after the other until both sides agree. What it costs to start
/// and switch threads counts that many times, so the slower the truer. Chance decides in CPython, too: ours must be an
/// outcome that it shows.
const SCALES: [f64; 7] = [20.0, 20.0, 10.0, 10.0, 4.0, 2.0, 1.0];

/// The same for programs in `processes/`: starting and ending a process takes tens of milliseconds.
const PROCESSES_SCALES: [f64; 7] = [8.0, 8.0, 4.0, 4.0, 2.0, 1.0, 1.0];

/// How many programs run at once. They sleep most of the time.
const AT_ONCE: usize = 3;

#[test]
fn agrees_with_cpython() {
    check_version();
    let folder = folder();
    let programs = programs(&folder);
    let compare = |server: &mut Server, program: &String| compare(server, &folder, program);
    let results = each_again(&programs, AT_ONCE, compare, Result::is_err);
    let (mut table, mut report, mut failed) = (BTreeMap::new(), String::new(), 0);
    for (program, result) in programs.iter().zip(results) {
        let row: &mut [usize; 3] = table.entry(program.split('/').next().unwrap_or_default()).or_default();
        row[0] += 1;
        row[if result.is_ok() { 1 } else { 2 }] += 1;
        let known = KNOWN.iter().find(|(name, _)| name == program).map(|(_, why)| why);
        let (fails, says) = match (result, known) {
            (Ok(()), None) => continue,
            (Ok(()), Some(_)) => (true, "agrees, but is in the list of known differences".to_owned()),
            (Err(_), Some(why)) => (false, format!("differs, as is known: {why}")),
            (Err(difference), None) => (true, format!("DIFFERS\n{difference}")),
        };
        failed += usize::from(fails);
        writeln!(report, "{program}: {says}").unwrap();
    }
    println!("{}\n{report}", show(&table));
    assert_eq!(failed, 0, "programs that should agree do not, or the other way round\n\n{report}");
}

/// The table of results: for each folder the number of programs, of those that agree, and of those that differ.
fn show(table: &BTreeMap<&str, [usize; 3]>) -> String {
    let mut text = format!("{:<12}{:>9}{:>7}{:>8}\n", "", "programs", "agree", "differ");
    let mut total = [0; 3];
    let mut row = |name: &str, counts: &[usize; 3]| {
        writeln!(text, "{name:<12}{:>9}{:>7}{:>8}", counts[0], counts[1], counts[2]).unwrap();
    };
    for (name, counts) in table {
        row(name, counts);
        total.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    row("all", &total);
    text
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}

/// All programs below a folder: their paths in it.
fn programs(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for inner in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for path in fs::read_dir(inner).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|extension| extension == "py") {
                found.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let only = std::env::var("CONFORMANCE").unwrap_or_default();
    found.retain(|name| name.contains(&only));
    found.sort();
    found
}

/// Says how the two differ, if they do, in every one of [`SCALES`]' runs.
fn compare(server: &mut Server, folder: &Path, program: &str) -> Result<(), String> {
    let path = folder.join(program);
    let name = path.file_name().unwrap().to_str().unwrap();
    let source = fs::read_to_string(&path).unwrap();
    let ours = simulated(name, &source)?;
    let allowed = Allowed::of(&source);
    let scales = if program.starts_with("processes") { PROCESSES_SCALES } else { SCALES };
    let (mut differs, mut shortest) = (String::new(), f64::INFINITY);
    for scale in scales {
        let scale = allowed.scale.map_or(scale, |most| scale.min(most));
        let mut theirs = server.run(path.parent().unwrap(), name, scale)?;
        let took = core::mem::replace(&mut theirs.total, ours.total);
        differs = difference(&ours, &theirs, &allowed);
        if differs.is_empty() {
            // What disturbs CPython makes it slower, so the shortest counts of those that went the same way.
            shortest = shortest.min(took);
            theirs.total = shortest;
            differs = difference(&ours, &theirs, &allowed);
            if differs.is_empty() {
                return Ok(());
            }
        }
    }
    Err(differs)
}

/// While many programs run at once; one that runs alone, to be sure, waits until none does.
static CROWD: RwLock<()> = RwLock::new(());

/// As [`each`]; what has failed among others is done again alone, and that counts.
fn each_again<T: Sync, R: Send>(
    items: &[T],
    at_once: usize,
    work: impl Fn(&mut Server, &T) -> R + Sync,
    failed: impl Fn(&R) -> bool,
) -> Vec<R> {
    let mut results = {
        let _crowd = CROWD.read().unwrap();
        each(items, at_once, &work)
    };
    if results.iter().any(&failed) {
        let _alone = CROWD.write().unwrap();
        let mut server = Server::start();
        for (item, result) in items.iter().zip(&mut results).filter(|(_, result)| failed(result)) {
            *result = work(&mut server, item);
        }
    }
    results
}

/// Does the same with each item, some at once, each with a server of its own; the results come in the items' order.
fn each<T: Sync, R: Send>(items: &[T], at_once: usize, work: impl Fn(&mut Server, &T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..at_once.min(items.len()) {
            scope.spawn(|| {
                let mut server = Server::start();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let result = work(&mut server, item);
                    results.lock().unwrap().push((at, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|&(at, _)| at);
    results.into_iter().map(|(_, result)| result).collect()
}
