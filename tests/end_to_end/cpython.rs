//! What CPython prints, where it is installed.

use std::path::Path;
use std::process::Command;

use tasklanes::catalogue::{LISTINGS, Listing};

/// What an installed `python3` wrote.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs a program as `python3 FILE` would in a terminal, but with sleeps a tenth as long and `cpus` processors. `None`
/// where there is no `python3`.
pub(crate) fn run(source: &str, cpus: u32) -> Option<Written> {
    // Sleeps are replaced before the program imports them. Processes are forked, so that they have it as well.
    const AROUND: &str = "
import asyncio, builtins, multiprocessing, os, sys, time
def whole(*values, sep=' ', end='\\n'):
    # CPython writes the text and the line end one after the other, and another thread may come in between.
    sys.stdout.write(sep.join(map(str, values)) + end)
    sys.stdout.flush()
builtins.print = whole
blocking, waiting = time.sleep, asyncio.sleep
time.sleep = lambda seconds: blocking(seconds / 10)
asyncio.sleep = lambda seconds, *result: waiting(seconds / 10, *result)
os.cpu_count = multiprocessing.cpu_count = lambda: int(sys.argv[2])
multiprocessing.set_start_method('fork')
exec(compile(sys.argv[1], 'program.py', 'exec'))
";
    // Flushed at each print, because a pool ends its processes before they have written what they hold back.
    let output = Command::new("python3").args(["-c", AROUND, source, &cpus.to_string()]).output();
    let Ok(output) = output else {
        eprintln!("note: python3 is not there, so the output is only compared with what it is known to print");
        return None;
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Some(Written { stdout: text(output.stdout), stderr: text(output.stderr) })
}

/// A listing, as its file is now.
pub(crate) fn listing(id: &str) -> (&'static Listing, String) {
    let listing = LISTINGS.iter().find(|listing| listing.id == id).unwrap_or_else(|| panic!("no listing {id}"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/catalogue").join(listing.file);
    (listing, std::fs::read_to_string(file).unwrap())
}
