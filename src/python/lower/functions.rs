//! Functions, lambdas and classes.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Lowerer;
use crate::program::{Constant, Op, Parameters};
use crate::python::scope::Kind;

impl<'a> Lowerer<'a, '_> {
    pub(super) fn function(&mut self, def: &'a ast::StmtFunctionDef) {
        self.no_type_parameters(def.type_params.as_deref());
        let place = self.definition_place(&def.decorator_list, def.start(), &def.name);
        self.decorators(&def.decorator_list);
        let qualified = self.qualified(&def.name);
        self.defaults(Some(&def.parameters), place);
        let (range, body) = (def.range(), &def.body);
        self.make(range, &def.name, qualified, Some(&def.parameters), place, |lowerer| {
            lowerer.body(body);
            lowerer.return_none(def.name.start());
        });
        self.decorate(&def.decorator_list);
        self.store(&def.name, place);
    }

    pub(super) fn lambda(&mut self, lambda: &'a ast::ExprLambda) {
        let parameters = lambda.parameters.as_deref();
        let qualified = self.qualified("<lambda>");
        self.defaults(parameters, lambda.start());
        self.make(lambda.range(), "<lambda>", qualified, parameters, lambda.start(), |lowerer| {
            lowerer.expression(&lambda.body);
            lowerer.emit(Op::Return);
        });
    }

    pub(super) fn class(&mut self, def: &'a ast::StmtClassDef) {
        self.no_type_parameters(def.type_params.as_deref());
        let place = self.definition_place(&def.decorator_list, def.start(), &def.name);
        self.decorators(&def.decorator_list);
        let qualified = self.qualified(&def.name);
        self.defaults(None, place);
        let (range, body) = (def.range(), &def.body);
        // Decorators such as `dataclass`, and base classes such as `NamedTuple`, read the names.
        let annotated = !def.decorator_list.is_empty() || def.bases().iter().any(is_named_tuple);
        self.make(range, &def.name, qualified, None, place, |lowerer| {
            if annotated {
                lowerer.annotations(body, place);
            }
            lowerer.body(body);
            lowerer.return_none(place);
        });
        if let Some(arguments) = &def.arguments {
            self.check_keywords(arguments);
            let metaclass = arguments.keywords.iter().find(|keyword| keyword.arg.as_deref() == Some("metaclass"));
            if let Some(keyword) = metaclass {
                self.unsupported(keyword.range(), "metaclasses are not supported", "use a base class or a decorator");
            }
            self.list(&arguments.args, arguments.range(), true);
            self.keyword_dict(arguments, Op::DictUpdate);
        } else {
            self.at(place);
            self.emit(Op::BuildTuple(0));
            self.emit(Op::BuildDict(0));
        }
        let name = self.name(&def.name);
        self.at(place);
        self.emit(Op::MakeClass(name));
        self.decorate(&def.decorator_list);
        self.store(&def.name, place);
    }

    /// The annotated names of a class body, with the texts of what they are annotated with.
    fn annotations(&mut self, body: &[Stmt], place: TextSize) {
        self.at(place);
        let mut count = 0;
        for statement in body {
            if let Stmt::AnnAssign(assign) = statement
                && let Expr::Name(name) = &*assign.target
            {
                let text = self.source.text.get(assign.annotation.range().to_std_range()).unwrap_or_default();
                self.constant(Constant::Str(name.id.to_string()));
                self.constant(Constant::Str(text.to_owned()));
                count += 1;
            }
        }
        let name = self.name("__annotations__");
        self.emit(Op::BuildDict(count));
        self.emit(Op::StoreName(name));
    }

    fn no_type_parameters(&mut self, parameters: Option<&ast::TypeParams>) {
        if let Some(parameters) = parameters {
            self.unsupported(parameters.range(), "type parameters are not supported", "leave them out");
        }
    }

    /// Where `def` or `class` stands: behind the decorators, on the name's line.
    fn definition_place(&self, decorators: &[ast::Decorator], start: TextSize, name: &ast::Identifier) -> TextSize {
        let Some(last) = decorators.last() else { return start };
        let between = self.source.text.get(last.end().to_usize()..name.start().to_usize()).unwrap_or_default();
        let line = between.rfind('\n').map_or(0, |at| at + 1);
        let indent = between.get(line..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        last.end() + TextSize::try_from(line + indent).unwrap_or_default()
    }

    fn decorators(&mut self, decorators: &'a [ast::Decorator]) {
        for decorator in decorators {
            self.expression(&decorator.expression);
        }
    }

    fn decorate(&mut self, decorators: &[ast::Decorator]) {
        for decorator in decorators.iter().rev() {
            self.at(&decorator.expression);
            self.emit(Op::Call { count: 1, keywords: Op::NO_KEYWORDS });
        }
    }

    /// `→ defaults keyword-defaults`.
    fn defaults(&mut self, parameters: Option<&'a ast::Parameters>, place: TextSize) {
        let (mut positional, mut by_keyword) = (0, 0);
        if let Some(parameters) = parameters {
            self.count(parameters.len(), parameters.range(), "the parameter list");
            for default in parameters.posonlyargs.iter().chain(&parameters.args).filter_map(|p| p.default.as_deref()) {
                self.expression(default);
                positional += 1;
            }
        }
        self.at(place);
        self.emit(Op::BuildTuple(positional));
        for parameter in parameters.iter().flat_map(|parameters| &parameters.kwonlyargs) {
            if let Some(default) = parameter.default.as_deref() {
                let name = self.scopes.mangle(self.unit.scope, &parameter.parameter.name);
                self.at(&parameter.parameter.name);
                self.constant(Constant::Str(name));
                self.expression(default);
                by_keyword += 1;
            }
        }
        self.at(place);
        self.emit(Op::BuildDict(by_keyword));
    }

    /// `defaults keyword-defaults → function`: writes the code and makes the function.
    pub(super) fn make(
        &mut self,
        range: TextRange,
        name: &str,
        qualified: String,
        parameters: Option<&ast::Parameters>,
        place: TextSize,
        write: impl FnOnce(&mut Self),
    ) {
        let Some(scope) = self.scopes.at(range) else { return };
        let name = self.name(name);
        let slots = parameters.map_or_else(Parameters::default, slots);
        let code = self.code(scope, name, qualified, slots, place, write);
        self.make_function(scope, code, place);
    }

    pub(super) fn make_function(&mut self, scope: usize, code: u32, place: TextSize) {
        self.at(place);
        let free: &[String] = self.scopes.get(scope).map_or(&[], |scope| &scope.free);
        for name in free {
            if let Some(cell) = self.scopes.get(self.unit.scope).and_then(|scope| scope.cell(name)) {
                self.emit(Op::LoadClosure(cell));
            }
        }
        self.unit.emitter.make_function(code, u32::try_from(free.len()).unwrap_or(0));
    }

    pub(super) fn qualified(&self, name: &str) -> String {
        let mangled = self.scopes.mangle(self.unit.scope, name);
        if self.scopes.is_declared_global(self.unit.scope, &mangled) {
            return name.to_owned();
        }
        match self.scopes.get(self.unit.scope).map(|scope| scope.kind) {
            None | Some(Kind::Module) => name.to_owned(),
            Some(Kind::Class) => format!("{}.{name}", self.unit.qualified_name),
            Some(_) => format!("{}.<locals>.{name}", self.unit.qualified_name),
        }
    }
}

fn slots(parameters: &ast::Parameters) -> Parameters {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Parameters {
        positional_only: number(parameters.posonlyargs.len()),
        positional: number(parameters.args.len()),
        keyword_only: number(parameters.kwonlyargs.len()),
        star: parameters.vararg.is_some(),
        double_star: parameters.kwarg.is_some(),
    }
}

fn is_named_tuple(base: &Expr) -> bool {
    match base {
        Expr::Name(name) => name.id == "NamedTuple",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "NamedTuple",
        _ => false,
    }
}
