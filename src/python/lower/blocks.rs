//! `try`, `with`, and the ways out of blocks: `return`, `break`, `continue`.
//!
//! As in CPython, what ends a block is written once for each way out of it, and no instruction of it is
//! covered by the block's own handler.

use ruff_python_ast::{self as ast, Stmt};
use ruff_text_size::{Ranged, TextSize};

use super::Lowerer;
use crate::program::{Constant, Op, Special};
use crate::python::emit::{Label, Region};
use crate::python::limits::MAX_MANAGERS;

/// Something that must be left in order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Block<'a> {
    /// A loop; with `iterator`, one lies on the stack.
    Loop { start: Label, end: Label, iterator: bool },
    /// A value that waits on the stack to be returned, while a final body runs.
    Value,
    /// The body of a `try` with `except`.
    Try { region: Region },
    /// What a `finally` ends.
    Finally { region: Region, body: &'a [Stmt] },
    /// The final body while an exception is handled; the exception lies on the stack.
    Handling { region: Region },
    /// The body of an `except`.
    Except { region: Region },
    /// The body of an `except … as name`.
    Named { region: Region, name: &'a ast::Identifier },
    /// The body of a `with`; the exit method lies on the stack.
    With { region: Region, is_async: bool, place: TextSize },
}

impl Block<'_> {
    fn region(self) -> Option<Region> {
        match self {
            Self::Loop { .. } | Self::Value => None,
            Self::Try { region }
            | Self::Finally { region, .. }
            | Self::Handling { region }
            | Self::Except { region }
            | Self::Named { region, .. }
            | Self::With { region, .. } => Some(region),
        }
    }
}

impl<'a> Lowerer<'a, '_> {
    /// Leaves all blocks but the outermost `keep`, writes what follows, and is back in them. With `value` a
    /// value on top of the stack is taken along.
    fn leaving(&mut self, keep: usize, value: bool, then: impl FnOnce(&mut Self)) {
        let mut left = Vec::new();
        while self.unit.blocks.len() > keep {
            let Some(block) = self.unit.blocks.pop() else { break };
            if let Some(region) = block.region() {
                self.unit.emitter.suspend(region);
            }
            self.exit(block, value);
            left.push(block);
        }
        then(self);
        for block in left.into_iter().rev() {
            if let Some(region) = block.region() {
                self.unit.emitter.resume(region);
            }
            self.unit.blocks.push(block);
        }
    }

    fn exit(&mut self, block: Block<'a>, value: bool) {
        match block {
            Block::Loop { iterator, .. } => {
                if iterator {
                    self.drop_below(value);
                }
            }
            Block::Value => self.drop_below(value),
            Block::Try { .. } => {}
            Block::Finally { body, .. } => {
                if value {
                    self.unit.blocks.push(Block::Value);
                }
                self.body(body);
                if value {
                    self.unit.blocks.pop();
                }
            }
            Block::Handling { .. } => {
                self.drop_below(value);
                self.emit(Op::PopHandled);
            }
            Block::Except { .. } => self.emit(Op::PopHandled),
            Block::Named { name, .. } => self.forget(name),
            Block::With { is_async, place, .. } => {
                self.at(place);
                if value {
                    self.emit(Op::Swap);
                }
                self.exit_normally(is_async);
            }
        }
    }

    /// Pops the top, or with `value` what lies below it.
    fn drop_below(&mut self, value: bool) {
        if value {
            self.emit(Op::Swap);
        }
        self.emit(Op::Pop);
    }

    pub(super) fn r#return(&mut self, statement: &'a ast::StmtReturn) {
        match &statement.value {
            Some(value) => self.expression(value),
            None => self.op(statement.start(), |lowerer| lowerer.constant(Constant::None)),
        }
        self.leaving(0, true, |lowerer| {
            lowerer.at(statement.start());
            lowerer.emit(Op::Return);
        });
    }

    /// Writes a `break` or `continue`; answers whether there is a loop.
    pub(super) fn leave_loop(&mut self, place: TextSize, is_break: bool) -> bool {
        let position = self.unit.blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }));
        let Some(position) = position else { return false };
        let Some(&Block::Loop { start, end, iterator }) = self.unit.blocks.get(position) else { return false };
        self.at(place);
        self.leaving(position + 1, false, |lowerer| {
            lowerer.at(place);
            if is_break && iterator {
                lowerer.emit(Op::Pop);
            }
            lowerer.unit.emitter.jump(Op::Jump, if is_break { end } else { start });
        });
        true
    }

    pub(super) fn r#try(&mut self, statement: &'a ast::StmtTry) {
        if statement.is_star {
            self.unsupported(statement.range(), "`except*` is not supported", "use `except`");
        }
        if statement.finalbody.is_empty() {
            return self.try_except(statement);
        }
        let place = statement.start();
        let (handler, end) = (self.unit.emitter.label(), self.unit.emitter.label());
        let region = self.unit.emitter.open(handler, 0);
        self.unit.blocks.push(Block::Finally { region, body: &statement.finalbody });
        if statement.handlers.is_empty() {
            self.body(&statement.body);
            self.body(&statement.orelse);
        } else {
            self.try_except(statement);
        }
        self.unit.blocks.pop();
        self.unit.emitter.close(region);
        self.body(&statement.finalbody);
        self.unit.emitter.jump(Op::Jump, end);

        self.unit.emitter.bind(handler);
        self.at(place);
        self.emit(Op::PushHandled);
        let cleanup = self.unit.emitter.label();
        let region = self.unit.emitter.open(cleanup, 1);
        self.unit.blocks.push(Block::Handling { region });
        self.body(&statement.finalbody);
        self.unit.blocks.pop();
        self.unit.emitter.close(region);
        self.raise_again(cleanup, place);
        self.unit.emitter.bind(end);
    }

    /// `exception →`: leaves a handler and raises what lies on the stack; handlers' own exceptions come here,
    /// too.
    fn raise_again(&mut self, cleanup: Label, place: TextSize) {
        self.unit.emitter.bind(cleanup);
        self.at(place);
        self.emit(Op::PopHandled);
        self.emit(Op::Reraise);
    }

    fn try_except(&mut self, statement: &'a ast::StmtTry) {
        let place = statement.start();
        let (handler, end) = (self.unit.emitter.label(), self.unit.emitter.label());
        let region = self.unit.emitter.open(handler, 0);
        self.unit.blocks.push(Block::Try { region });
        self.body(&statement.body);
        self.unit.blocks.pop();
        self.unit.emitter.close(region);
        self.body(&statement.orelse);
        self.unit.emitter.jump(Op::Jump, end);

        self.unit.emitter.bind(handler);
        self.at(place);
        self.emit(Op::PushHandled);
        let cleanup = self.unit.emitter.label();
        let region = self.unit.emitter.open(cleanup, 1);
        self.unit.blocks.push(Block::Except { region });
        let last = statement.handlers.len().saturating_sub(1);
        for (index, ast::ExceptHandler::ExceptHandler(clause)) in statement.handlers.iter().enumerate() {
            let next = self.unit.emitter.label();
            if let Some(kind) = &clause.type_ {
                self.expression(kind);
                self.at(clause.start());
                self.emit(Op::MatchException);
                self.unit.emitter.jump(Op::JumpIfFalse, next);
            } else if index < last {
                self.error(clause.range(), "default 'except:' must be last");
            }
            self.clause(clause, cleanup);
            self.unit.emitter.suspend(region);
            self.emit(Op::PopHandled);
            self.unit.emitter.jump(Op::Jump, end);
            self.unit.emitter.resume(region);
            self.unit.emitter.bind(next);
        }
        self.unit.blocks.pop();
        self.unit.emitter.close(region);
        self.raise_again(cleanup, place);
        self.unit.emitter.bind(end);
    }

    /// `exception →`: the name and the body of an `except` clause.
    fn clause(&mut self, clause: &'a ast::ExceptHandlerExceptHandler, cleanup: Label) {
        let Some(name) = &clause.name else {
            self.at(clause.start());
            self.emit(Op::Pop);
            return self.body(&clause.body);
        };
        self.store_identifier(name);
        let (failed, done) = (self.unit.emitter.label(), self.unit.emitter.label());
        let region = self.unit.emitter.open(failed, 0);
        self.unit.blocks.push(Block::Named { region, name });
        self.body(&clause.body);
        self.unit.blocks.pop();
        self.unit.emitter.close(region);
        self.forget(name);
        self.unit.emitter.jump(Op::Jump, done);
        self.unit.emitter.bind(failed);
        self.forget(name);
        self.unit.emitter.jump(Op::Jump, cleanup);
        self.unit.emitter.bind(done);
    }

    /// The name of an exception is gone after its clause, even if the clause deleted it.
    fn forget(&mut self, name: &ast::Identifier) {
        self.at(name);
        self.constant(Constant::None);
        self.store_identifier(name);
        self.delete(name.as_str(), name.start());
    }

    pub(super) fn with(&mut self, statement: &'a ast::StmtWith) {
        if statement.items.len() > MAX_MANAGERS {
            let message = format!("the `with` statement has {} items, more than {MAX_MANAGERS}", statement.items.len());
            return self.unsupported(statement.range(), message, "use several `with` statements");
        }
        self.with_items(statement, &statement.items);
    }

    fn with_items(&mut self, statement: &'a ast::StmtWith, items: &'a [ast::WithItem]) {
        let Some((item, rest)) = items.split_first() else { return self.body(&statement.body) };
        let is_async = statement.is_async;
        let (enter, exit) =
            if is_async { (Special::AsyncEnter, Special::AsyncExit) } else { (Special::Enter, Special::Exit) };
        self.expression(&item.context_expr);
        self.at(&item.context_expr);
        for op in [Op::Duplicate, Op::LoadSpecial(exit), Op::Swap, Op::LoadSpecial(enter)] {
            self.emit(op);
        }
        self.call_method(0, is_async);
        let (handler, end, suppressed) =
            (self.unit.emitter.label(), self.unit.emitter.label(), self.unit.emitter.label());
        let region = self.unit.emitter.open(handler, 1);
        match item.optional_vars.as_deref() {
            Some(target) => self.assign(target),
            None => self.emit(Op::Pop),
        }
        let place = statement.start();
        self.unit.blocks.push(Block::With { region, is_async, place });
        self.with_items(statement, rest);
        self.unit.blocks.pop();
        self.unit.emitter.close(region);
        self.at(place);
        self.exit_normally(is_async);
        self.unit.emitter.jump(Op::Jump, end);

        self.unit.emitter.bind(handler);
        self.at(place);
        self.emit(Op::PushHandled);
        let cleanup = self.unit.emitter.label();
        let region = self.unit.emitter.open(cleanup, 1);
        self.emit(Op::ExitArguments);
        self.call_method(3, is_async);
        self.unit.emitter.jump(Op::JumpIfTrue, suppressed);
        self.unit.emitter.close(region);
        self.raise_again(cleanup, place);
        self.unit.emitter.bind(suppressed);
        for op in [Op::PopHandled, Op::Pop, Op::Pop] {
            self.emit(op);
        }
        self.unit.emitter.bind(end);
    }

    /// `exit →`: calls the exit method without an exception.
    fn exit_normally(&mut self, is_async: bool) {
        for _ in 0..3 {
            self.constant(Constant::None);
        }
        self.call_method(3, is_async);
        self.emit(Op::Pop);
    }

    fn call_method(&mut self, count: u32, is_async: bool) {
        self.emit(Op::Call { count, keywords: Op::NO_KEYWORDS });
        if is_async {
            self.emit(Op::Await);
        }
    }
}
