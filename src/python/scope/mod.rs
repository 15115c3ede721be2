//! The symbol table: which variable a name means in each scope.
//!
//! The rules are those of CPython 3.11 (`Python/symtable.c`): a name bound in a function is local to it,
//! one that a nested function uses is a cell, a name of an enclosing function is free, everything else
//! is global; a class body has names of its own that functions inside it do not see.

mod build;
mod resolve;

use std::collections::{HashMap, HashSet};

use ruff_text_size::TextRange;

use crate::program::CodeKind;

pub(super) use build::build;

/// All scopes of a program; the first is the module's.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    list: Vec<Scope>,
    by_range: HashMap<TextRange, usize>,
    /// Every name that is bound somewhere.
    pub(super) bound: HashSet<String>,
    /// Every attribute that is assigned somewhere, and every name bound in a class body.
    pub(super) attributes: HashSet<String>,
    /// Every name that is assigned where it is declared `global` or `nonlocal`.
    rebound: HashSet<String>,
}

/// What a scope is the scope of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Module,
    Class,
    Function { is_async: bool },
    Lambda,
    Comprehension(Comprehension),
}

/// The four kinds of comprehension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comprehension {
    List,
    Set,
    Dict,
    Generator,
}

impl Comprehension {
    /// As CPython's messages call it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::List => "list comprehension",
            Self::Set => "set comprehension",
            Self::Dict => "dict comprehension",
            Self::Generator => "generator expression",
        }
    }

    /// The name of its code.
    pub(super) fn code_name(self) -> &'static str {
        match self {
            Self::List => "<listcomp>",
            Self::Set => "<setcomp>",
            Self::Dict => "<dictcomp>",
            Self::Generator => "<genexpr>",
        }
    }
}

/// Where a variable lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A local slot.
    Local(u32),
    /// A cell slot.
    Cell(u32),
    /// The globals.
    Global,
    /// The namespace of the class body.
    Name,
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) kind: Kind,
    pub(super) parent: Option<usize>,
    /// The innermost class around it, for names such as `__x`.
    pub(super) class: Option<String>,
    symbols: Vec<Symbol>,
    index: HashMap<String, usize>,
    /// Whether it yields.
    pub(super) yields: bool,
    /// Whether it awaits, `async for` and `async with` included.
    pub(super) awaits: bool,
    /// How many parameters it has.
    pub(super) parameter_count: usize,
    /// The local slots' names, parameters first.
    pub(super) locals: Vec<String>,
    /// The cells that it makes.
    pub(super) cells: Vec<String>,
    /// The variables of enclosing functions that it uses or hands on.
    pub(super) free: Vec<String>,
    /// The cell slots of `cells` and `free`.
    shared: HashMap<String, u32>,
    places: HashMap<String, Place>,
}

/// What a scope does with a name.
#[allow(clippy::struct_excessive_bools, reason = "they are independent of each other")]
#[derive(Debug, Default)]
struct Symbol {
    name: String,
    parameter: bool,
    bound: bool,
    used: bool,
    annotated: bool,
    global: bool,
    nonlocal: Option<TextRange>,
    /// What `import` binds it to: a module's name, `None` for anything else; one entry per binding.
    imports: Vec<Option<String>>,
}

impl Scopes {
    /// The scope of a function, class, lambda or comprehension, by its place in the source.
    pub(super) fn at(&self, range: TextRange) -> Option<usize> {
        self.by_range.get(&range).copied()
    }

    pub(super) fn get(&self, scope: usize) -> Option<&Scope> {
        self.list.get(scope)
    }

    /// The name by which a name is known inside a class: `__x` becomes `_Class__x`.
    pub(super) fn mangle(&self, scope: usize, name: &str) -> String {
        mangle(self.get(scope).and_then(|scope| scope.class.as_deref()), name)
    }

    /// Where the variable lives that a (mangled) name means in a scope.
    pub(super) fn place(&self, scope: usize, name: &str) -> Place {
        let Some(scope) = self.get(scope) else { return Place::Global };
        let otherwise = if scope.kind == Kind::Class { Place::Name } else { Place::Global };
        scope.places.get(name).copied().unwrap_or(otherwise)
    }

    /// Whether a scope declares a name global.
    pub(super) fn is_declared_global(&self, scope: usize, name: &str) -> bool {
        self.get(scope).and_then(|scope| scope.symbol(name)).is_some_and(|symbol| symbol.global)
    }

    /// What a call of a scope's code does.
    pub(super) fn code_kind(&self, scope: usize) -> CodeKind {
        let Some(scope) = self.get(scope) else { return CodeKind::Function };
        match scope.kind {
            Kind::Module if scope.awaits => CodeKind::AsyncModule,
            Kind::Module => CodeKind::Module,
            Kind::Class => CodeKind::Class,
            Kind::Function { is_async: true } if scope.yields => CodeKind::AsyncGenerator,
            Kind::Function { is_async: true } => CodeKind::Coroutine,
            Kind::Comprehension(Comprehension::Generator) if scope.awaits => CodeKind::AsyncGenerator,
            Kind::Comprehension(Comprehension::Generator) => CodeKind::Generator,
            Kind::Comprehension(_) if scope.awaits => CodeKind::Coroutine,
            Kind::Function { .. } | Kind::Lambda if scope.yields => CodeKind::Generator,
            Kind::Function { .. } | Kind::Lambda | Kind::Comprehension(_) => CodeKind::Function,
        }
    }

    /// The module that a (mangled) name stands for in a scope, where it is bound by one `import` only.
    pub(super) fn module(&self, scope: usize, name: &str) -> Option<&str> {
        let start = scope;
        let mut at = start;
        let owner = loop {
            let scope = self.get(at)?;
            let symbol = scope.symbol(name);
            if at == 0 || symbol.is_some_and(|symbol| symbol.global) {
                break 0;
            }
            // The names of a class body are not seen from the functions in it.
            let visible = scope.kind != Kind::Class || at == start;
            if visible && symbol.is_some_and(|symbol| symbol.bound && symbol.nonlocal.is_none()) {
                break at;
            }
            at = scope.parent?;
        };
        let bindings = &self.get(owner)?.symbol(name)?.imports;
        let first = bindings.first()?.as_deref()?;
        let only = bindings.iter().all(|module| module.as_deref() == Some(first));
        (only && !self.rebound.contains(name)).then_some(first)
    }
}

impl Scope {
    /// The cell slot of a name that is shared with other scopes.
    pub(super) fn cell(&self, name: &str) -> Option<u32> {
        self.shared.get(name).copied()
    }

    fn symbol(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).and_then(|&at| self.symbols.get(at))
    }

    fn symbol_mut(&mut self, name: &str) -> Option<&mut Symbol> {
        let at = *self.index.entry(name.to_owned()).or_insert_with(|| {
            self.symbols.push(Symbol { name: name.to_owned(), ..Symbol::default() });
            self.symbols.len() - 1
        });
        self.symbols.get_mut(at)
    }
}

/// `Language Reference, 6.2.1`: private names of a class.
fn mangle(class: Option<&str>, name: &str) -> String {
    match class.map(|class| class.trim_start_matches('_')) {
        Some(class) if !class.is_empty() && name.starts_with("__") && !name.ends_with("__") && !name.contains('.') => {
            format!("_{class}{name}")
        }
        _ => name.to_owned(),
    }
}
