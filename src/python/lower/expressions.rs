//! Expressions.

use ruff_python_ast::{self as ast, Expr, Number};
use ruff_text_size::{Ranged, TextRange};

use super::Lowerer;
use super::targets::binary;
use crate::program::{CompareOperator, Constant, Op, UnaryOperator};
use crate::python::scope::Comprehension;

impl<'a> Lowerer<'a, '_> {
    /// `→ value`.
    pub(super) fn expression(&mut self, expression: &'a Expr) {
        if !self.step(expression.range()) {
            return self.constant(Constant::None);
        }
        match expression {
            Expr::BoolOp(operation) => self.bool_operation(operation),
            Expr::Named(named) => {
                self.expression(&named.value);
                self.at(expression);
                self.emit(Op::Duplicate);
                self.assign(&named.target);
            }
            Expr::BinOp(operation) => {
                self.expression(&operation.left);
                self.expression(&operation.right);
                self.at(expression);
                self.emit(Op::Binary(binary(operation.op)));
            }
            Expr::UnaryOp(operation) => self.unary(operation),
            Expr::Lambda(lambda) => self.lambda(lambda),
            Expr::If(choice) => {
                let (other, end) = (self.unit.emitter.label(), self.unit.emitter.label());
                self.jump_if(&choice.test, false, other);
                self.expression(&choice.body);
                self.unit.emitter.jump(Op::Jump, end);
                self.unit.emitter.bind(other);
                self.expression(&choice.orelse);
                self.unit.emitter.bind(end);
            }
            Expr::Dict(dict) => self.dict(dict),
            Expr::Set(set) => self.set(set),
            Expr::List(list) => self.list(&list.elts, list.range(), false),
            Expr::Tuple(tuple) => self.list(&tuple.elts, tuple.range(), true),
            Expr::ListComp(c) => {
                self.comprehension(Comprehension::List, c.range(), [&*c.elt].into_iter(), &c.generators);
            }
            Expr::SetComp(c) => {
                self.comprehension(Comprehension::Set, c.range(), [&*c.elt].into_iter(), &c.generators);
            }
            Expr::DictComp(c) => {
                if c.key.is_none() {
                    self.unsupported(c.range(), "unpacking in a comprehension is not supported", "use a loop");
                }
                let items = c.key.as_deref().into_iter().chain([&*c.value]);
                self.comprehension(Comprehension::Dict, c.range(), items, &c.generators);
            }
            Expr::Generator(c) => {
                self.comprehension(Comprehension::Generator, c.range(), [&*c.elt].into_iter(), &c.generators);
            }
            Expr::Await(awaited) => self.operator(expression, &awaited.value, Op::Await),
            Expr::Yield(yielded) => {
                match &yielded.value {
                    Some(value) => self.expression(value),
                    None => self.op(expression, |lowerer| lowerer.constant(Constant::None)),
                }
                self.at(expression);
                self.emit(Op::Yield);
            }
            Expr::YieldFrom(yielded) => self.operator(expression, &yielded.value, Op::YieldFrom),
            Expr::Compare(comparison) => self.compare(comparison),
            Expr::Call(call) => self.call(call),
            Expr::FString(string) => self.f_string(string),
            Expr::StringLiteral(string) => {
                self.at(expression);
                self.constant(Constant::Str(string.value.to_str().to_owned()));
            }
            Expr::NumberLiteral(number) => self.number(number, false),
            Expr::BooleanLiteral(literal) => {
                self.at(expression);
                self.constant(Constant::Bool(literal.value));
            }
            Expr::NoneLiteral(_) => self.op(expression, |lowerer| lowerer.constant(Constant::None)),
            Expr::EllipsisLiteral(_) => self.op(expression, |lowerer| lowerer.constant(Constant::Ellipsis)),
            Expr::Attribute(attribute) => {
                self.check_member(attribute);
                self.expression(&attribute.value);
                let name = self.mangled(&attribute.attr);
                self.at(self.attribute_place(attribute));
                self.emit(Op::LoadAttribute(name));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value);
                self.index(&subscript.slice);
                self.at(expression);
                self.emit(Op::LoadItem);
            }
            Expr::Name(name) => self.load(&name.id, name.range()),
            Expr::Slice(slice) => self.slice(slice),
            Expr::Starred(starred) => {
                self.error(starred.range(), "can't use starred expression here");
                self.expression(&starred.value);
            }
            Expr::TString(string) => {
                self.no_value(string.range(), "template strings are not supported", "use an f-string");
            }
            Expr::BytesLiteral(bytes) => self.no_value(bytes.range(), "bytes are not supported", "use a string"),
            Expr::IpyEscapeCommand(command) => {
                self.no_value(command.range(), "commands of IPython are not supported", "leave it out");
            }
        }
    }

    /// Refuses an expression; something stands in for its value.
    fn no_value(&mut self, range: TextRange, message: &str, hint: &str) {
        self.unsupported(range, message, hint);
        self.constant(Constant::None);
    }

    fn operator(&mut self, whole: &Expr, operand: &'a Expr, op: Op) {
        self.expression(operand);
        self.at(whole);
        self.emit(op);
    }

    fn bool_operation(&mut self, operation: &'a ast::ExprBoolOp) {
        let end = self.unit.emitter.label();
        let Some((last, rest)) = operation.values.split_last() else { return };
        for value in rest {
            self.expression(value);
            self.at(value);
            let jump = match operation.op {
                ast::BoolOp::And => Op::JumpIfFalseOrPop,
                ast::BoolOp::Or => Op::JumpIfTrueOrPop,
            };
            self.unit.emitter.jump(jump, end);
        }
        self.expression(last);
        self.unit.emitter.bind(end);
    }

    fn unary(&mut self, operation: &'a ast::ExprUnaryOp) {
        // A negative number is one constant; the smallest one has no positive counterpart.
        if let (ast::UnaryOp::USub, Expr::NumberLiteral(number)) = (operation.op, &*operation.operand) {
            self.number(number, true);
            return;
        }
        self.expression(&operation.operand);
        self.at(operation.range());
        self.emit(Op::Unary(match operation.op {
            ast::UnaryOp::Invert => UnaryOperator::Invert,
            ast::UnaryOp::Not => UnaryOperator::Not,
            ast::UnaryOp::UAdd => UnaryOperator::Positive,
            ast::UnaryOp::USub => UnaryOperator::Negative,
        }));
    }

    fn number(&mut self, number: &ast::ExprNumberLiteral, negative: bool) {
        self.at(number.range());
        let constant = match &number.value {
            Number::Int(int) => {
                let value = int.as_u64().map(i128::from).map(|value| if negative { -value } else { value });
                if let Some(value) = value.and_then(|value| i64::try_from(value).ok()) {
                    Constant::Int(value)
                } else {
                    let hint = "use one between -2**63 and 2**63 - 1, or a float";
                    self.unsupported(number.range(), "integers of more than 64 bits are not supported", hint);
                    Constant::None
                }
            }
            Number::Float(value) => Constant::Float(if negative { -value } else { *value }),
            Number::Complex { .. } => {
                self.unsupported(number.range(), "complex numbers are not supported", "use int or float");
                Constant::None
            }
        };
        self.constant(constant);
    }

    /// A list or tuple display.
    pub(super) fn list(&mut self, elts: &'a [Expr], range: TextRange, tuple: bool) {
        let count = self.count(elts.len(), range, "the display");
        if !elts.iter().any(Expr::is_starred_expr) {
            for elt in elts {
                self.expression(elt);
            }
            self.at(range);
            self.emit(if tuple { Op::BuildTuple(count) } else { Op::BuildList(count) });
            return;
        }
        self.collect(elts, range, Op::BuildList, Op::ListAppend(1), Op::ListExtend);
        if tuple {
            self.emit(Op::ListToTuple);
        }
    }

    /// A display with stars in it.
    fn collect(&mut self, elts: &'a [Expr], range: TextRange, build: fn(u32) -> Op, add: Op, extend: Op) {
        let plain = elts.iter().take_while(|elt| !elt.is_starred_expr()).count();
        let (first, rest) = elts.split_at_checked(plain).unwrap_or((elts, &[]));
        for elt in first {
            self.expression(elt);
        }
        self.at(range);
        self.emit(build(u32::try_from(plain).unwrap_or(0)));
        for elt in rest {
            let (value, op) = match elt {
                Expr::Starred(starred) => (&*starred.value, extend),
                elt => (elt, add),
            };
            self.operator(elt, value, op);
        }
        self.at(range);
    }

    fn set(&mut self, set: &'a ast::ExprSet) {
        self.count(set.elts.len(), set.range(), "the display");
        self.collect(&set.elts, set.range(), Op::BuildSet, Op::SetAdd(1), Op::SetUpdate);
    }

    fn dict(&mut self, dict: &'a ast::ExprDict) {
        self.count(dict.items.len(), dict.range(), "the display");
        let plain = dict.items.iter().take_while(|item| item.key.is_some()).count();
        for item in dict.items.iter().take(plain) {
            self.dict_item(item);
        }
        self.at(dict.range());
        self.emit(Op::BuildDict(u32::try_from(plain).unwrap_or(0)));
        for item in dict.items.iter().skip(plain) {
            self.dict_item(item);
            self.at(item.key.as_ref().unwrap_or(&item.value));
            self.emit(if item.key.is_some() { Op::DictSet(1) } else { Op::DictUpdate });
        }
    }

    fn dict_item(&mut self, item: &'a ast::DictItem) {
        if let Some(key) = &item.key {
            self.expression(key);
        }
        self.expression(&item.value);
    }

    fn compare(&mut self, comparison: &'a ast::ExprCompare) {
        let place = comparison.range();
        self.expression(&comparison.left);
        let (cleanup, end) = (self.unit.emitter.label(), self.unit.emitter.label());
        let last = comparison.ops.len().saturating_sub(1);
        for (index, (op, right)) in comparison.ops.iter().zip(&comparison.comparators).enumerate() {
            self.expression(right);
            self.at(place);
            if index < last {
                self.emit(Op::Duplicate);
                self.emit(Op::RotateThree);
            }
            self.emit(Op::Compare(compare_operator(*op)));
            if index < last {
                self.unit.emitter.jump(Op::JumpIfFalseOrPop, cleanup);
            }
        }
        if last > 0 {
            self.unit.emitter.jump(Op::Jump, end);
            self.unit.emitter.bind(cleanup);
            self.emit(Op::Swap);
            self.emit(Op::Pop);
            self.unit.emitter.bind(end);
        }
    }

    /// What stands between the brackets of an item.
    pub(super) fn index(&mut self, index: &'a Expr) {
        if let Expr::Tuple(tuple) = index
            && let Some(star) = tuple.elts.iter().find(|elt| elt.is_starred_expr())
        {
            self.unsupported(star.range(), "stars in an index are not supported", "make a tuple first");
        }
        self.expression(index);
    }

    fn slice(&mut self, slice: &'a ast::ExprSlice) {
        for part in [&slice.lower, &slice.upper, &slice.step] {
            match part {
                Some(part) => self.expression(part),
                None => self.op(slice.range(), |lowerer| lowerer.constant(Constant::None)),
            }
        }
        self.at(slice.range());
        self.emit(Op::BuildSlice);
    }
}

fn compare_operator(operator: ast::CmpOp) -> CompareOperator {
    match operator {
        ast::CmpOp::Eq => CompareOperator::Equal,
        ast::CmpOp::NotEq => CompareOperator::NotEqual,
        ast::CmpOp::Lt => CompareOperator::Less,
        ast::CmpOp::LtE => CompareOperator::LessOrEqual,
        ast::CmpOp::Gt => CompareOperator::Greater,
        ast::CmpOp::GtE => CompareOperator::GreaterOrEqual,
        ast::CmpOp::Is => CompareOperator::Is,
        ast::CmpOp::IsNot => CompareOperator::IsNot,
        ast::CmpOp::In => CompareOperator::In,
        ast::CmpOp::NotIn => CompareOperator::NotIn,
    }
}
