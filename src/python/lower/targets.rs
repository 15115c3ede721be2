//! What stands left of `=`, after `for`, `as` and `del`.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::Ranged;

use super::Lowerer;
use crate::program::{BinaryOperator, Op};

impl<'a> Lowerer<'a, '_> {
    /// Stores the value on top of the stack: `value →`.
    pub(super) fn assign(&mut self, target: &'a Expr) {
        if !self.step(target.range()) {
            return self.emit(Op::Pop);
        }
        match target {
            Expr::Name(name) => self.store(&name.id, name.start()),
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value);
                let name = self.mangled(&attribute.attr);
                self.at(target);
                self.emit(Op::StoreAttribute(name));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value);
                self.index(&subscript.slice);
                self.at(target);
                self.emit(Op::StoreItem);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                self.unpack(target, elts);
            }
            Expr::Starred(_) => {
                self.error(target.range(), "starred assignment target must be in a list or tuple");
                self.emit(Op::Pop);
            }
            _ => {
                self.error(target.range(), "cannot assign to this expression");
                self.emit(Op::Pop);
            }
        }
    }

    fn unpack(&mut self, target: &'a Expr, elts: &'a [Expr]) {
        let mut stars = elts.iter().enumerate().filter(|(_, elt)| elt.is_starred_expr());
        let star = stars.next().map(|(at, _)| at);
        if let Some((_, second)) = stars.next() {
            self.error(second.range(), "multiple starred expressions in assignment");
            return self.emit(Op::Pop);
        }
        let all = self.count(elts.len(), target.range(), "the assignment");
        self.at(target);
        match star {
            Some(at) => {
                let before = u32::try_from(at).unwrap_or(0);
                self.emit(Op::UnpackStar { before, after: all.saturating_sub(before).saturating_sub(1) });
            }
            None => self.emit(Op::Unpack(all)),
        }
        for elt in elts {
            match elt {
                Expr::Starred(starred) => self.assign(&starred.value),
                elt => self.assign(elt),
            }
        }
    }

    /// `target op= value`.
    pub(super) fn augmented(&mut self, assign: &'a ast::StmtAugAssign) {
        let operator = Op::InPlace(binary(assign.op));
        let target = &*assign.target;
        match target {
            Expr::Name(name) => {
                self.load(&name.id, name.range());
                self.expression(&assign.value);
                self.at(assign.range());
                self.emit(operator);
                self.store(&name.id, name.start());
            }
            Expr::Attribute(attribute) => {
                let name = self.mangled(&attribute.attr);
                self.expression(&attribute.value);
                self.at(target);
                self.emit(Op::Duplicate);
                self.emit(Op::LoadAttribute(name));
                self.expression(&assign.value);
                self.at(assign.range());
                self.emit(operator);
                self.at(target);
                self.emit(Op::Swap);
                self.emit(Op::StoreAttribute(name));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value);
                self.index(&subscript.slice);
                self.at(target);
                self.emit(Op::DuplicateTwo);
                self.emit(Op::LoadItem);
                self.expression(&assign.value);
                self.at(assign.range());
                self.emit(operator);
                self.at(target);
                self.emit(Op::RotateThree);
                self.emit(Op::StoreItem);
            }
            _ => self.error(target.range(), "this expression cannot be the target of an augmented assignment"),
        }
    }

    /// `del target`.
    pub(super) fn remove(&mut self, target: &'a Expr) {
        match target {
            Expr::Name(name) => self.delete(&name.id, name.start()),
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value);
                let name = self.mangled(&attribute.attr);
                self.at(target);
                self.emit(Op::DeleteAttribute(name));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value);
                self.index(&subscript.slice);
                self.at(target);
                self.emit(Op::DeleteItem);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                for elt in elts {
                    self.remove(elt);
                }
            }
            _ => self.error(target.range(), "cannot delete this expression"),
        }
    }
}

pub(super) fn binary(operator: ast::Operator) -> BinaryOperator {
    match operator {
        ast::Operator::Add => BinaryOperator::Add,
        ast::Operator::Sub => BinaryOperator::Subtract,
        ast::Operator::Mult => BinaryOperator::Multiply,
        ast::Operator::MatMult => BinaryOperator::MatrixMultiply,
        ast::Operator::Div => BinaryOperator::Divide,
        ast::Operator::Mod => BinaryOperator::Modulo,
        ast::Operator::Pow => BinaryOperator::Power,
        ast::Operator::LShift => BinaryOperator::LeftShift,
        ast::Operator::RShift => BinaryOperator::RightShift,
        ast::Operator::BitOr => BinaryOperator::BitOr,
        ast::Operator::BitXor => BinaryOperator::BitXor,
        ast::Operator::BitAnd => BinaryOperator::BitAnd,
        ast::Operator::FloorDiv => BinaryOperator::FloorDivide,
    }
}
