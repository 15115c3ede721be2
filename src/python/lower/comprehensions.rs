//! Comprehensions: nested codes, as in CPython 3.11.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::Lowerer;
use crate::program::{CodeKind, Constant, Op, Parameters};
use crate::python::scope::Comprehension;

impl<'a> Lowerer<'a, '_> {
    /// `→ value`. The first iterator is made outside and passed in as the parameter `.0`.
    pub(super) fn comprehension(
        &mut self,
        kind: Comprehension,
        range: TextRange,
        items: impl Iterator<Item = &'a Expr>,
        generators: &'a [ast::Comprehension],
    ) {
        let items: Vec<&'a Expr> = items.collect();
        if let Some(item) = items.iter().find(|item| item.is_starred_expr()) {
            self.unsupported(item.range(), "unpacking in a comprehension is not supported", "use a loop");
        }
        let (Some(scope), Some(first)) = (self.scopes.at(range), generators.first()) else {
            return self.constant(Constant::None);
        };
        self.at(range);
        self.emit(Op::BuildTuple(0));
        self.emit(Op::BuildDict(0));
        let name = self.name(kind.code_name());
        let qualified = self.qualified(kind.code_name());
        let slots = Parameters { positional: 1, ..Parameters::default() };
        let code = self.code(scope, name, qualified, slots, range.start(), |lowerer| {
            match kind {
                Comprehension::List => lowerer.emit(Op::BuildList(0)),
                Comprehension::Set => lowerer.emit(Op::BuildSet(0)),
                Comprehension::Dict => lowerer.emit(Op::BuildDict(0)),
                Comprehension::Generator => {}
            }
            lowerer.emit(Op::LoadLocal(0));
            lowerer.clauses(kind, &items, generators, 1);
            if kind == Comprehension::Generator {
                lowerer.return_none(range.start());
            } else {
                lowerer.at(range);
                lowerer.emit(Op::Return);
            }
        });
        self.make_function(scope, code, range.start());
        self.expression(&first.iter);
        self.begin_iteration(&first.iter, first.is_async);
        self.at(range);
        self.emit(Op::Call { count: 1, keywords: Op::NO_KEYWORDS });
        if self.scopes.code_kind(scope) == CodeKind::Coroutine {
            self.emit(Op::Await);
        }
    }

    /// `iterator →`: a loop for the first clause, with those for the others in it.
    fn clauses(
        &mut self,
        kind: Comprehension,
        items: &[&'a Expr],
        generators: &'a [ast::Comprehension],
        iterators: u32,
    ) {
        let Some((clause, rest)) = generators.split_first() else { return };
        let (start, end) = (self.unit.emitter.label(), self.unit.emitter.label());
        // The first iterable is evaluated outside, but a traceback shows where it stands.
        let failed = self.iterate(&clause.iter, clause.is_async, start, end);
        self.assign(&clause.target);
        clause.ifs.iter().for_each(|condition| self.jump_if(condition, false, start));
        if let Some(next) = rest.first() {
            self.expression(&next.iter);
            self.begin_iteration(&next.iter, next.is_async);
            self.clauses(kind, items, rest, iterators + 1);
        } else {
            for item in items {
                self.expression(item);
            }
            if let Some(item) = items.first() {
                self.at(*item);
            }
            match kind {
                Comprehension::List => self.emit(Op::ListAppend(iterators + 1)),
                Comprehension::Set => self.emit(Op::SetAdd(iterators + 1)),
                Comprehension::Dict if items.len() == 2 => self.emit(Op::DictSet(iterators + 1)),
                Comprehension::Dict => self.emit(Op::Pop),
                Comprehension::Generator => {
                    self.emit(Op::Yield);
                    self.emit(Op::Pop);
                }
            }
        }
        self.unit.emitter.jump(Op::Jump, start);
        self.end_iteration(&clause.iter, failed, end);
    }
}
