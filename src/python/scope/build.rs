//! The first half of the symbol table: walks the syntax tree and notes what each scope does with each name.

use std::collections::HashMap;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{self as ast, Expr, ExprContext, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Comprehension, Kind, Scope, Scopes, mangle, resolve::resolve};
use crate::python::Options;
use crate::python::diagnostics::{Diagnostic, Source};
use crate::python::library;

/// Makes the symbol table of a module. What CPython's own symbol table refuses becomes a diagnostic.
pub(in crate::python) fn build(
    body: &[Stmt],
    source: &Source<'_>,
    options: Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Scopes {
    let mut builder =
        Builder { source, options, diagnostics, scopes: Scopes::default(), stack: Vec::new(), iterables: 0 };
    builder.enter(Kind::Module, TextRange::default(), None);
    builder.visit_body(body);
    let mut scopes = builder.scopes;
    resolve(&mut scopes, source, diagnostics);
    scopes
}

struct Builder<'s> {
    source: &'s Source<'s>,
    options: Options,
    diagnostics: &'s mut Vec<Diagnostic>,
    scopes: Scopes,
    stack: Vec<usize>,
    /// How many iterables of comprehensions we are in.
    iterables: u32,
}

impl Builder<'_> {
    fn error(&mut self, range: TextRange, message: impl Into<String>) {
        self.diagnostics.push(self.source.diagnostic(range, message, None));
    }

    fn enter(&mut self, kind: Kind, range: TextRange, class: Option<String>) -> usize {
        let parent = self.stack.last().copied();
        let class = class.or_else(|| parent.and_then(|scope| self.scopes.get(scope)?.class.clone()));
        let scope = self.scopes.list.len();
        self.scopes.list.push(Scope {
            kind,
            parent,
            class,
            symbols: Vec::new(),
            index: HashMap::new(),
            yields: false,
            awaits: false,
            locals: Vec::new(),
            cells: Vec::new(),
            free: Vec::new(),
            shared: HashMap::new(),
            parameter_count: 0,
            places: HashMap::new(),
        });
        if parent.is_some() {
            self.scopes.by_range.insert(range, scope);
        }
        self.stack.push(scope);
        scope
    }

    fn leave(&mut self) {
        self.stack.pop();
    }

    fn current(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
    }

    fn scope(&mut self) -> Option<&mut Scope> {
        let current = self.current();
        self.scopes.list.get_mut(current)
    }

    fn kind(&self) -> Kind {
        self.scopes.get(self.current()).map_or(Kind::Module, |scope| scope.kind)
    }

    fn symbol(&mut self, name: &str) -> Option<&mut super::Symbol> {
        let scope = self.scope()?;
        let name = mangle(scope.class.as_deref(), name);
        scope.symbol_mut(&name)
    }

    fn use_name(&mut self, name: &str) {
        if let Some(symbol) = self.symbol(name) {
            symbol.used = true;
        }
        // What `super()` means without arguments needs the class that it stands in.
        if name == "super" && matches!(self.kind(), Kind::Function { .. } | Kind::Lambda) {
            self.use_name("__class__");
        }
    }

    fn bind(&mut self, name: &str) {
        self.bind_import(name, None);
    }

    fn bind_import(&mut self, name: &str, module: Option<String>) {
        let in_class = self.kind() == Kind::Class;
        if let Some(symbol) = self.symbol(name) {
            symbol.bound = true;
            symbol.imports.push(module);
            // A variable of a method's or function's own is no binding that others could meet.
            let bound = symbol.name.clone();
            if in_class {
                self.scopes.attributes.insert(bound.clone());
            }
            self.scopes.bound.insert(bound);
        }
    }

    fn bind_parameters(&mut self, parameters: &ast::Parameters) {
        let ast::Parameters { posonlyargs, args, kwonlyargs, vararg, kwarg, .. } = parameters;
        let given = posonlyargs.iter().chain(args).chain(kwonlyargs).map(|given| &given.parameter);
        for parameter in given.chain(vararg.as_deref()).chain(kwarg.as_deref()) {
            let name = parameter.name.as_str();
            if self.symbol(name).is_some_and(|symbol| symbol.parameter) {
                self.error(parameter.name.range(), format!("duplicate argument '{name}' in function definition"));
            }
            self.bind(name);
            if let Some(symbol) = self.symbol(name) {
                symbol.parameter = true;
            }
        }
        if let Some(scope) = self.scope() {
            scope.parameter_count = posonlyargs.len() + args.len();
        }
    }

    fn defaults(&mut self, parameters: &ast::Parameters) {
        for default in parameters.iter_non_variadic_params().filter_map(|parameter| parameter.default.as_deref()) {
            self.visit_expr(default);
        }
    }

    fn declare_global(&mut self, name: &ast::Identifier) {
        let text = name.as_str();
        let Some(symbol) = self.symbol(text) else { return };
        let problem = if symbol.parameter {
            Some(format!("name '{text}' is parameter and global"))
        } else if symbol.nonlocal.is_some() {
            Some(format!("name '{text}' is nonlocal and global"))
        } else if symbol.annotated {
            Some(format!("annotated name '{text}' can't be global"))
        } else if symbol.used {
            Some(format!("name '{text}' is used prior to global declaration"))
        } else if symbol.bound {
            Some(format!("name '{text}' is assigned to before global declaration"))
        } else {
            None
        };
        symbol.global = true;
        if let Some(problem) = problem {
            self.error(name.range(), problem);
        }
    }

    fn declare_nonlocal(&mut self, name: &ast::Identifier) {
        let text = name.as_str();
        if self.kind() == Kind::Module {
            self.error(name.range(), "nonlocal declaration not allowed at module level");
            return;
        }
        let Some(symbol) = self.symbol(text) else { return };
        let problem = if symbol.parameter {
            Some(format!("name '{text}' is parameter and nonlocal"))
        } else if symbol.global {
            Some(format!("name '{text}' is nonlocal and global"))
        } else if symbol.annotated {
            Some(format!("annotated name '{text}' can't be nonlocal"))
        } else if symbol.used {
            Some(format!("name '{text}' is used prior to nonlocal declaration"))
        } else if symbol.bound {
            Some(format!("name '{text}' is assigned to before nonlocal declaration"))
        } else {
            None
        };
        match problem {
            Some(problem) => self.error(name.range(), problem),
            None => symbol.nonlocal = Some(name.range()),
        }
    }

    /// Notes that the current scope awaits, where it may.
    fn awaits(&mut self, range: TextRange, what: &str) {
        let top_level = self.options.top_level_await;
        let problem = match self.kind() {
            Kind::Function { is_async: true } | Kind::Comprehension(_) => None,
            Kind::Module if top_level => None,
            Kind::Module | Kind::Class if what == "'await'" => Some("'await' outside function".to_owned()),
            _ => Some(format!("{what} outside async function")),
        };
        if let Some(scope) = self.scope() {
            scope.awaits = true;
        }
        if let Some(problem) = problem {
            self.error(range, problem);
        }
    }

    fn yields(&mut self, range: TextRange, from: bool) {
        match self.kind() {
            Kind::Module | Kind::Class => {
                self.error(range, "'yield' outside function");
            }
            Kind::Comprehension(kind) => self.error(range, format!("'yield' inside {}", kind.words())),
            Kind::Function { is_async: true } if from => self.error(range, "'yield from' inside async function"),
            Kind::Function { .. } | Kind::Lambda => {}
        }
        if let Some(scope) = self.scope() {
            scope.yields = true;
        }
    }

    fn comprehension(
        &mut self,
        kind: Comprehension,
        range: TextRange,
        items: &[&Expr],
        generators: &[ast::Comprehension],
    ) {
        let mut rest = generators.iter();
        let Some(first) = rest.next() else { return };
        self.iterable(&first.iter);
        self.enter(Kind::Comprehension(kind), range, None);
        if let Some(symbol) = self.scope().and_then(|scope| scope.symbol_mut(".0")) {
            (symbol.parameter, symbol.bound) = (true, true);
        }
        // The first iterable belongs to the scope outside, and so does waiting for it.
        let outer_iterables = std::mem::take(&mut self.iterables);
        self.visit_expr(&first.target);
        first.ifs.iter().for_each(|condition| self.visit_expr(condition));
        for generator in rest {
            self.visit_expr(&generator.target);
            self.iterable(&generator.iter);
            generator.ifs.iter().for_each(|condition| self.visit_expr(condition));
        }
        for item in items {
            self.visit_expr(item);
        }
        self.iterables = outer_iterables;
        if let Some(scope) = self.scope() {
            scope.awaits |= generators.iter().any(|generator| generator.is_async);
        }
        let awaits = self.scope().is_some_and(|scope| scope.awaits);
        self.leave();
        if awaits && kind != Comprehension::Generator {
            let allowed = match self.kind() {
                Kind::Function { is_async: true } | Kind::Comprehension(_) => true,
                Kind::Module => self.options.top_level_await,
                _ => false,
            };
            if !allowed {
                self.error(range, "asynchronous comprehension outside of an asynchronous function");
            }
            if let Some(scope) = self.scope() {
                scope.awaits = true;
            }
        }
    }

    fn iterable(&mut self, iterable: &Expr) {
        self.iterables += 1;
        self.visit_expr(iterable);
        self.iterables -= 1;
    }

    /// `(name := …)` inside a comprehension binds the name outside it.
    fn bind_named(&mut self, name: &str, range: TextRange) {
        if self.iterables > 0 {
            self.error(range, "assignment expression cannot be used in a comprehension iterable expression");
            return;
        }
        let mut inner = Vec::new();
        while matches!(self.kind(), Kind::Comprehension(_)) {
            if self.symbol(name).is_some_and(|symbol| symbol.bound) {
                self.error(
                    range,
                    format!("assignment expression cannot rebind comprehension iteration variable '{name}'"),
                );
            }
            self.use_name(name);
            inner.extend(self.stack.pop());
        }
        if self.kind() == Kind::Class && !inner.is_empty() {
            self.error(range, "assignment expression within a comprehension cannot be used in a class body");
        }
        self.bind(name);
        self.stack.extend(inner.into_iter().rev());
    }

    fn import_from(&mut self, import: &ast::StmtImportFrom) {
        let module = import.module.as_ref().map_or("", ast::Identifier::as_str);
        for alias in &import.names {
            if alias.name.as_str() == "*" {
                if self.kind() != Kind::Module {
                    self.error(alias.range(), "import * only allowed at module level");
                }
                let members = library::members(module).unwrap_or_default();
                self.scopes.bound.extend(members.iter().cloned());
                continue;
            }
            let full = format!("{module}.{}", alias.name);
            let bound = library::members(&full).map(|_| full);
            self.bind_import(alias.asname.as_ref().unwrap_or(&alias.name).as_str(), bound);
        }
    }
}

impl<'a> Visitor<'a> for Builder<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.defaults(&def.parameters);
                self.bind(&def.name);
                self.enter(Kind::Function { is_async: def.is_async }, def.range(), None);
                self.bind_parameters(&def.parameters);
                let outer_iterables = std::mem::take(&mut self.iterables);
                self.visit_body(&def.body);
                self.iterables = outer_iterables;
                self.leave();
            }
            Stmt::ClassDef(def) => {
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                if let Some(arguments) = &def.arguments {
                    self.visit_arguments(arguments);
                }
                self.bind(&def.name);
                self.enter(Kind::Class, def.range(), Some(def.name.to_string()));
                self.visit_body(&def.body);
                self.leave();
            }
            Stmt::Global(global) => global.names.iter().for_each(|name| self.declare_global(name)),
            Stmt::Nonlocal(nonlocal) => nonlocal.names.iter().for_each(|name| self.declare_nonlocal(name)),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.name.as_str();
                    // `import a.b` binds `a`.
                    let top = name.split('.').next().unwrap_or(name);
                    let (bound, module) = alias.asname.as_ref().map_or((top, top), |asname| (asname.as_str(), name));
                    self.bind_import(bound, Some(module.to_owned()));
                }
            }
            Stmt::ImportFrom(import) => self.import_from(import),
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
                if let Expr::Name(name) = &*assign.target {
                    let global = self.symbol(&name.id).is_some_and(|symbol| symbol.global);
                    if assign.simple && global && self.kind() != Kind::Module {
                        self.error(name.range(), format!("annotated name '{}' can't be global", name.id));
                    }
                    if assign.simple || assign.value.is_some() {
                        self.bind(&name.id);
                    }
                    if let Some(symbol) = self.symbol(&name.id) {
                        symbol.annotated |= assign.simple;
                    }
                } else if assign.value.is_some() {
                    self.visit_expr(&assign.target);
                }
            }
            Stmt::For(statement) => {
                if statement.is_async {
                    self.awaits(statement.range(), "'async for'");
                }
                visitor::walk_stmt(self, stmt);
            }
            Stmt::With(statement) => {
                if statement.is_async {
                    self.awaits(statement.range(), "'async with'");
                }
                visitor::walk_stmt(self, stmt);
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ast::ExceptHandler) {
        let ast::ExceptHandler::ExceptHandler(clause) = handler;
        if let Some(kind) = &clause.type_ {
            self.visit_expr(kind);
        }
        if let Some(name) = &clause.name {
            self.bind(name);
        }
        self.visit_body(&clause.body);
    }

    /// Annotations are not evaluated.
    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_type_params(&mut self, _: &'a ast::TypeParams) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => match name.ctx {
                ExprContext::Store | ExprContext::Del => self.bind(&name.id),
                ExprContext::Load | ExprContext::Invalid => self.use_name(&name.id),
            },
            Expr::Attribute(attribute) => {
                if attribute.ctx == ExprContext::Store {
                    self.scopes.attributes.insert(attribute.attr.to_string());
                }
                visitor::walk_expr(self, expr);
            }
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                if let Expr::Name(name) = &*named.target {
                    self.bind_named(&name.id, named.range());
                }
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.defaults(parameters);
                }
                self.enter(Kind::Lambda, lambda.range(), None);
                if let Some(parameters) = &lambda.parameters {
                    self.bind_parameters(parameters);
                }
                let outer_iterables = std::mem::take(&mut self.iterables);
                self.visit_expr(&lambda.body);
                self.iterables = outer_iterables;
                self.leave();
            }
            Expr::ListComp(c) => self.comprehension(Comprehension::List, c.range(), &[&c.elt], &c.generators),
            Expr::SetComp(c) => self.comprehension(Comprehension::Set, c.range(), &[&c.elt], &c.generators),
            Expr::DictComp(c) => {
                let items: Vec<&Expr> = c.key.as_deref().into_iter().chain([&*c.value]).collect();
                self.comprehension(Comprehension::Dict, c.range(), &items, &c.generators);
            }
            Expr::Generator(c) => self.comprehension(Comprehension::Generator, c.range(), &[&c.elt], &c.generators),
            Expr::Await(_) => {
                self.awaits(expr.range(), "'await'");
                visitor::walk_expr(self, expr);
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.yields(expr.range(), matches!(expr, Expr::YieldFrom(_)));
                visitor::walk_expr(self, expr);
            }
            _ => visitor::walk_expr(self, expr),
        }
    }
}
