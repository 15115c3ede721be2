//! The compiler: from the text of a Python file to a [`Program`], or to what is wrong with it.
//!
//! It runs where the parser is: natively, while the catalogue is built, and in the compiler worker. Its parts, in the order in which a
//! text passes them: the limits, ruff's parser, the symbol table, the lowering. [`compile_and_link`] adds the modules of the
//! library that a program needs, without what it does not need of them.

mod diagnostics;
mod emit;
mod highlight;
mod knobs;
pub(crate) mod library;
pub mod limits;
mod lower;
mod missing;
mod scope;
mod shake;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use ruff_python_ast::{PythonVersion, Stmt};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::TextRange;

use crate::program::verify::verify;
use crate::program::{CodeKind, Location, Program};
use diagnostics::{Source, normalise, syntax_error, syntax_message};

pub use diagnostics::Diagnostic;
pub use highlight::highlight;
pub use knobs::{Kind as KnobKind, Knob, MOST_KNOBS, knobs};
pub use library::{methods as library_methods, modules as library_modules};

/// What a caller chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether the file may `await` outside functions, as a notebook's cell may. A file that does becomes a
    /// [`CodeKind::AsyncModule`]; without this it is CPython's error.
    pub top_level_await: bool,
    /// Whether the file may import `_kernel`, as the library's own may.
    pub kernel: bool,
}

/// Compiles a file. `file` is the name that tracebacks show. Annotations of variables, parameters and
/// results are not evaluated.
///
/// # Errors
/// Everything that is wrong with the file, sorted by place: its syntax errors; or else what CPython
/// refuses while compiling, together with what is not supported.
pub fn compile(file: &str, source: &str, options: Options) -> Result<Program, Vec<Diagnostic>> {
    front(file, source, options).map(|(program, _)| program)
}

/// Compiles a file; gives its syntax tree, too.
fn front(file: &str, source: &str, options: Options) -> Result<(Program, Vec<Stmt>), Vec<Diagnostic>> {
    let text = normalise(source);
    let source = Source::new(&text);
    if let Some(diagnostic) = limits::check(&source) {
        return Err(vec![diagnostic]);
    }
    let parsed = parse_unchecked(&text, parse_options());
    let errors = parsed.errors().iter().map(|error| (error.location, syntax_error(&error.error)));
    let newer = parsed.unsupported_syntax_errors().iter();
    let newer = newer.map(|error| (error.range, syntax_message(&error.to_string())));
    let all = errors.chain(newer);
    let mut diagnostics: Vec<_> = all.map(|(range, message)| source.diagnostic(range, message, None)).collect();
    let body = parsed.try_into_module().map_or_else(Vec::new, |module| module.into_syntax().body.into_iter().collect());
    let mut program = Program {
        file: file.to_owned(),
        source: source.text.to_owned(),
        names: Vec::new(),
        codes: Vec::new(),
        modules: Vec::new(),
    };
    if diagnostics.is_empty() {
        add(&mut program, "__main__", &body, &source, options, &mut diagnostics);
        if diagnostics.is_empty()
            && let Err(problem) = verify(&program)
        {
            diagnostics.push(mistake(&source, &problem));
        }
    }
    diagnostics.sort();
    diagnostics.dedup();
    if diagnostics.is_empty() { Ok((program, body)) } else { Err(diagnostics) }
}

/// Adds a module to a program. It is of use only where no diagnostic was added.
fn add(
    program: &mut Program,
    module: &str,
    body: &[Stmt],
    source: &Source<'_>,
    options: Options,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let scopes = scope::build(body, source, options, diagnostics);
    lower::lower(program, module, body, source, &scopes, options, diagnostics);
}

/// The newest syntax that the parser knows: what is too new for the machine gets a better message than
/// "added in Python 3.12".
fn parse_options() -> ParseOptions {
    ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY314)
}

/// Compiles a file together with what it needs of the library's modules: ready to run.
///
/// # Errors
/// As [`compile`]; and what it can compile but the machine cannot run yet.
pub fn compile_and_link(file: &str, source: &str, options: Options) -> Result<Program, Vec<Diagnostic>> {
    let (mut program, mut body) = front(file, source, options)?;
    let missing = missing::check(&program);
    if !missing.is_empty() {
        return Err(missing);
    }
    if program.codes.first().is_some_and(|code| code.kind == CodeKind::AsyncModule) {
        // What the machine runs it with.
        body.extend(shake::parse("_run_cell"));
    }
    for module in shake::shake(&body, library::text) {
        add_library(&mut program, &module)?;
    }
    match verify(&program) {
        Ok(()) => Ok(program),
        Err(problem) => Err(vec![mistake(&Source::new(&normalise(source)), &problem)]),
    }
}

/// Adds a module of the library. Nothing shows where in it something is, so its places are left out.
fn add_library(program: &mut Program, module: &shake::Shaken) -> Result<(), Vec<Diagnostic>> {
    let first = program.codes.len();
    let mut diagnostics = Vec::new();
    let options = Options { top_level_await: false, kernel: true };
    add(program, &module.name, &module.body, &Source::new(module.text), options, &mut diagnostics);
    for code in program.codes.iter_mut().skip(first) {
        code.locations = vec![(0, Location::default())];
    }
    for diagnostic in &mut diagnostics {
        diagnostic.message = format!("in the library's {}: {}", module.name, diagnostic.message);
    }
    if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics) }
}

fn mistake(source: &Source, problem: &str) -> Diagnostic {
    let message = format!("the compiler made a mistake: {problem}");
    source.diagnostic(TextRange::default(), message, Some("please report this program"))
}
