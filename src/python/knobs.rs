//! Numbers that a reader would like to turn: how long something sleeps, how many workers there are.
//!
//! A number is one where it flows plainly into what makes it one: it is written there (`sleep(2)`), or it is what a variable or
//! parameter holds that stands there, also by way of a loop, `map`, `submit` or `args=`. Names are followed within their function
//! or the module; what a program computes in other ways is not.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{self as ast, Expr, Number, Operator, Stmt};
use ruff_python_parser::parse_unchecked;
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::{FxHashMap, FxHashSet};

use super::diagnostics::{Source, normalise};
use super::limits;

/// The most that are found in one program.
pub const MOST_KNOBS: usize = 200;

/// A number in a source that can be turned.
#[derive(Clone, Debug, PartialEq)]
pub struct Knob {
    /// The line, counted from 1.
    pub line: u32,
    /// Where the number begins: the column in characters, counted from 1.
    pub column: u32,
    /// How many characters it has.
    pub length: u32,
    /// What it is.
    pub kind: Kind,
    /// What it says now.
    pub value: f64,
    /// The least that it may be.
    pub min: f64,
    /// The most that a slider should offer; a reader may write more.
    pub max: f64,
    /// How far one step is. Halves of a second are turned by halves, so that up and down lead to the same; other seconds by their last decimal.
    pub step: f64,
    /// A few words for who does not see where it stands: `seconds of sleep, line 4`.
    pub label: String,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Seconds, in halves or less.
    Seconds,
    /// A number of something, or a bound of numbers: whole.
    Count,
}

/// What a number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Use {
    Workers,
    /// What is added to something or taken from it: `os.cpu_count() - 1`.
    PartOfWorkers,
    Places,
    Start,
    End,
    Smallest,
    Largest,
    Sleep,
    Timeout,
}

impl Use {
    const fn kind(self) -> Kind {
        match self {
            Self::Sleep | Self::Timeout => Kind::Seconds,
            _ => Kind::Count,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Workers => "workers",
            Self::PartOfWorkers => "part of the number of workers",
            Self::Places => "places",
            Self::Start => "start of range",
            Self::End => "end of range",
            Self::Smallest => "smallest random number",
            Self::Largest => "largest random number",
            Self::Sleep => "seconds of sleep",
            Self::Timeout => "seconds of timeout",
        }
    }

    const fn min(self) -> f64 {
        match self {
            Self::Workers | Self::Places => 1.0,
            _ => 0.0,
        }
    }
}

/// The numbers of a program that can be turned, in order. None of a text that is no program.
#[must_use]
pub fn knobs(source: &str) -> Vec<Knob> {
    let text = normalise(source);
    let source = Source::new(&text);
    if limits::check(&source).is_some() {
        return Vec::new();
    }
    let parsed = parse_unchecked(&text, super::parse_options());
    if !parsed.errors().is_empty() {
        return Vec::new();
    }
    let Some(module) = parsed.try_into_module() else { return Vec::new() };
    let mut facts = Facts::new();
    facts.visit_body(module.suite());
    let mut flow = Flow {
        facts: &facts,
        known: FxHashSet::default(),
        coming: Vec::new(),
        numbers: FxHashSet::default(),
        found: Vec::new(),
    };
    flow.follow();
    let mut found = flow.found;
    found.sort_by_key(|&(range, ..)| range.start());
    found.truncate(MOST_KNOBS);
    found.into_iter().map(|(range, value, used)| knob(&source, range, value, used)).collect()
}

fn knob(source: &Source<'_>, range: TextRange, value: f64, used: Use) -> Knob {
    let at = source.location(range.start().to_u32());
    let text = source.text.get(range.to_std_range()).unwrap_or_default();
    let (max, step) = match used.kind() {
        Kind::Count => (at_least(value, &[16.0, 100.0, 1_000.0]), 1.0),
        Kind::Seconds => {
            let step = match text.split_once('.').map_or(0, |(_, decimals)| decimals.len()) {
                _ if (value * 2.0).fract() == 0.0 => 0.5,
                0 | 1 => 0.1,
                2 => 0.01,
                _ => 0.001,
            };
            (at_least(value, if value > 0.1 || value == 0.0 { &[10.0, 60.0, 600.0] } else { &[1.0] }), step)
        }
    };
    Knob {
        line: at.line,
        column: at.column,
        length: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
        kind: used.kind(),
        value,
        min: used.min().min(value),
        max,
        step,
        label: format!("{}, line {}", used.words(), at.line),
    }
}

/// The first bound that is no less than a value; twice the value where all are.
fn at_least(value: f64, bounds: &[f64]) -> f64 {
    bounds.iter().copied().find(|&bound| value <= bound).unwrap_or(value * 2.0)
}

/// A function, or the module: its number among them.
type Scope = usize;

/// A variable: whose, and its name.
type Variable<'a> = (Scope, &'a str);

/// What a number, or the items of something, come from.
#[derive(Clone, Copy)]
enum From<'a> {
    /// This is it.
    Value(&'a Expr),
    /// It is an item of this, or the so-and-so-manyth part of an item.
    Item(&'a Expr, Option<usize>),
}

/// What of a value is used.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    /// The value itself.
    Itself,
    /// Its items.
    Items,
    /// The so-and-so-manyth part of each of its items.
    Of(usize),
}

/// What is known of a program before anything is followed.
struct Facts<'a> {
    /// The scope that is being read.
    scope: Scope,
    /// The names that each scope binds.
    bound: Vec<FxHashSet<&'a str>>,
    /// What is assigned to variables, and where that stands.
    assigned: FxHashMap<Variable<'a>, Vec<(From<'a>, Scope)>>,
    /// The functions: the first has the scope 1.
    functions: Vec<Function<'a>>,
    calls: Vec<(&'a ast::ExprCall, Scope)>,
    /// The calls in which a name is called or handed on.
    mentioned: FxHashMap<&'a str, Vec<(&'a ast::ExprCall, Scope)>>,
}

struct Function<'a> {
    name: &'a str,
    /// Without `self`.
    parameters: Vec<&'a str>,
}

impl<'a> Facts<'a> {
    fn new() -> Self {
        Self {
            scope: 0,
            bound: vec![FxHashSet::default()],
            assigned: FxHashMap::default(),
            functions: Vec::new(),
            calls: Vec::new(),
            mentioned: FxHashMap::default(),
        }
    }

    /// A target gets what something gives.
    fn assign(&mut self, target: &'a Expr, from: From<'a>) {
        match (target, from) {
            (Expr::Name(name), _) => {
                let name = name.id.as_str();
                self.bind(name, from);
            }
            (Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }), _) => {
                for (at, target) in elts.iter().enumerate() {
                    let part = match from {
                        From::Value(value) => items(value).and_then(|values| values.get(at)).map(From::Value),
                        From::Item(of, None) => Some(From::Item(of, Some(at))),
                        From::Item(..) => None,
                    };
                    match (part, target) {
                        (Some(part), _) => self.assign(target, part),
                        (None, Expr::Name(name)) => drop(self.names().insert(name.id.as_str())),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn bind(&mut self, name: &'a str, from: From<'a>) {
        self.names().insert(name);
        self.assigned.entry((self.scope, name)).or_default().push((from, self.scope));
    }

    fn names(&mut self) -> &mut FxHashSet<&'a str> {
        let scope = self.scope;
        &mut self.bound[scope]
    }

    fn variable(&self, scope: Scope, name: &'a str) -> Variable<'a> {
        let own = self.bound.get(scope).is_some_and(|names| names.contains(name));
        (if own { scope } else { 0 }, name)
    }

    fn function(&mut self, def: &'a ast::StmtFunctionDef) {
        let outside = self.scope;
        self.scope = self.bound.len();
        self.bound.push(FxHashSet::default());
        let at = self.functions.len();
        self.functions.push(Function { name: def.name.as_str(), parameters: Vec::new() });
        let mut parameters = Vec::new();
        for parameter in def.parameters.iter_non_variadic_params() {
            let name = parameter.name().as_str();
            self.names().insert(name);
            if let Some(default) = parameter.default() {
                self.assigned.entry((self.scope, name)).or_default().push((From::Value(default), outside));
            }
            parameters.push(name);
        }
        if parameters.first().is_some_and(|&first| first == "self" || first == "cls") {
            parameters.remove(0);
        }
        if let Some(function) = self.functions.get_mut(at) {
            function.parameters = parameters;
        }
        self.visit_body(&def.body);
        self.scope = outside;
    }
}

impl<'a> Visitor<'a> for Facts<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(def) => {
                for decorator in &def.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.visit_parameters(&def.parameters);
                return self.function(def);
            }
            Stmt::Assign(assign) => {
                assign.targets.iter().for_each(|target| self.assign(target, From::Value(&assign.value)));
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.assign(&assign.target, From::Value(value));
                }
            }
            Stmt::For(stmt) => self.assign(&stmt.target, From::Item(&stmt.iter, None)),
            _ => {}
        }
        visitor::walk_stmt(self, statement);
    }

    fn visit_comprehension(&mut self, comprehension: &'a ast::Comprehension) {
        self.assign(&comprehension.target, From::Item(&comprehension.iter, None));
        visitor::walk_comprehension(self, comprehension);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr {
            let here = (call, self.scope);
            self.calls.push(here);
            let arguments = call.arguments.args.iter().chain(keyword(call, "target"));
            for name in core::iter::once(&*call.func).chain(arguments).filter_map(last_name) {
                self.mentioned.entry(name).or_default().push(here);
            }
        }
        visitor::walk_expr(self, expr);
    }
}

/// The elements of a display.
fn items(of: &Expr) -> Option<&[Expr]> {
    match of {
        Expr::List(list) => Some(&list.elts),
        Expr::Tuple(tuple) => Some(&tuple.elts),
        Expr::Set(set) => Some(&set.elts),
        _ => None,
    }
}

/// The last part of a name: `sleep` of `time.sleep`.
fn last_name(of: &Expr) -> Option<&str> {
    match of {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

fn keyword<'a>(call: &'a ast::ExprCall, name: &str) -> Option<&'a Expr> {
    call.arguments.find_keyword(name).map(|keyword| &keyword.value)
}

/// What a call takes that makes a number a knob: the arguments by place, those by name.
fn sinks(name: &str, is_method: bool) -> &'static [(usize, Use)] {
    match name {
        "sleep" | "call_later" | "Timer" => &[(0, Use::Sleep)],
        "wait_for" => &[(1, Use::Timeout)],
        "timeout" => &[(0, Use::Timeout)],
        "result" | "exception" | "join" | "wait" if is_method => &[(0, Use::Timeout)],
        "ThreadPoolExecutor" | "ProcessPoolExecutor" | "Pool" | "ThreadPool" => &[(0, Use::Workers)],
        "Semaphore" | "BoundedSemaphore" | "Barrier" | "Queue" | "LifoQueue" | "PriorityQueue" | "JoinableQueue" => {
            &[(0, Use::Places)]
        }
        "randint" | "randrange" => &[(0, Use::Smallest), (1, Use::Largest)],
        _ => &[],
    }
}

/// Arguments that say by their names what they are, whoever is called.
const NAMED: &[(&str, Use)] = &[
    ("max_workers", Use::Workers),
    ("processes", Use::Workers),
    ("num_of_processor", Use::Workers),
    ("parties", Use::Places),
    ("maxsize", Use::Places),
    ("timeout", Use::Timeout),
];

/// Follows numbers from where they are used back to where they are written.
struct Flow<'a, 'f> {
    facts: &'f Facts<'a>,
    /// What has been followed, or will be.
    known: FxHashSet<(Variable<'a>, Part, Use)>,
    /// Variables that are used.
    coming: Vec<(Variable<'a>, Part, Use)>,
    /// The numbers that are found.
    numbers: FxHashSet<TextRange>,
    found: Vec<(TextRange, f64, Use)>,
}

impl<'a> Flow<'a, '_> {
    fn follow(&mut self) {
        let facts = self.facts;
        // Whole numbers come first: what is both a number of something and of seconds has to stay whole.
        for kind in [Kind::Count, Kind::Seconds] {
            for &(call, scope) in &facts.calls {
                self.sinks_of(call, scope, kind);
            }
            while let Some((variable, part, used)) = self.coming.pop() {
                self.variable(variable, part, used);
            }
        }
    }

    fn sinks_of(&mut self, call: &'a ast::ExprCall, scope: Scope, kind: Kind) {
        let Some(name) = last_name(&call.func) else { return };
        let args = &call.arguments.args;
        let mut uses: Vec<(&'a Expr, Use)> = Vec::new();
        if name == "range" || name == "arange" {
            match &**args {
                [end] => uses.push((end, Use::End)),
                [start, end, ..] => uses.extend([(start, Use::Start), (end, Use::End)]),
                [] => {}
            }
        }
        let by_place = sinks(name, call.func.is_attribute_expr());
        uses.extend(by_place.iter().filter_map(|&(at, used)| Some((args.get(at)?, used))));
        uses.extend(NAMED.iter().filter_map(|&(name, used)| Some((keyword(call, name)?, used))));
        for (expr, used) in uses.into_iter().filter(|(_, used)| used.kind() == kind) {
            self.value(expr, scope, used);
        }
    }

    /// This is used.
    fn value(&mut self, expr: &'a Expr, scope: Scope, used: Use) {
        match expr {
            Expr::NumberLiteral(number) => self.number(number, used),
            Expr::Name(name) => self.come(scope, name.id.as_str(), Part::Itself, used),
            Expr::BinOp(ast::ExprBinOp {
                left,
                op: Operator::Add | Operator::Sub | Operator::Mult | Operator::Div,
                right,
                ..
            }) => {
                let used = if used == Use::Workers { Use::PartOfWorkers } else { used };
                self.value(left, scope, used);
                self.value(right, scope, used);
            }
            Expr::If(either) => {
                self.value(&either.body, scope, used);
                self.value(&either.orelse, scope, used);
            }
            Expr::Subscript(part) => self.item(&part.value, None, scope, used),
            Expr::Call(call) => match last_name(&call.func) {
                Some("int" | "float" | "min" | "max" | "round" | "abs" | "uniform") => {
                    call.arguments.args.iter().for_each(|argument| self.value(argument, scope, used));
                }
                Some("choice") => {
                    call.arguments.args.iter().for_each(|argument| self.item(argument, None, scope, used));
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// An item of this is used, or a part of an item.
    fn item(&mut self, of: &'a Expr, part: Option<usize>, scope: Scope, used: Use) {
        if let Some(items) = items(of) {
            for item in items {
                match part {
                    None => self.value(item, scope, used),
                    Some(at) => {
                        if let Some(part) = self::items(item).and_then(|parts| parts.get(at)) {
                            self.value(part, scope, used);
                        }
                    }
                }
            }
            return;
        }
        match of {
            Expr::Name(name) => self.come(scope, name.id.as_str(), part.map_or(Part::Items, Part::Of), used),
            Expr::Dict(dict) => dict.items.iter().for_each(|item| self.value(&item.value, scope, used)),
            Expr::Call(call) => match (last_name(&call.func), &*call.func, &*call.arguments.args) {
                (Some("list" | "tuple" | "set" | "sorted" | "reversed" | "array"), _, [first, ..]) => {
                    self.item(first, part, scope, used);
                }
                (Some("enumerate"), _, [first, ..]) if part == Some(1) => self.item(first, None, scope, used),
                (Some("zip"), _, zipped) => {
                    if let Some(of) = part.and_then(|at| zipped.get(at)) {
                        self.item(of, None, scope, used);
                    }
                }
                (Some("values"), Expr::Attribute(of), []) => self.item(&of.value, None, scope, used),
                (Some("items"), Expr::Attribute(of), []) if part == Some(1) => {
                    self.item(&of.value, None, scope, used);
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn come(&mut self, scope: Scope, name: &'a str, part: Part, used: Use) {
        let coming = (self.facts.variable(scope, name), part, used);
        if self.known.insert(coming) {
            self.coming.push(coming);
        }
    }

    /// A variable is used, or its items.
    fn variable(&mut self, variable: Variable<'a>, part: Part, used: Use) {
        let facts = self.facts;
        for &(from, scope) in facts.assigned.get(&variable).into_iter().flatten() {
            self.come_from(from, part, scope, used);
        }
        let (of, name) = variable;
        let Some(function) = of.checked_sub(1).and_then(|at| facts.functions.get(at)) else { return };
        let Some(at) = function.parameters.iter().position(|&parameter| parameter == name) else { return };
        for &(call, scope) in facts.mentioned.get(function.name).into_iter().flatten() {
            if let Some(from) = given(call, function.name, at, name) {
                self.come_from(from, part, scope, used);
            }
        }
    }

    fn come_from(&mut self, from: From<'a>, part: Part, scope: Scope, used: Use) {
        match (from, part) {
            (From::Value(value), Part::Itself) => self.value(value, scope, used),
            (From::Value(value), Part::Items) => self.item(value, None, scope, used),
            (From::Value(value), Part::Of(at)) => self.item(value, Some(at), scope, used),
            (From::Item(of, part), Part::Itself) => self.item(of, part, scope, used),
            // An item of an item: of a list of lists.
            (From::Item(..), _) => {}
        }
    }

    fn number(&mut self, literal: &ast::ExprNumberLiteral, used: Use) {
        let value = match &literal.value {
            #[expect(clippy::cast_precision_loss, reason = "nobody turns a number of more than 53 bits")]
            Number::Int(int) => int.as_u64().map(|value| value as f64),
            Number::Float(value) => Some(*value).filter(|value| value.is_finite() && used.kind() == Kind::Seconds),
            Number::Complex { .. } => None,
        };
        if let Some(value) = value
            && self.numbers.insert(literal.range())
        {
            self.found.push((literal.range(), value, used));
        }
    }
}

/// What a call gives a function for a parameter, where it calls it or hands it on to who will.
fn given<'a>(call: &'a ast::ExprCall, function: &str, at: usize, parameter: &str) -> Option<From<'a>> {
    let args = &call.arguments.args;
    let is_it = |expr: &Expr| last_name(expr) == Some(function);
    if is_it(&call.func) {
        return args.get(at).or_else(|| keyword(call, parameter)).map(From::Value);
    }
    let part = |of: &'a Expr| items(of).and_then(|parts| parts.get(at)).map(From::Value);
    if let Some(of) = keyword(call, "args") {
        return part(of);
    }
    let place = args.iter().position(is_it)?;
    let next = |more: usize| args.get(place + 1 + more);
    match last_name(&call.func) {
        Some("map" | "imap" | "imap_unordered" | "map_async") => next(at).map(|of| From::Item(of, None)),
        Some("starmap" | "starmap_async") => next(0).map(|of| From::Item(of, Some(at))),
        Some("apply" | "apply_async" | "start_new_thread") => next(0).and_then(part),
        _ => next(at).or_else(|| keyword(call, parameter)).map(From::Value),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
