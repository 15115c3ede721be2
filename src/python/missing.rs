//! What the compiler can lower and the machine cannot run yet: each use is a diagnostic, so that no program fails in
//! a way that CPython would not.
//!
//! This pass reads the lowered program, not the syntax tree: it sees exactly what the machine would be given.

use std::collections::HashSet;

use super::diagnostics::Diagnostic;
use super::library::{has, is_attribute, is_method, modules};
use crate::program::library::OBJECTS;
use crate::program::{Code, Location, Op, Program};

/// Everything in a program that the machine cannot run, once for each place.
pub(super) fn check(program: &Program) -> Vec<Diagnostic> {
    let bound: HashSet<&str> = program
        .codes
        .iter()
        .flat_map(|code| &code.ops)
        .filter_map(|op| match op {
            Op::StoreGlobal(name) | Op::StoreAttribute(name) | Op::StoreName(name) => Some(name),
            _ => None,
        })
        .map(|&name| program.name(name))
        .collect();
    let mut found = Vec::new();
    for code in &program.codes {
        for (at, &op) in code.ops.iter().enumerate() {
            found.extend(refused(program, code, at, op, &bound));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn refused(program: &Program, code: &Code, at: usize, op: Op, bound: &HashSet<&str>) -> Option<Diagnostic> {
    let (name, message, hint) = match op {
        Op::StoreName(name) if program.name(name) == "__new__" => (
            "__new__",
            "`__new__` is not supported yet".to_owned(),
            "make the instance in a function or a `classmethod`",
        ),
        Op::LoadAttribute(name) => return attribute(program.name(name), code, at, bound),
        _ => return None,
    };
    let width = u32::try_from(name.chars().count()).unwrap_or(0).max(1);
    Some(diagnostic(code.location(at), width, message, hint))
}

/// An attribute that objects of CPython have and those here have not, where its name says whose it is.
fn attribute(name: &str, code: &Code, at: usize, bound: &HashSet<&str>) -> Option<Diagnostic> {
    let supported = OBJECTS.iter().any(|object| object.has.contains(&name))
        || is_method(name)
        || modules().any(|(module, _)| has(module, name))
        || is_attribute(name);
    if supported || bound.contains(name) {
        return None;
    }
    let of: Vec<_> = OBJECTS.iter().filter(|object| object.lacks.contains(&name)).collect();
    let first = of.first()?;
    let classes: Vec<String> = of.iter().map(|object| format!("`{}.{name}`", object.class)).collect();
    let hint = if first.has.is_empty() {
        "use what a `for` loop or an `await` does with it".to_owned()
    } else {
        format!("supported are {}", first.has.join(", "))
    };
    let width = u32::try_from(name.chars().count()).unwrap_or(1);
    Some(diagnostic(code.location(at), width, format!("{} is not supported yet", classes.join(" or ")), &hint))
}

fn diagnostic(at: Location, width: u32, message: String, hint: &str) -> Diagnostic {
    Diagnostic {
        line: at.line,
        column: at.column,
        end: (at.line, at.column + width),
        message,
        hint: Some(hint.to_owned()),
    }
}
