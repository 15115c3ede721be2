//! From the syntax tree to instructions.

mod blocks;
mod calls;
mod comprehensions;
mod expressions;
mod functions;
mod imports;
mod statements;
mod strings;
mod targets;
mod variables;

use std::collections::HashMap;

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Options;
use super::diagnostics::{Diagnostic, Source};
use super::emit::Emitter;
use super::limits::{MAX_ITEMS, MAX_STEPS};
use super::scope::Scopes;
use crate::program::{Cell, Code, Constant, Module, Name, Op, Parameters, Program};
use blocks::Block;

/// Lowers a module and adds it to a program. That is of use only where no diagnostic was added.
pub(super) fn lower(
    program: &mut Program,
    module: &str,
    body: &[Stmt],
    source: &Source<'_>,
    scopes: &Scopes,
    options: Options,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let names = std::mem::take(&mut program.names);
    let mut lowerer = Lowerer {
        source,
        scopes,
        options,
        diagnostics,
        numbers: names.iter().cloned().zip(0..).collect(),
        names,
        codes: std::mem::take(&mut program.codes).into_iter().map(Some).collect(),
        unit: Unit::new(0, "<module>".into(), Emitter::default()),
        steps: 0,
    };
    let name = lowerer.name("<module>");
    let whole = TextRange::up_to(TextSize::of(source.text));
    let code = lowerer.code(0, name, "<module>".into(), Parameters::default(), whole.start(), |lowerer| {
        lowerer.body(body);
        lowerer.op(TextSize::default(), |lowerer| lowerer.constant(Constant::None));
        lowerer.emit(Op::Return);
    });
    program.names = lowerer.names;
    program.codes = lowerer.codes.into_iter().flatten().collect();
    program.modules.push(Module { name: module.to_owned(), code });
}

struct Lowerer<'a, 's> {
    source: &'s Source<'s>,
    scopes: &'s Scopes,
    options: Options,
    diagnostics: &'s mut Vec<Diagnostic>,
    names: Vec<String>,
    numbers: HashMap<String, u32>,
    /// A code's place is taken before it is written: outer ones come first.
    codes: Vec<Option<Code>>,
    unit: Unit<'a>,
    steps: u32,
}

/// The code being written.
struct Unit<'a> {
    scope: usize,
    qualified_name: String,
    emitter: Emitter,
    /// What has to be left on the way out, innermost last.
    blocks: Vec<Block<'a>>,
}

impl Unit<'_> {
    fn new(scope: usize, qualified_name: String, emitter: Emitter) -> Self {
        Self { scope, qualified_name, emitter, blocks: Vec::new() }
    }
}

impl<'a> Lowerer<'a, '_> {
    /// Something that is wrong with the program.
    fn error(&mut self, range: TextRange, message: impl Into<String>) {
        self.diagnostics.push(self.source.diagnostic(range, message, None));
    }

    /// Something that is right in Python but not supported here.
    fn unsupported(&mut self, range: TextRange, message: impl Into<String>, hint: &str) {
        self.diagnostics.push(self.source.diagnostic(range, message, Some(hint)));
    }

    /// Counts what is lowered, so that code that is written several times cannot grow without bound.
    fn step(&mut self, range: TextRange) -> bool {
        self.steps = self.steps.saturating_add(1);
        if self.steps == MAX_STEPS {
            self.unsupported(
                range,
                format!("the program lowers to more than {MAX_STEPS} statements and expressions"),
                "each way out of a `try` or `with` repeats what ends it: nest fewer of them",
            );
        }
        self.steps < MAX_STEPS
    }

    /// Refuses more items than one instruction may take.
    fn count(&mut self, items: usize, range: TextRange, what: &str) -> u32 {
        if items > MAX_ITEMS {
            self.unsupported(range, format!("{what} has {items} items, more than {MAX_ITEMS}"), "use a loop");
        }
        u32::try_from(items).unwrap_or(0)
    }

    fn name(&mut self, name: &str) -> Name {
        if let Some(&number) = self.numbers.get(name) {
            return Name(number);
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        Name(number)
    }

    /// A name as it is written inside the current class, if any.
    fn mangled(&mut self, name: &str) -> Name {
        let name = self.scopes.mangle(self.unit.scope, name);
        self.name(&name)
    }

    /// The place of the instructions that follow.
    fn at(&mut self, place: impl Place) {
        let location = self.source.location(place.offset().to_u32());
        self.unit.emitter.place(location);
    }

    /// The place of what the function writes.
    fn op(&mut self, place: impl Place, write: impl FnOnce(&mut Self)) {
        self.at(place);
        write(self);
    }

    fn emit(&mut self, op: Op) {
        self.unit.emitter.emit(op);
    }

    fn constant(&mut self, constant: Constant) {
        self.unit.emitter.constant(constant);
    }

    fn body(&mut self, body: &'a [Stmt]) {
        for statement in body {
            self.statement(statement);
        }
    }

    /// Writes one code, and answers with its index.
    fn code(
        &mut self,
        scope: usize,
        name: Name,
        qualified_name: String,
        parameters: Parameters,
        place: TextSize,
        write: impl FnOnce(&mut Self),
    ) -> u32 {
        let index = self.codes.len();
        self.codes.push(None);
        let emitter = Emitter::new(self.source.location(place.to_u32()));
        let outer = std::mem::replace(&mut self.unit, Unit::new(scope, qualified_name, emitter));
        write(self);
        let unit = std::mem::replace(&mut self.unit, outer);
        let written = unit.emitter.finish();
        let scopes = self.scopes;
        let (mut locals, mut cells, mut free) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(data) = scopes.get(scope) {
            let slots: HashMap<&str, u32> = data.locals.iter().map(String::as_str).zip(0..).collect();
            locals = data.locals.iter().map(|name| self.name(name)).collect();
            cells = data
                .cells
                .iter()
                .map(|name| Cell { name: self.name(name), parameter: slots.get(name.as_str()).copied() })
                .collect();
            free = data.free.iter().map(|name| self.name(name)).collect();
        }
        let code = Code {
            name,
            qualified_name: unit.qualified_name,
            kind: scopes.code_kind(scope),
            parameters,
            locals,
            cells,
            free,
            constants: written.constants,
            ops: written.ops,
            locations: written.locations,
            handlers: written.handlers,
        };
        if let Some(place) = self.codes.get_mut(index) {
            *place = Some(code);
        }
        u32::try_from(index).unwrap_or(u32::MAX)
    }
}

/// Something that has a place in the source.
trait Place: Copy {
    fn offset(&self) -> TextSize;
}

impl Place for TextSize {
    fn offset(&self) -> TextSize {
        *self
    }
}

impl Place for &Expr {
    fn offset(&self) -> TextSize {
        self.start()
    }
}

impl Place for &Stmt {
    fn offset(&self) -> TextSize {
        self.start()
    }
}

impl Place for &ast::Identifier {
    fn offset(&self) -> TextSize {
        self.start()
    }
}

impl Place for TextRange {
    fn offset(&self) -> TextSize {
        self.start()
    }
}
