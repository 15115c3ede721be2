//! Calls, and what is checked of their functions.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextSize};

use super::Lowerer;
use crate::program::library::MISSING_METHODS;
use crate::program::{Constant, Name, Op};
use crate::python::library::{members, methods};
use crate::python::scope::{Kind, Place};

impl<'a> Lowerer<'a, '_> {
    pub(super) fn call(&mut self, call: &'a ast::ExprCall) {
        if self.call_super(call) {
            return;
        }
        let place = match &*call.func {
            Expr::Attribute(attribute) => self.attribute_place(attribute),
            _ => call.start(),
        };
        self.check_method(call);
        self.expression(&call.func);
        self.check_keywords(&call.arguments);
        let ast::Arguments { args, keywords, .. } = &call.arguments;
        let spread = args.iter().any(Expr::is_starred_expr) || keywords.iter().any(|keyword| keyword.arg.is_none());
        if spread {
            self.list(args, call.arguments.range(), true);
            self.keyword_dict(&call.arguments, Op::DictMerge);
            self.at(place);
            self.emit(Op::CallSpread);
            return;
        }
        let count = self.count(args.len() + keywords.len(), call.range(), "the call");
        args.iter().for_each(|arg| self.expression(arg));
        let mut names = Vec::new();
        for keyword in keywords {
            self.expression(&keyword.value);
            names.extend(keyword.arg.as_ref().map(|name| self.mangled(name)));
        }
        let keywords = self.keywords(names);
        self.at(place);
        self.emit(Op::Call { count, keywords });
    }

    fn keywords(&mut self, names: Vec<Name>) -> u32 {
        if names.is_empty() { Op::NO_KEYWORDS } else { self.unit.emitter.constant_index(Constant::Keywords(names)) }
    }

    /// `→ dict` of keyword arguments; `merge` takes in the later ones.
    pub(super) fn keyword_dict(&mut self, arguments: &'a ast::Arguments, merge: Op) {
        let mut rest = &*arguments.keywords;
        let mut first = true;
        while first || !rest.is_empty() {
            let plain = rest.iter().take_while(|keyword| keyword.arg.is_some()).count();
            let (group, after) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
            for keyword in group {
                let name = keyword.arg.as_ref().map_or("", ast::Identifier::as_str);
                let name = self.scopes.mangle(self.unit.scope, name);
                self.at(keyword.range());
                self.constant(Constant::Str(name));
                self.expression(&keyword.value);
            }
            self.at(arguments.range());
            if first || !group.is_empty() {
                self.emit(Op::BuildDict(u32::try_from(plain).unwrap_or(0)));
                if !first {
                    self.emit(merge);
                }
            }
            first = false;
            rest = after;
            if let Some((spread, after)) = rest.split_first() {
                self.expression(&spread.value);
                self.at(spread.range());
                self.emit(merge);
                rest = after;
            }
        }
    }

    pub(super) fn check_keywords(&mut self, arguments: &ast::Arguments) {
        let mut seen = std::collections::HashSet::new();
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg
                && !seen.insert(name.as_str())
            {
                self.error(keyword.range(), format!("keyword argument repeated: {name}"));
            }
        }
    }

    /// `super()` in a method stands for `super(__class__, self)`.
    fn call_super(&mut self, call: &ast::ExprCall) -> bool {
        let Expr::Name(name) = &*call.func else { return false };
        if name.id != "super" || !call.arguments.is_empty() || self.scopes.bound.contains("super") {
            return false;
        }
        let scopes = self.scopes;
        let scope = scopes.get(self.unit.scope);
        let first = scope.filter(|scope| matches!(scope.kind, Kind::Function { .. } | Kind::Lambda));
        let first = first.filter(|scope| scope.parameter_count > 0).and_then(|scope| scope.locals.first());
        let Place::Cell(class) = scopes.place(self.unit.scope, "__class__") else {
            self.unsupported(call.range(), "`super()` is not in a method", "call it in a method, or give it arguments");
            self.constant(Constant::None);
            return true;
        };
        let Some(first) = first else {
            self.unsupported(call.range(), "`super()` is in no function with a first parameter", "give it arguments");
            self.constant(Constant::None);
            return true;
        };
        self.load("super", name.range());
        self.emit(Op::LoadCell(class));
        // Mangled already.
        let place = scopes.place(self.unit.scope, first);
        self.emit(match place {
            Place::Cell(slot) => Op::LoadCell(slot),
            _ => Op::LoadLocal(0),
        });
        self.at(call.range());
        self.emit(Op::Call { count: 2, keywords: Op::NO_KEYWORDS });
        true
    }

    /// The module that an expression stands for, as far as that is known without running the program.
    fn module(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Name(name) => {
                let mangled = self.scopes.mangle(self.unit.scope, &name.id);
                self.scopes.module(self.unit.scope, &mangled).map(str::to_owned)
            }
            Expr::Attribute(attribute) => {
                let name = format!("{}.{}", self.module(&attribute.value)?, attribute.attr);
                members(&name).map(|_| name)
            }
            _ => None,
        }
    }

    /// Refuses a member that a module of the library does not have.
    pub(super) fn check_member(&mut self, attribute: &ast::ExprAttribute) {
        let Some(module) = self.module(&attribute.value) else { return };
        let name = attribute.attr.as_str();
        if let Some(members) = members(&module)
            && !members.iter().any(|member| member == name)
            && !self.scopes.attributes.contains(name)
        {
            self.unsupported(
                attribute.attr.range(),
                format!("`{module}.{name}` is not supported"),
                &format!("supported are {}", members.join(", ")),
            );
        }
    }

    /// Refuses a method of CPython's types that this machine does not have.
    fn check_method(&mut self, call: &ast::ExprCall) {
        let Expr::Attribute(attribute) = &*call.func else { return };
        let name = attribute.attr.as_str();
        let missing = MISSING_METHODS.iter().find(|(_, methods)| methods.contains(&name));
        let Some((kind, _)) = missing else { return };
        if self.scopes.attributes.contains(name) || self.module(&attribute.value).is_some() {
            return;
        }
        let supported = methods(kind).join(", ");
        self.unsupported(
            attribute.attr.range(),
            format!("the method `{kind}.{name}` is not supported"),
            &format!("supported are {supported}"),
        );
    }

    /// Where a traceback shows an attribute: its name's line where that is another one than the beginning's.
    pub(super) fn attribute_place(&self, attribute: &ast::ExprAttribute) -> TextSize {
        let line = |place: TextSize| self.source.location(place.to_u32()).line;
        let (start, name) = (attribute.start(), attribute.attr.start());
        if line(start) == line(name) { start } else { name }
    }
}
