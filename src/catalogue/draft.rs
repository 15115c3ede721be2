//! From a text to what the page shows and runs of it: where listings are built, and where a reader's program is compiled.

use super::Built;
use crate::kernel::Config;
use crate::program::Program;
use crate::python::{self, Diagnostic, Options};
use crate::trace::Trace;

/// A program as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Its name in links and files.
    pub id: &'a str,
    /// The headline.
    pub title: &'a str,
    /// What there is to say of it.
    pub lead: &'a str,
    /// The name of the file.
    pub file: &'a str,
    /// The text.
    pub source: &'a str,
    /// The text that it was made from, if any: lines that are not in there are changed ones.
    pub original: Option<&'a str>,
    /// Whether it is a notebook's cell, which may `await` outside of functions.
    pub notebook: bool,
    /// What `os.cpu_count()` answers.
    pub cpus: u32,
    /// What random numbers begin with.
    pub seed: u32,
}

/// What comes of it.
#[derive(Clone, Debug)]
pub struct Ready {
    /// What the page reads: as for a listing that is not of the article and has nothing to try.
    pub built: Built,
    /// The [`Program`], encoded.
    pub program: Vec<u8>,
}

/// Why a program cannot be built.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// Its code is not a program that can be run: the file's name and what is wrong.
    Diagnostics(String, Vec<Diagnostic>),
    /// Anything else.
    Other(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Diagnostics(file, diagnostics) => {
                let lines: Vec<String> = diagnostics.iter().map(|diagnostic| format!("{file}:{diagnostic}")).collect();
                f.write_str(&lines.join("\n"))
            }
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

impl Draft<'_> {
    /// Compiles, colours and simulates it; `simulate` says how far.
    ///
    /// # Errors
    /// Where it does not compile or cannot be run.
    pub fn build(self, simulate: impl FnOnce(Program, Config) -> Result<Trace, String>) -> Result<Ready, Error> {
        let options = Options { top_level_await: self.notebook, ..Options::default() };
        let program = python::compile_and_link(self.file, self.source, options);
        let program = program.map_err(|diagnostics| Error::Diagnostics(self.file.to_owned(), diagnostics))?;
        let encoded = program.encode();
        let config = Config { cpus: self.cpus, seed: self.seed, ..Config::default() };
        let prediction = simulate(program, config).map_err(Error::Other)?;
        Ok(Ready {
            built: Built {
                id: self.id.to_owned(),
                title: self.title.to_owned(),
                lead: self.lead.to_owned(),
                file: self.file.to_owned(),
                code: python::highlight(self.source),
                changed: self.original.map(|original| changed(original, self.source)).unwrap_or_default(),
                cpus: self.cpus,
                seed: self.seed,
                prediction,
                ..Built::default()
            },
            program: encoded,
        })
    }
}

/// The most pairs of lines that are compared: of texts that differ in more, all lines between the first and the last
/// difference count as changed.
const MOST_COMPARED: usize = 1_000_000;

/// The numbers of the lines of `new` that are not of `old`: those outside of the longest sequence of lines that both have.
fn changed(old: &str, new: &str) -> Vec<u32> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    // What both begin and end with costs nothing: a change is mostly a small part of a text.
    let begins = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[begins..], &new[begins..]);
    let ends = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - ends], &new[..new.len() - ends]);
    if old.len().saturating_mul(new.len()) > MOST_COMPARED {
        return (begins..begins + new.len()).filter_map(|line| u32::try_from(line + 1).ok()).collect();
    }
    // How many lines the rest of both have in common, from each pair of lines on.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for (a, line) in old.iter().enumerate().rev() {
        for (b, other) in new.iter().enumerate().rev() {
            common[a][b] =
                if line == other { common[a + 1][b + 1] + 1 } else { common[a + 1][b].max(common[a][b + 1]) };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut changed = Vec::new();
    while b < new.len() {
        if a < old.len() && old[a] == new[b] {
            a += 1;
            b += 1;
        } else if a < old.len() && common[a + 1][b] >= common[a][b + 1] {
            a += 1;
        } else {
            changed.extend(u32::try_from(begins + b + 1));
            b += 1;
        }
    }
    changed
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
