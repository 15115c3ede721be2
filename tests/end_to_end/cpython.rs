//! What CPython prints, where it is installed.

use std::process::Command;

use tasklanes::catalogue::build::{name, source};
use tasklanes::catalogue::listings::Variant;
use tasklanes::catalogue::{LISTINGS, Listing};

/// What an installed `python3` wrote.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// How a program is to be run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Machine {
    /// What `os.cpu_count()` answers.
    pub(crate) cpus: u32,
    /// What every random number is, if there are any.
    pub(crate) drawn: u32,
}

/// Runs a program as `python3 FILE` would in a terminal, but with sleeps a tenth as long; one that awaits at its top
/// level as a notebook does. `None` where there is no `python3`.
pub(crate) fn run(program: &str, machine: Machine) -> Option<Written> {
    let arguments = [program, &machine.cpus.to_string(), &machine.drawn.to_string()];
    let output = Command::new("python3").args(["-c", include_str!("around.py")]).args(arguments).output();
    let Ok(output) = output else {
        eprintln!("note: python3 is not there, so the output is only compared with what it is known to print");
        return None;
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Some(Written { stdout: text(output.stdout), stderr: text(output.stderr) })
}

/// A listing, or a variant of one: its name, and the program's text.
pub(crate) struct Program {
    pub(crate) id: String,
    pub(crate) listing: &'static Listing,
    pub(crate) variant: Option<&'static Variant>,
    pub(crate) source: String,
}

impl Program {
    /// What `os.cpu_count()` answers.
    pub(crate) fn cpus(&self) -> u32 {
        self.variant.and_then(|variant| variant.cpus).unwrap_or(self.listing.cpus)
    }

    /// Runs it; `stdout` is what our machine printed, and tells which random number was drawn.
    pub(crate) fn run(&self, stdout: &str) -> Option<Written> {
        let drawn = stdout.split("waiting ").nth(1).and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        run(&self.source, Machine { cpus: self.cpus(), drawn: drawn.unwrap_or(0) })
    }

    /// Whether the order in which its lines are printed is the operating system's choice: they come from several
    /// processes, or from two threads at once.
    pub(crate) fn any_order(&self) -> bool {
        ["process-pool", "pyrallel"].contains(&self.listing.id) || self.id == "thread-join.no-join"
    }

    /// Compares what our machine printed with what CPython did.
    pub(crate) fn check(&self, stdout: &str) {
        if let Some(written) = self.run(stdout) {
            assert_eq!(written.stderr, "", "{}: CPython complains", self.id);
            check_stdout(&self.id, stdout, &written.stdout, self.any_order());
        }
    }
}

/// All listings, each followed by its variants.
pub(crate) fn programs() -> Vec<Program> {
    let programs = LISTINGS.iter().flat_map(|listing| {
        core::iter::once(None).chain(listing.variants.iter().map(Some)).map(move |variant| Program {
            id: variant.map_or_else(|| listing.id.to_owned(), |variant| name(listing, variant)),
            listing,
            variant,
            source: source(listing, variant).unwrap(),
        })
    });
    programs.collect()
}

/// Two outputs are the same but for the times in them, and, with `any_order`, for the order of what processes print.
pub(crate) fn check_stdout(id: &str, found: &str, expected: &str, any_order: bool) {
    let lines = |text: &str| {
        let text = without_times(text);
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        if any_order {
            lines.sort_unstable();
        }
        lines
    };
    assert_eq!(lines(found), lines(expected), "{id}");
}

/// A text without the numbers that stand before `seconds`: measured by the program itself, they are different each time.
fn without_times(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(" seconds") {
        out.push_str(before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'));
        out.push_str("… seconds");
        rest = after;
    }
    out + rest
}
