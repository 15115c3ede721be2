//! Which parts of the library a program carries.
//!
//! Of a library module only those definitions remain whose names are mentioned, as any identifier or
//! attribute, by what is reachable: the program, then transitively what remains. That is by name alone: a variable of
//! the program that is called as a function of the library keeps it. Special methods stay with their
//! class.

use std::collections::HashSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_python_parser::parse_unchecked;

use super::library::{bound, method, tree};

/// What the machine itself calls of the module `builtins`.
const ROOTS: &[&str] = &["_call", "_list", "_unbound", "_unknown"];

const NUMBERS: &[&str] = &[
    "__add__",
    "__sub__",
    "__mul__",
    "__matmul__",
    "__truediv__",
    "__floordiv__",
    "__mod__",
    "__pow__",
    "__lshift__",
    "__rshift__",
    "__or__",
    "__xor__",
    "__and__",
    "__radd__",
    "__rsub__",
    "__rmul__",
    "__rmatmul__",
    "__rtruediv__",
    "__rfloordiv__",
    "__rmod__",
    "__rpow__",
    "__rlshift__",
    "__rrshift__",
    "__ror__",
    "__rxor__",
    "__rand__",
    "__iadd__",
    "__isub__",
    "__imul__",
    "__imatmul__",
    "__itruediv__",
    "__ifloordiv__",
    "__imod__",
    "__ipow__",
    "__ilshift__",
    "__irshift__",
    "__ior__",
    "__ixor__",
    "__iand__",
];

/// What the machine calls, or asks, where a class defines one of these methods, or where there is any class.
const HOOKS: &[(&str, &[&str])] = &[
    ("_make", &["class"]),
    ("_uncaught", &["__str__", "__repr__"]),
    ("_text", &["__str__", "__repr__", "__format__"]),
    ("_format", &["__str__", "__repr__", "__format__"]),
    ("_truth", &["__bool__", "__len__"]),
    ("_len", &["__len__"]),
    ("_key", &["__hash__", "__eq__"]),
    ("_hash", &["__hash__", "__eq__"]),
    ("_compare", &["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"]),
    ("_binary", NUMBERS),
    ("_in_place", NUMBERS),
    ("_convert", &["__neg__", "__pos__", "__invert__", "__abs__", "__int__", "__float__", "__round__"]),
    ("_item", &["__getitem__", "__setitem__", "__delitem__"]),
    ("_contains", &["__contains__", "__iter__", "__getitem__"]),
    ("_iterate", &["__iter__", "__getitem__"]),
    ("_iter", &["__iter__", "__getitem__", "iter"]),
    ("_next", &["__next__"]),
    ("_init_subclass", &["__init_subclass__"]),
    ("_class_item", &["__class_getitem__"]),
    ("_mapping", &["keys"]),
    ("_await", &["__await__"]),
    ("_async_iterator", &["__aiter__"]),
    ("_async_next", &["__anext__"]),
    ("_close", &["close"]),
    ("_aclose", &["aclose"]),
    ("_getattr", &["__getattr__", "__get__"]),
    ("_set_attribute", &["__setattr__", "__delattr__"]),
    ("_set_descriptor", &["__set__", "__delete__"]),
];

/// A module of the library, without what the program does not need.
pub(super) struct Shaken {
    pub(super) name: String,
    pub(super) text: &'static str,
    pub(super) body: Vec<Stmt>,
}

/// The modules that a program needs, `builtins` first. `text` gives the text of those that are written in Python.
pub(super) fn shake(program: &[Stmt], text: impl Fn(&str) -> Option<&'static str>) -> Vec<Shaken> {
    let mut all = Mentions::default();
    all.names.extend(ROOTS.iter().map(|&name| name.to_owned()));
    all.modules.push("builtins".to_owned());
    all.add(Mentions::of(|mentions| mentions.visit_body(program)));
    let mut modules: Vec<Module> = Vec::new();
    loop {
        for name in std::mem::take(&mut all.modules) {
            if let Some(text) = text(&name)
                && !modules.iter().any(|module| module.name == name)
            {
                modules.push(Module::new(name, text));
            }
        }
        let mut changed = false;
        for module in &mut modules {
            changed |= module.keep(&mut all);
        }
        for module in &mut modules {
            changed |= module.open_classes();
        }
        if !changed && all.modules.is_empty() {
            break;
        }
    }
    modules.into_iter().map(Module::finish).collect()
}

pub(super) fn parse(text: &str) -> Vec<Stmt> {
    let parsed = parse_unchecked(text, super::parse_options()).try_into_module();
    parsed.map(|module| module.into_syntax().body.into_iter().collect()).unwrap_or_default()
}

struct Module {
    name: String,
    text: &'static str,
    body: &'static [Stmt],
    items: Vec<Item>,
}

/// Something that is kept or dropped as a whole.
struct Item {
    /// Its statement, and, within a class or an import, its place there.
    statement: usize,
    part: Option<usize>,
    /// The names that keep it.
    keys: Vec<String>,
    /// Yes, or no; `None` while that is not known.
    kept: Option<bool>,
    /// What it mentions has been added: only what is kept is looked at.
    added: bool,
}

impl Module {
    fn new(name: String, text: &'static str) -> Self {
        let body = tree(text);
        let mut items = Vec::new();
        for (statement, stmt) in body.iter().enumerate() {
            let mut add = |part, keys, kept| items.push(Item { statement, part, keys, kept, added: false });
            match stmt {
                Stmt::ClassDef(def) => add(None, vec![def.name.to_string()], None),
                Stmt::Import(import) => {
                    for (part, alias) in import.names.iter().enumerate() {
                        let top = alias.name.split('.').next().unwrap_or_default();
                        let key = alias.asname.as_ref().map_or(top, |name| name.as_str());
                        add(Some(part), vec![key.to_owned()], None);
                    }
                }
                Stmt::ImportFrom(import) => {
                    for (part, alias) in import.names.iter().enumerate() {
                        let key = alias.asname.as_ref().unwrap_or(&alias.name).to_string();
                        add(Some(part), vec![key], None);
                    }
                }
                stmt => {
                    let (keys, kept) = keys(stmt);
                    add(None, keys, kept);
                }
            }
        }
        Self { name, text, body, items }
    }

    /// Keeps what is mentioned; adds what is mentioned by what is kept, each once. Says whether there was any.
    fn keep(&mut self, all: &mut Mentions) -> bool {
        let mut changed = false;
        for item in &mut self.items {
            if item.kept.is_none() && item.keys.iter().any(|key| all.names.contains(key)) {
                item.kept = Some(true);
            }
            if item.kept == Some(true) && !item.added {
                item.added = true;
                all.add(Mentions::of_item(self.body, item));
                changed = true;
            }
        }
        changed
    }

    /// Adds the items of those classes that are kept since the last time.
    fn open_classes(&mut self) -> bool {
        let mut added = Vec::new();
        for item in &self.items {
            let Some(Stmt::ClassDef(def)) = self.body.get(item.statement) else { continue };
            let open = self.items.iter().any(|other| other.statement == item.statement && other.part.is_some());
            if item.part.is_some() || item.kept != Some(true) || open {
                continue;
            }
            for (part, stmt) in def.body.iter().enumerate() {
                let (keys, mut kept) = keys(stmt);
                if keys.iter().any(|key| key.starts_with("__") && key.ends_with("__")) {
                    kept = Some(true);
                }
                added.push(Item { statement: item.statement, part: Some(part), keys, kept, added: false });
            }
        }
        let changed = !added.is_empty();
        self.items.extend(added);
        changed
    }

    fn finish(self) -> Shaken {
        let Self { name, text, body, items } = self;
        let kept: HashSet<(usize, Option<usize>)> =
            items.iter().filter(|item| item.kept == Some(true)).map(|item| (item.statement, item.part)).collect();
        let mut remaining = Vec::new();
        for (at, stmt) in body.iter().enumerate() {
            let mut part = 0..;
            let mut has = || kept.contains(&(at, part.next()));
            match stmt {
                Stmt::Import(import) => {
                    let mut import = import.clone();
                    import.names.retain(|_| has());
                    if !import.names.is_empty() {
                        remaining.push(Stmt::Import(import));
                    }
                }
                Stmt::ImportFrom(import) => {
                    let mut import = import.clone();
                    import.names.retain(|_| has());
                    if !import.names.is_empty() {
                        remaining.push(Stmt::ImportFrom(import));
                    }
                }
                _ if !kept.contains(&(at, None)) => {}
                Stmt::ClassDef(def) => {
                    let mut def = def.clone();
                    def.body.retain(|_| has());
                    remaining.push(Stmt::ClassDef(def));
                }
                stmt => remaining.push(stmt.clone()),
            }
        }
        Shaken { name, text, body: remaining }
    }
}

/// The names by which a statement is kept, and whether it is kept or dropped whatever is mentioned.
fn keys(stmt: &Stmt) -> (Vec<String>, Option<bool>) {
    let mut keys = Vec::new();
    match stmt {
        Stmt::FunctionDef(def) => {
            keys.push(def.name.to_string());
            keys.extend(method(&def.name).map(|(_, method)| method.to_owned()));
            let hook = HOOKS.iter().filter(|(name, _)| *name == def.name.as_str());
            keys.extend(hook.flat_map(|(_, methods)| *methods).map(|&method| method.to_owned()));
        }
        Stmt::ClassDef(def) => keys.push(def.name.to_string()),
        Stmt::Assign(assign) => assign.targets.iter().for_each(|target| bound(target, &mut keys)),
        Stmt::AugAssign(assign) => bound(&assign.target, &mut keys),
        Stmt::AnnAssign(assign) => bound(&assign.target, &mut keys),
        // Documentation.
        Stmt::Expr(expression) if expression.value.is_string_literal_expr() => return (keys, Some(false)),
        _ => return (keys, Some(true)),
    }
    (keys, None)
}

/// What a part of a program mentions.
#[derive(Default)]
struct Mentions {
    /// Identifiers and attributes.
    names: HashSet<String>,
    /// Modules that it imports.
    modules: Vec<String>,
    /// Texts: names too, for what looks attributes up by name.
    texts: Vec<String>,
}

impl Mentions {
    fn of(visit: impl FnOnce(&mut Self)) -> Self {
        let mut mentions = Self::default();
        visit(&mut mentions);
        if ["getattr", "hasattr", "setattr", "delattr"].iter().any(|&name| mentions.names.contains(name)) {
            let texts = std::mem::take(&mut mentions.texts);
            mentions.names.extend(texts);
        }
        mentions
    }

    /// What an item of a module mentions.
    fn of_item(body: &[Stmt], item: &Item) -> Self {
        Self::of(|mentions| match (body.get(item.statement), item.part) {
            (Some(Stmt::ClassDef(def)), None) => mentions.class(def),
            (Some(Stmt::ClassDef(def)), Some(part)) => {
                def.body.get(part).iter().for_each(|stmt| mentions.visit_stmt(stmt));
            }
            (Some(Stmt::Import(import)), Some(part)) => {
                import.names.get(part).iter().for_each(|alias| mentions.import(&alias.name));
            }
            (Some(Stmt::ImportFrom(import)), Some(part)) => {
                import.names.get(part).iter().for_each(|alias| mentions.import_from(import, alias));
            }
            (Some(stmt), _) => mentions.visit_stmt(stmt),
            (None, _) => {}
        })
    }

    /// What a class mentions without its body.
    fn class(&mut self, def: &ast::StmtClassDef) {
        self.names.insert("class".to_owned());
        def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
        if let Some(arguments) = &def.arguments {
            self.visit_arguments(arguments);
        }
    }

    fn add(&mut self, other: Self) {
        self.names.extend(other.names);
        self.modules.extend(other.modules);
    }

    /// Importing a module imports the packages that it is in, too.
    fn import(&mut self, module: &str) {
        let ends = module.match_indices('.').map(|(at, _)| at).chain([module.len()]);
        self.modules.extend(ends.filter_map(|end| module.get(..end)).map(str::to_owned));
        self.names.extend(module.split('.').map(str::to_owned));
    }

    fn import_from(&mut self, import: &ast::StmtImportFrom, alias: &ast::Alias) {
        let module = import.module.as_ref().map_or("", ast::Identifier::as_str);
        self.import(module);
        self.modules.push(format!("{module}.{}", alias.name));
        self.names.insert(alias.name.to_string());
    }
}

impl<'a> Visitor<'a> for Mentions {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => import.names.iter().for_each(|alias| self.import(&alias.name)),
            Stmt::ImportFrom(import) => import.names.iter().for_each(|alias| self.import_from(import, alias)),
            Stmt::FunctionDef(def) => {
                // The machine asks for these where there are any.
                if def.name.starts_with("__") {
                    self.names.insert(def.name.to_string());
                }
                visitor::walk_stmt(self, stmt);
            }
            Stmt::ClassDef(_) => {
                self.names.insert("class".to_owned());
                visitor::walk_stmt(self, stmt);
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => {
                self.names.insert(name.id.to_string());
            }
            Expr::Attribute(attribute) => {
                self.names.insert(attribute.attr.to_string());
            }
            Expr::StringLiteral(literal) => self.texts.push(literal.value.to_str().to_owned()),
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }

    /// Annotations are never evaluated.
    fn visit_annotation(&mut self, _: &'a Expr) {}
}
