//! Statements.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::blocks::Block;
use super::{Lowerer, Place};
use crate::program::{CodeKind, Constant, Op};
use crate::python::emit::Label;
use crate::python::scope::Kind;

impl<'a> Lowerer<'a, '_> {
    pub(super) fn statement(&mut self, statement: &'a Stmt) {
        if !self.step(statement.range()) {
            return;
        }
        match statement {
            Stmt::FunctionDef(def) => self.function(def),
            Stmt::ClassDef(def) => self.class(def),
            Stmt::Return(returned) => self.return_statement(returned),
            Stmt::Delete(delete) => delete.targets.iter().for_each(|target| self.remove(target)),
            Stmt::Assign(assign) => {
                self.expression(&assign.value);
                let last = assign.targets.len().saturating_sub(1);
                for (index, target) in assign.targets.iter().enumerate() {
                    if index < last {
                        self.at(target);
                        self.emit(Op::Duplicate);
                    }
                    self.assign(target);
                }
            }
            Stmt::AugAssign(assign) => self.augmented(assign),
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.expression(value);
                    self.assign(&assign.target);
                }
            }
            Stmt::For(statement) => self.r#for(statement),
            Stmt::While(statement) => self.r#while(statement),
            Stmt::If(statement) => self.r#if(statement),
            Stmt::With(statement) => self.with(statement),
            Stmt::Raise(raise) => {
                let values = [&raise.exc, &raise.cause];
                let mut count = 0;
                for value in values.into_iter().flatten() {
                    self.expression(value);
                    count += 1;
                }
                self.at(statement);
                self.emit(Op::Raise(count));
            }
            Stmt::Try(statement) => self.r#try(statement),
            Stmt::Assert(assert) => {
                let end = self.unit.emitter.label();
                self.jump_if(&assert.test, true, end);
                if let Some(message) = &assert.msg {
                    self.expression(message);
                }
                self.at(statement);
                self.emit(Op::RaiseAssertion { message: assert.msg.is_some() });
                self.unit.emitter.bind(end);
            }
            Stmt::Import(import) => self.import(import),
            Stmt::ImportFrom(import) => self.import_from(import),
            Stmt::Expr(expression) => {
                // A docstring, or `...` in place of a body.
                if !is_constant(&expression.value) {
                    self.expression(&expression.value);
                    self.at(statement);
                    self.emit(Op::Pop);
                }
            }
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::Break(_) => {
                if !self.leave_loop(statement.start(), true) {
                    self.error(statement.range(), "'break' outside loop");
                }
            }
            Stmt::Continue(_) => {
                if !self.leave_loop(statement.start(), false) {
                    self.error(statement.range(), "'continue' not properly in loop");
                }
            }
            Stmt::Match(matching) => {
                let keyword = TextRange::at(matching.start(), TextSize::of("match"));
                self.unsupported(keyword, "`match` statements are not supported", "use `if` and `elif`");
                matching.cases.iter().for_each(|case| self.body(&case.body));
            }
            Stmt::TypeAlias(alias) => {
                self.unsupported(alias.range(), "`type` statements are not supported", "leave it out");
            }
            Stmt::IpyEscapeCommand(command) => {
                self.unsupported(command.range(), "commands of IPython are not supported", "leave it out");
            }
        }
    }

    fn return_statement(&mut self, statement: &'a ast::StmtReturn) {
        let kind = self.scopes.get(self.unit.scope).map(|scope| scope.kind);
        if !matches!(kind, Some(Kind::Function { .. })) {
            self.error(statement.range(), "'return' outside function");
        }
        let generator = self.scopes.code_kind(self.unit.scope) == CodeKind::AsyncGenerator;
        if generator && let Some(value) = &statement.value {
            self.error(value.range(), "'return' with value in async generator");
        }
        self.r#return(statement);
    }

    fn r#if(&mut self, statement: &'a ast::StmtIf) {
        let end = self.unit.emitter.label();
        let mut next = self.unit.emitter.label();
        self.jump_if(&statement.test, false, next);
        self.body(&statement.body);
        for clause in &statement.elif_else_clauses {
            self.unit.emitter.jump(Op::Jump, end);
            self.unit.emitter.bind(next);
            next = self.unit.emitter.label();
            if let Some(test) = &clause.test {
                self.jump_if(test, false, next);
            }
            self.body(&clause.body);
        }
        self.unit.emitter.bind(next);
        self.unit.emitter.bind(end);
    }

    fn r#while(&mut self, statement: &'a ast::StmtWhile) {
        let (start, other, end) = self.loop_labels();
        self.unit.emitter.bind(start);
        self.jump_if(&statement.test, false, other);
        self.unit.blocks.push(Block::Loop { start, end, iterator: false });
        self.body(&statement.body);
        self.unit.blocks.pop();
        self.unit.emitter.jump(Op::Jump, start);
        self.unit.emitter.bind(other);
        self.body(&statement.orelse);
        self.unit.emitter.bind(end);
    }

    fn r#for(&mut self, statement: &'a ast::StmtFor) {
        let (start, other, end) = self.loop_labels();
        self.expression(&statement.iter);
        let place = self.loop_place(statement);
        self.begin_iteration(place, statement.is_async);
        let failed = self.iterate(place, statement.is_async, start, other);
        self.assign(&statement.target);
        self.unit.blocks.push(Block::Loop { start, end, iterator: true });
        self.body(&statement.body);
        self.unit.blocks.pop();
        self.unit.emitter.jump(Op::Jump, start);
        self.end_iteration(place, failed, other);
        self.body(&statement.orelse);
        self.unit.emitter.bind(end);
    }

    fn loop_labels(&mut self) -> (Label, Label, Label) {
        (self.unit.emitter.label(), self.unit.emitter.label(), self.unit.emitter.label())
    }

    /// Where a traceback shows the steps of a loop: the iterable, on the line of the `for`.
    fn loop_place(&self, statement: &ast::StmtFor) -> TextSize {
        let line = |place: TextSize| self.source.location(place.to_u32()).line;
        let (start, iterable) = (statement.start(), statement.iter.start());
        if line(start) == line(iterable) { iterable } else { start }
    }

    /// `iterable → iterator`.
    pub(super) fn begin_iteration(&mut self, place: impl Place, is_async: bool) {
        self.at(place);
        self.emit(if is_async { Op::GetAsyncIterator } else { Op::GetIterator });
    }

    /// The head of a loop: `iterator → iterator value`. Answers, for an asynchronous one, with the label of
    /// what ends it.
    pub(super) fn iterate(&mut self, place: impl Place, is_async: bool, start: Label, end: Label) -> Option<Label> {
        self.unit.emitter.bind(start);
        self.at(place);
        if !is_async {
            self.unit.emitter.jump(Op::ForIterator, end);
            return None;
        }
        let failed = self.unit.emitter.label();
        let region = self.unit.emitter.open(failed, 0);
        self.emit(Op::AsyncNext);
        self.emit(Op::Await);
        self.unit.emitter.close(region);
        Some(failed)
    }

    /// Where a loop ends whose iterator has no more: the iterator is gone.
    pub(super) fn end_iteration(&mut self, place: impl Place, failed: Option<Label>, end: Label) {
        if let Some(failed) = failed {
            self.unit.emitter.bind(failed);
            self.at(place);
            self.emit(Op::EndAsyncFor);
        }
        self.unit.emitter.bind(end);
    }

    /// Jumps if the condition is as told, else goes on; the condition is gone either way.
    pub(super) fn jump_if(&mut self, test: &'a Expr, condition: bool, label: Label) {
        match test {
            Expr::UnaryOp(unary) if unary.op == ast::UnaryOp::Not => {
                return self.jump_if(&unary.operand, !condition, label);
            }
            Expr::BoolOp(operation) => {
                // `and` is decided by the first that is false, `or` by the first that is true.
                let settling = operation.op == ast::BoolOp::Or;
                let Some((last, rest)) = operation.values.split_last() else { return };
                let skip = self.unit.emitter.label();
                let target = if settling == condition { label } else { skip };
                for value in rest {
                    self.jump_if(value, settling, target);
                }
                self.jump_if(last, condition, label);
                return self.unit.emitter.bind(skip);
            }
            Expr::BooleanLiteral(literal) => {
                if literal.value == condition {
                    self.at(test);
                    self.unit.emitter.jump(Op::Jump, label);
                }
                return;
            }
            _ => {}
        }
        self.expression(test);
        self.at(test);
        self.unit.emitter.jump(if condition { Op::JumpIfTrue } else { Op::JumpIfFalse }, label);
    }

    /// `→`, and the code ends.
    pub(super) fn return_none(&mut self, place: TextSize) {
        self.at(place);
        self.constant(Constant::None);
        self.emit(Op::Return);
    }
}

/// Whether an expression is a value that does nothing.
fn is_constant(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::StringLiteral(_) | Expr::BooleanLiteral(_) | Expr::NoneLiteral(_) | Expr::EllipsisLiteral(_)
    )
}
