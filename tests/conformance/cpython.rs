//! CPython's side: a server that runs each program in a fork of itself, so that what starting Python and importing
//! its library costs is paid once.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::compare::{Run, tidy};

/// A program that runs longer than this is stopped.
const LONGEST: Duration = Duration::from_secs(20);

/// What `preamble.py` is when it is given no program. Runs one program at a time.
pub(crate) struct Server {
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// For standard output, standard error and the time of the program that runs.
    files: [PathBuf; 3],
}

impl Server {
    pub(crate) fn start() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let preamble = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/preamble.py");
        let options = ["-X", "utf8", "-X", "no_debug_ranges", "-W", "ignore", "-W", "default::RuntimeWarning"];
        let mut child = Command::new("python3")
            .args(options)
            .arg(preamble)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("the conformance tests need `python3` on PATH: {error}"));
        let requests = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let file = |what: &str| std::env::temp_dir().join(format!("tasklanes-{}-{number}-{what}", std::process::id()));
        Self { child, requests, answers, files: ["output", "error", "time"].map(file) }
    }

    /// Runs the file `name` in a folder, `scale` times faster than it says.
    pub(crate) fn run(&mut self, folder: &Path, name: &str, scale: f64) -> Result<Run, String> {
        self.clear();
        let [out, error, time] = self.files.each_ref().map(|file| file.display());
        let folder = folder.display();
        let line = format!("{folder}\t{name}\t{scale}\t{}\t{out}\t{error}\t{time}\n", LONGEST.as_secs());
        let requests = self.requests.as_mut().unwrap();
        requests.write_all(line.as_bytes()).and_then(|()| requests.flush()).unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        let status: i32 = answer.trim().parse().map_err(|_| format!("    CPython's server ended: {answer:?}"))?;
        let [stdout, stderr, time] = self.files.each_ref().map(|file| fs::read_to_string(file).unwrap_or_default());
        if status < 0 {
            return Err(format!("    CPython was stopped, by signal {}, after:\n{stdout}{stderr}", -status));
        }
        let total: f64 = time.parse().map_err(|_| format!("    CPython did not come to its end: {stderr}"))?;
        Ok(Run { stdout, stderr: tidy(&stderr, name), success: status == 0, total: total * scale })
    }

    fn clear(&self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends with its standard input.
        drop(self.requests.take());
        let _ = self.child.wait();
        self.clear();
    }
}

/// Fails where CPython is too old to be the judge.
pub(crate) fn check_version() {
    let needed = "the conformance test needs `python3`, version 3.11 or newer, on PATH";
    let answer = Command::new("python3").args(["-c", "import sys; print(*sys.version_info[:2])"]).output();
    let answer = String::from_utf8(answer.unwrap_or_else(|error| panic!("{needed}: {error}")).stdout).unwrap();
    let version: Vec<u32> = answer.split_whitespace().map(|number| number.parse().unwrap()).collect();
    assert!(version >= vec![3, 11], "{needed}, not {version:?}");
}
