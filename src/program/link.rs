//! Joining a program and the Python part of the library.

use std::collections::BTreeMap;

use super::{Code, Constant, Name, Op, Program};

/// Adds the library's code to a program; names become one set.
#[must_use]
pub fn link(mut program: Program, library: &Program) -> Program {
    let mut index: BTreeMap<String, u32> = (0_u32..).zip(&program.names).map(|(at, name)| (name.clone(), at)).collect();
    let names: Vec<Name> = library
        .names
        .iter()
        .map(|name| {
            let next = u32::try_from(program.names.len()).unwrap_or(u32::MAX);
            Name(*index.entry(name.clone()).or_insert_with(|| {
                program.names.push(name.clone());
                next
            }))
        })
        .collect();
    let first = u32::try_from(program.codes.len()).unwrap_or(u32::MAX);
    let renamed = |name: Name| names.get(name.0 as usize).copied().unwrap_or(name);
    program.codes.extend(library.codes.iter().map(|code| moved(code.clone(), first, &renamed)));
    program.library = Some(first);
    program
}

fn moved(mut code: Code, first: u32, renamed: &impl Fn(Name) -> Name) -> Code {
    code.name = renamed(code.name);
    code.locals.iter_mut().for_each(|name| *name = renamed(*name));
    code.free.iter_mut().for_each(|name| *name = renamed(*name));
    code.cells.iter_mut().for_each(|cell| cell.name = renamed(cell.name));
    for constant in &mut code.constants {
        if let Constant::Keywords(names) = constant {
            for name in names {
                *name = renamed(*name);
            }
        }
    }
    for op in &mut code.ops {
        match op {
            Op::LoadGlobal(name)
            | Op::StoreGlobal(name)
            | Op::DeleteGlobal(name)
            | Op::LoadName(name)
            | Op::StoreName(name)
            | Op::DeleteName(name)
            | Op::LoadAttribute(name)
            | Op::StoreAttribute(name)
            | Op::DeleteAttribute(name)
            | Op::MakeClass(name)
            | Op::Import(name)
            | Op::ImportFrom(name) => *name = renamed(*name),
            Op::MakeFunction { code } => *code += first,
            _ => {}
        }
    }
    code
}
