//! The native command line, as somebody in a shell meets it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A folder of this test's own, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("command-line-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.0.join(name), content).unwrap();
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tasklanes"));
        command.args(arguments).current_dir(&self.0).stdin(Stdio::null());
        command
    }

    /// Standard output, standard error, exit status.
    fn run(&self, arguments: &[&str]) -> (String, String, i32) {
        let Output { stdout, stderr, status } = self.command(arguments).output().unwrap();
        (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap(), status.code().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs a program; the command line must answer exactly this.
fn check(name: &str, program: &str, stdout: &str, stderr: &str, status: i32) {
    let folder = Folder::new(name);
    let found = folder.file("a.py", program).run(&["run", "a.py"]);
    assert_eq!(found, (stdout.to_owned(), stderr.to_owned(), status));
}

/// Runs a program that a limit must end: says how long that took at most, and what is in the last line but one.
fn stopped(name: &str, program: &str, within: Duration, says: &str) {
    let folder = Folder::new(name);
    let begin = Instant::now();
    let (_, stderr, status) = folder.file("a.py", program).run(&["run", "a.py"]);
    let last: Vec<&str> = stderr.lines().rev().take(2).collect();
    assert!(last.iter().any(|line| line.contains(says)), "{name}: {last:?}");
    assert!(last[0].ends_with(" s (simulated)"), "{name}: {last:?}");
    assert_eq!(status, 1, "{name}");
    assert!(begin.elapsed() < within, "{name} took {:?}", begin.elapsed());
}

#[test]
fn run_prints_the_output_and_then_the_total() {
    check("run", "import time\ntime.sleep(3)\nprint('done')", "done\n", "total 3.000 s (simulated)\n", 0);
    check("empty", "", "", "total 0.000 s (simulated)\n", 0);
}

#[test]
fn an_uncaught_exception_is_status_1() {
    let stderr = "Traceback (most recent call last):\n  File \"a.py\", line 2, in <module>\n    1 / 0\n\
                  ZeroDivisionError: division by zero\ntotal 0.000 s (simulated)\n";
    check("exception", "print('a')\n1 / 0\n", "a\n", stderr, 1);
    check("exit", "raise SystemExit(0)", "", "total 0.000 s (simulated)\n", 0);
    check("exit-1", "raise SystemExit('no')", "", "no\ntotal 0.000 s (simulated)\n", 1);
}

#[test]
fn all_diagnostics_are_shown_with_their_places() {
    let program = "import os\nclass A: pass\nos.fork()\nasync def f():\n    async for x in f(): pass\n";
    let folder = Folder::new("diagnostics");
    let (stdout, stderr, status) = folder.file("a.py", program).run(&["run", "a.py"]);
    assert_eq!((stdout.as_str(), status), ("", 2));
    assert!(stderr.starts_with("a.py:3:4: `os.fork` is not supported; "), "{stderr}");
    let both = "import json\nimport os\nos.fork()\n";
    let (_, stderr, status) = folder.file("a.py", both).run(&["run", "a.py"]);
    let places: Vec<&str> = stderr.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!((places, status), (vec!["a.py:1:8", "a.py:3:4"], 2));
    let (_, stderr, status) = folder.file("a.py", "print(\n").run(&["run", "a.py"]);
    assert!(stderr.starts_with("a.py:") && stderr.contains("syntax error"), "{stderr}");
    assert_eq!(status, 2);
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = Folder::new("unreadable");
    let says = |arguments: &[&str], part: &str| {
        let (stdout, stderr, status) = folder.run(arguments);
        assert!(stderr.contains(part), "{arguments:?}: {stderr}");
        assert_eq!((stdout.as_str(), status), ("", 2), "{arguments:?}");
    };
    says(&["run", "missing.py"], "missing.py: No such file");
    says(&["run", "."], ".: Is a directory");
    folder.file("latin.py", b"print('\xe4')");
    says(&["run", "latin.py"], "latin.py: not UTF-8 at byte 7");
    folder.file("a.py", "pass");
    says(&["run", "a.py", "--fast"], "unknown option --fast");
    says(&["run", "a.py", "--cpus", "0"], "--cpus wants a number from 1 to 4096, not 0");
    says(&["run", "a.py", "--cpus"], "--cpus wants a value");
    says(&["run"], "usage:");
    says(&[], "usage:");
    says(&["run", "a.py", "b.py"], "usage:");
    says(&["walk", "a.py"], "usage:");
    says(&["draw", "a.py", "-o", "no/such/folder.svg"], "no/such/folder.svg: ");
}

#[test]
fn cpus_is_what_the_program_sees() {
    let folder = Folder::new("cpus");
    folder.file("a.py", "import os\nprint(os.cpu_count())");
    assert_eq!(folder.run(&["run", "a.py"]).0, "4\n");
    assert_eq!(folder.run(&["run", "a.py", "--cpus", "12"]).0, "12\n");
}

#[test]
fn a_notebooks_cell_may_await() {
    let folder = Folder::new("notebook");
    folder.file("a.py", "import asyncio\nawait asyncio.sleep(1)\nprint('done')\n");
    let (stdout, stderr, status) = folder.run(&["run", "a.py", "--notebook"]);
    assert_eq!((stdout.as_str(), stderr.as_str(), status), ("done\n", "total 1.000 s (simulated)\n", 0));
    let (_, stderr, status) = folder.run(&["run", "a.py"]);
    assert_eq!((stderr.as_str(), status), ("a.py:2:1: 'await' outside function\n", 2));
}

#[test]
fn compile_writes_the_program() {
    let folder = Folder::new("compile");
    let (stdout, stderr, status) = folder.file("a.py", "print(1)\n").run(&["compile", "a.py", "-o", "a.program"]);
    assert_eq!((stdout.as_str(), stderr.as_str(), status), ("", "", 0));
    let program = tasklanes::program::Program::decode(&std::fs::read(folder.0.join("a.program")).unwrap()).unwrap();
    assert_eq!(program.source, "print(1)\n");
}

#[test]
fn draw_writes_well_formed_svg() {
    let folder = Folder::new("draw");
    folder.file("a<&>.py", "import time\nprint('<&\"')\ntime.sleep(1)");
    let (stdout, _, status) = folder.run(&["draw", "a<&>.py", "-o", "chart.svg"]);
    assert_eq!((stdout.as_str(), status), ("", 0));
    let svg = std::fs::read_to_string(folder.0.join("chart.svg")).unwrap();
    assert!(svg.starts_with("<svg "), "{svg}");
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next().unwrap();
        assert!(tag.matches('"').count() % 2 == 0 && !text.contains('>'), "<{tag}>{text}");
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed));
        } else if !tag.ends_with('/') && !tag.starts_with('?') && !tag.starts_with('!') {
            open.push(name);
        }
        for reference in text.split('&').skip(1).chain(tag.split('&').skip(1)) {
            assert!(reference.split_once(';').is_some_and(|(name, _)| name.len() < 8), "&{reference}");
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::new("pipe");
    folder.file("a.py", "for n in range(20000):\n    print('a line of output', n)");
    let mut child = folder.command(&["run", "a.py"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("total ") && stderr.lines().count() == 1, "{stderr}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn endless_programs_are_stopped() {
    let soon = Duration::from_mins(1);
    stopped("endless", "while True:\n    pass", soon, "instructions, which is the limit");
    stopped("prints", "while True:\n    print(1)", soon, "printed more than 1024 KiB");
}

#[test]
fn memory_is_bounded() {
    let soon = Duration::from_mins(1);
    stopped("text", "'x' * 10 ** 12", soon, "MemoryError");
    stopped("range", "list(range(10 ** 12))", soon, "MemoryError");
    stopped("doubling", "a = 'x'\nwhile True:\n    a += a", soon, "MemoryError");
}

#[test]
fn deep_data_ends_in_an_exception() {
    let soon = Duration::from_secs(20);
    let deep = "a = []\nfor n in range(100000):\n    a = [a]\n";
    stopped("repr", &format!("{deep}print(a)"), soon, "RecursionError");
    let twice = format!("{deep}b = []\nfor n in range(100000):\n    b = [b]\n");
    stopped("equal", &format!("{twice}a == b"), soon, "RecursionError");
    stopped("key", "a = ()\nfor n in range(100000):\n    a = (a,)\n{a: 1}", soon, "TypeError");
    let pickled = "from multiprocessing import Pool\ndef f(x): pass\n";
    stopped("pickle", &format!("{pickled}{deep}pool = Pool(1)\npool.apply(f, (a,))"), soon, "RecursionError");
}

#[test]
fn a_deadlock_is_named_with_its_line() {
    let program = "import time\nfrom multiprocessing import Pool\n\n\ndef work():\n    time.sleep(9)\n\n\npool = Pool(1)\n\
                   job = pool.apply_async(work)\npool.terminate()\njob.get()\n";
    stopped("terminated", program, Duration::from_secs(20), "MainThread waits for result (line 12)");
    let program = "from concurrent.futures import ThreadPoolExecutor\n\npool = ThreadPoolExecutor(1)\n\n\n\
                   def outer():\n    return pool.submit(print).result()\n\n\nprint(pool.submit(outer).result())\n";
    stopped("own pool", program, Duration::from_secs(20), "ThreadPoolExecutor-0_0 waits for result (line 7)");
}
