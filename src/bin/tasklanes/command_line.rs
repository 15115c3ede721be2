//! What the command line does.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line")]

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use tasklanes::catalogue::{self, LISTINGS};
use tasklanes::kernel::Config;
use tasklanes::program::Program;
use tasklanes::python::{self, Options};
use tasklanes::simulate::simulate;
use tasklanes::trace::{Outcome, Trace};

use super::site;

const USAGE: &str = "\
usage: tasklanes run FILE.py [--notebook] [--cpus N]
       tasklanes draw FILE.py -o CHART.svg [--notebook] [--cpus N]
       tasklanes compile FILE.py -o PROGRAM [--notebook]
       tasklanes catalogue FOLDER
       tasklanes site FOLDER

run        simulates the program: its output, then the total on standard error.
           Exit status: 0; 1 after an exception that nothing caught, or a limit; 2 for what cannot be compiled.
draw       simulates the program and writes its chart.
compile    writes the program as the page's machine takes it, with all that it uses of the library.
catalogue  compiles, simulates and draws the page's listings.
site       finishes the folder that Trunk has built: what belongs to one build goes into a folder named after it.
--notebook the file is a notebook's cell, whose top level may await
--cpus N   what os.cpu_count() answers (4)";

/// Something that ends the command: what to say, and the exit status.
struct Failure {
    status: u8,
    message: String,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { status: 2, message: message.into() }
    }
}

pub(crate) fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match command(&arguments) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            eprintln!("{}", failure.message);
            ExitCode::from(failure.status)
        }
    }
}

/// What the arguments say.
#[derive(Default)]
struct Arguments {
    operands: Vec<String>,
    output: Option<String>,
    cpus: Option<u32>,
    notebook: bool,
}

fn parse(arguments: &[String]) -> Result<Arguments, Failure> {
    let mut parsed = Arguments::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = |name: &str| {
            rest.next().cloned().ok_or_else(|| Failure::new(format!("tasklanes: {name} wants a value\n{USAGE}")))
        };
        match argument.as_str() {
            "--notebook" => parsed.notebook = true,
            "-o" => parsed.output = Some(value("-o")?),
            "--cpus" => {
                let text = value("--cpus")?;
                let cpus = text.parse().ok().filter(|cpus| (1..=4096).contains(cpus));
                let wrong = || Failure::new(format!("tasklanes: --cpus wants a number from 1 to 4096, not {text}"));
                parsed.cpus = Some(cpus.ok_or_else(wrong)?);
            }
            option if option.starts_with('-') => {
                return Err(Failure::new(format!("tasklanes: unknown option {option}\n{USAGE}")));
            }
            operand => parsed.operands.push(operand.to_owned()),
        }
    }
    Ok(parsed)
}

fn command(arguments: &[String]) -> Result<u8, Failure> {
    let Some((verb, rest)) = arguments.split_first() else { return Err(Failure::new(USAGE)) };
    if matches!(verb.as_str(), "-h" | "--help" | "help") {
        println!("{USAGE}");
        return Ok(0);
    }
    let Arguments { operands, output, cpus, notebook } = parse(rest)?;
    let [operand] = operands.as_slice() else { return Err(Failure::new(USAGE)) };
    let config = Config { cpus: cpus.unwrap_or(Config::default().cpus), ..Config::default() };
    let options = Options { top_level_await: notebook, ..Options::default() };
    match (verb.as_str(), output) {
        ("run", None) => Ok(run(&simulated(operand, options, config)?)),
        ("draw", Some(output)) => draw(operand, Path::new(&output), &simulated(operand, options, config)?),
        ("compile", Some(output)) => write(Path::new(&output), &compile(operand, options)?.encode()).map(|()| 0),
        ("catalogue", None) => write_catalogue(Path::new(operand)),
        ("site", None) => site::finish(Path::new(operand)).map(|()| 0).map_err(Failure::new),
        _ => Err(Failure::new(USAGE)),
    }
}

/// Compiles a file; what is wrong with it goes to standard error, each with its place.
fn compile(file: &str, options: Options) -> Result<Program, Failure> {
    let source = match std::fs::read(file) {
        Ok(bytes) => String::from_utf8(bytes)
            .map_err(|error| Failure::new(format!("{file}: not UTF-8 at byte {}", error.utf8_error().valid_up_to())))?,
        Err(error) => return Err(Failure::new(format!("{file}: {error}"))),
    };
    python::compile_and_link(file, &source, options).map_err(|diagnostics| {
        let lines: Vec<String> = diagnostics.iter().map(|diagnostic| format!("{file}:{diagnostic}")).collect();
        Failure::new(lines.join("\n"))
    })
}

fn simulated(file: &str, options: Options, config: Config) -> Result<Trace, Failure> {
    simulate(compile(file, options)?, config).map_err(|error| Failure::new(format!("{file}: {error}")))
}

fn run(trace: &Trace) -> u8 {
    for piece in &trace.output {
        // A reader that has gone away, such as `head`, is no failure of the program's.
        let written = if piece.error {
            std::io::stderr().write_all(piece.text.as_bytes())
        } else {
            std::io::stdout().write_all(piece.text.as_bytes())
        };
        if written.is_err() {
            break;
        }
    }
    let _ = std::io::stdout().flush();
    let status = match trace.end.as_ref().map(|end| &end.outcome) {
        Some(Outcome::Finished) => 0,
        Some(Outcome::Exception) | None => 1,
        Some(Outcome::Aborted(message)) => {
            eprintln!("{message}");
            1
        }
    };
    eprintln!("total {} s (simulated)", trace.latest());
    status
}

fn draw(file: &str, output: &Path, trace: &Trace) -> Result<u8, Failure> {
    let title = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
    let poster = catalogue::build::poster(trace, &title);
    write(output, poster.as_bytes()).map(|()| 0)
}

fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, content).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

fn write_catalogue(folder: &Path) -> Result<u8, Failure> {
    let files = catalogue::build::files(LISTINGS).map_err(|error| Failure::new(error.to_string()))?;
    std::fs::create_dir_all(folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    for (name, content) in files {
        let path = folder.join(name);
        // Unchanged files keep their time: a build that watches them stays quiet.
        if std::fs::read(&path).is_ok_and(|old| old == content) {
            continue;
        }
        write(&path, &content)?;
    }
    Ok(0)
}
