//! Bytecode as text, for tests and for people.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::{Code, Constant, Name, Op, Program};

impl Program {
    /// All code as text: each code's header, its instructions (index, name, operands; names, constants
    /// and variables in words), then its handlers.
    #[must_use]
    pub fn disassemble(&self) -> String {
        let codes: Vec<String> = self.codes.iter().map(|code| self.disassemble_code(code)).collect();
        codes.join("\n")
    }

    /// One code as text.
    #[must_use]
    pub fn disassemble_code(&self, code: &Code) -> String {
        let mut text = format!("{} {:?}", code.qualified_name, code.kind);
        let slots = code.parameters;
        let mut names = code.locals.iter().map(|&name| self.name(name));
        let mut take = |n: u32, star: &str| -> Vec<String> {
            names.by_ref().take(n as usize).map(|name| format!("{star}{name}")).collect()
        };
        let mut parameters = take(slots.positional_only, "");
        if slots.positional_only > 0 {
            parameters.push("/".into());
        }
        parameters.extend(take(slots.positional, ""));
        let keyword_only = take(slots.keyword_only, "");
        let star = take(slots.star.into(), "*");
        if !keyword_only.is_empty() && star.is_empty() {
            parameters.push("*".into());
        }
        parameters.extend(star);
        parameters.extend(keyword_only);
        parameters.extend(take(slots.double_star.into(), "**"));
        if !parameters.is_empty() {
            let _ = write!(text, " ({})", parameters.join(", "));
        }
        text.push('\n');
        for (index, &op) in code.ops.iter().enumerate() {
            let _ = writeln!(text, "{index:3} {}", self.disassemble_op(code, op));
        }
        for handler in &code.handlers {
            let _ =
                writeln!(text, "    {}..{} to {} depth {}", handler.start, handler.end, handler.target, handler.depth);
        }
        text
    }

    fn disassemble_op(&self, code: &Code, op: Op) -> String {
        let debug = format!("{op:?}");
        let word = debug.split(['(', ' ']).next().unwrap_or_default();
        let name = |name: Name| format!("{word} {}", self.name(name));
        match op {
            Op::Constant(n) => format!("{word} {}", self.constant(code, n)),
            Op::LoadLocal(n) | Op::StoreLocal(n) | Op::DeleteLocal(n) => {
                format!("{word} {}", code.locals.get(n as usize).map_or("?", |&name| self.name(name)))
            }
            Op::LoadCell(n) | Op::StoreCell(n) | Op::DeleteCell(n) | Op::LoadClosure(n) => {
                let mut cells = code.cells.iter().map(|cell| cell.name).chain(code.free.iter().copied());
                format!("{word} {}", cells.nth(n as usize).map_or("?", |name| self.name(name)))
            }
            Op::LoadGlobal(n)
            | Op::StoreGlobal(n)
            | Op::DeleteGlobal(n)
            | Op::LoadName(n)
            | Op::StoreName(n)
            | Op::DeleteName(n)
            | Op::LoadAttribute(n)
            | Op::StoreAttribute(n)
            | Op::DeleteAttribute(n)
            | Op::MakeClass(n)
            | Op::Import(n)
            | Op::ImportFrom(n) => name(n),
            Op::Call { count, keywords: Op::NO_KEYWORDS } => format!("{word} {count}"),
            Op::Call { count, keywords } => format!("{word} {count} {}", self.constant(code, keywords)),
            Op::MakeFunction { code } => {
                let made = self.codes.get(code as usize).map_or("?", |code| code.qualified_name.as_str());
                format!("{word} {made}")
            }
            Op::UnpackStar { before, after } => format!("{word} {before} {after}"),
            Op::Format { conversion, spec } => format!("{word} {conversion:?}{}", if spec { " spec" } else { "" }),
            Op::RaiseAssertion { message } => format!("{word}{}", if message { " message" } else { "" }),
            _ => debug.replace('(', " ").replace(')', ""),
        }
    }

    fn constant(&self, code: &Code, n: u32) -> String {
        match code.constants.get(n as usize) {
            None => "?".into(),
            Some(Constant::None) => "None".into(),
            Some(Constant::Ellipsis) => "...".into(),
            Some(Constant::Bool(value)) => (if *value { "True" } else { "False" }).into(),
            Some(Constant::Int(value)) => format!("{value}"),
            Some(Constant::Float(value)) => format!("float {:016x}", value.to_bits()),
            Some(Constant::Str(value)) => format!("{value:?}"),
            Some(Constant::Keywords(names)) => names.iter().map(|&name| self.name(name)).collect::<Vec<_>>().join(" "),
        }
    }
}
