//! The compiler: from the text of a Python file to a [`Program`], or to what is wrong with it.
//!
//! It runs where the parser is: natively, while the catalogue is built. Its parts, in the order in which a
//! text passes them: the limits, ruff's parser, the symbol table, the lowering.

mod diagnostics;
mod emit;
mod highlight;
pub mod limits;
mod lower;
mod missing;
mod scope;
#[cfg(test)]
mod tests;

use ruff_python_ast::PythonVersion;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::TextRange;

use crate::program::Program;
use crate::program::verify::verify;
use diagnostics::{Source, normalise, syntax_error, syntax_message};

pub use diagnostics::Diagnostic;
pub use highlight::highlight;

/// What a caller chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether the file may `await` outside functions, as a notebook's cell may. A file that does becomes a
    /// [`CodeKind::AsyncModule`](crate::program::CodeKind::AsyncModule); without this it is CPython's error.
    pub top_level_await: bool,
}

/// Compiles a file. `file` is the name that tracebacks show. Annotations of variables, parameters and
/// results are not evaluated.
///
/// # Errors
/// Everything that is wrong with the file, sorted by place: its syntax errors; or else what CPython
/// refuses while compiling, together with what is not supported.
pub fn compile(file: &str, source: &str, options: Options) -> Result<Program, Vec<Diagnostic>> {
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
    let module = parsed.try_into_module();
    let body = module.as_ref().map_or(&[][..], |module| module.suite());
    let mut program = None;
    if diagnostics.is_empty() {
        let scopes = scope::build(body, &source, options, &mut diagnostics);
        let lowered = lower::lower(file, body, &source, &scopes, &mut diagnostics);
        if diagnostics.is_empty()
            && let Err(problem) = verify(&lowered)
        {
            let message = format!("the compiler made a mistake: {problem}");
            diagnostics.push(source.diagnostic(TextRange::default(), message, Some("please report this program")));
        }
        program = Some(lowered);
    }
    diagnostics.sort();
    diagnostics.dedup();
    match program {
        Some(program) if diagnostics.is_empty() => Ok(program),
        _ => Err(diagnostics),
    }
}

/// The newest syntax that the parser knows: what is too new for the machine gets a better message than
/// "added in Python 3.12".
fn parse_options() -> ParseOptions {
    ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY314)
}

/// Compiles a file and joins it with the part of the library that is written in Python: ready to run.
///
/// # Errors
/// As [`compile`]; and what it can compile but the machine cannot run yet.
pub fn compile_and_link(file: &str, source: &str, options: Options) -> Result<Program, Vec<Diagnostic>> {
    let program = compile(file, source, options)?;
    let missing = missing::check(&program);
    if !missing.is_empty() {
        return Err(missing);
    }
    let library = compile("library.py", include_str!("../machine/library.py"), Options::default())?;
    Ok(crate::program::link(program, &library))
}
