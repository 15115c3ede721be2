//! What the compiler can lower and the machine cannot run yet: each use is a diagnostic, so that no program fails in
//! a way that CPython would not.
//!
//! This pass reads the lowered program, not the syntax tree: it sees exactly what the machine would be given.

use std::collections::HashSet;

use super::diagnostics::Diagnostic;
use crate::program::library::{BUILTINS_TO_COME, METHODS, MODULES, OBJECTS};
use crate::program::{Code, CodeKind, Location, Op, Program, Special};

/// Everything in a program that the machine cannot run, once for each place.
pub(super) fn check(program: &Program) -> Vec<Diagnostic> {
    let inside = inside_classes(program);
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
    for (code, _) in program.codes.iter().zip(&inside).filter(|(_, inside)| !**inside) {
        if code.kind == CodeKind::AsyncGenerator {
            let name = program.name(code.name);
            let message = format!("the asynchronous generator `{name}` is not supported yet");
            found.push(diagnostic(code.location(0), 1, message, "return a list instead of yielding"));
        }
        for (at, &op) in code.ops.iter().enumerate() {
            found.extend(refused(program, code, at, op, &bound));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// For each code, whether it is a class body or defined in one: the class statement says enough.
fn inside_classes(program: &Program) -> Vec<bool> {
    let mut inside: Vec<bool> = program.codes.iter().map(|code| code.kind == CodeKind::Class).collect();
    // Outer codes come before those defined in them.
    for at in 0..program.codes.len() {
        if inside.get(at) == Some(&true) {
            for op in program.codes.get(at).map_or(&[][..], |code| &code.ops) {
                if let Op::MakeFunction { code } = *op
                    && let Some(inner) = inside.get_mut(code as usize)
                {
                    *inner = true;
                }
            }
        }
    }
    inside
}

fn refused(program: &Program, code: &Code, at: usize, op: Op, bound: &HashSet<&str>) -> Option<Diagnostic> {
    let (name, message, hint) = match op {
        Op::MakeClass(name) => {
            let name = program.name(name);
            (name, format!("the class `{name}` is not supported yet"), "use functions, and a dict or list for data")
        }
        Op::GetAsyncIterator => {
            ("", "`async for` is not supported yet".to_owned(), "use `for`, and `await` what it gives")
        }
        Op::LoadSpecial(Special::AsyncEnter) => {
            ("", "`async with` is not supported yet".to_owned(), "call what it does before and after the block")
        }
        Op::StoreAttribute(name) | Op::DeleteAttribute(name) => {
            let name = program.name(name);
            let does = if matches!(op, Op::StoreAttribute(_)) { "assigning to" } else { "deleting" };
            let hint = "give it where the object is made, or keep it in a variable or a dict";
            (name, format!("{does} the attribute `{name}` is not supported yet"), hint)
        }
        Op::LoadGlobal(name) => {
            let name = program.name(name);
            let to_come = BUILTINS_TO_COME.contains(&name) && !bound.contains(name);
            if !to_come {
                return None;
            }
            (name, format!("the builtin `{name}` is not supported yet"), "no object has attributes of its own yet")
        }
        Op::LoadAttribute(name) => return attribute(program.name(name), code, at, bound),
        _ => return None,
    };
    let width = u32::try_from(name.chars().count()).unwrap_or(0).max(1);
    Some(diagnostic(code.location(at), width, message, hint))
}

/// An attribute that objects of CPython have and those here have not, where its name says whose it is.
fn attribute(name: &str, code: &Code, at: usize, bound: &HashSet<&str>) -> Option<Diagnostic> {
    let supported = OBJECTS.iter().any(|object| object.has.contains(&name))
        || METHODS.iter().any(|(_, methods)| methods.contains(&name))
        || MODULES.iter().any(|(_, members)| members.contains(&name));
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
