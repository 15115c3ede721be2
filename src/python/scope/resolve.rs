//! The second half of the symbol table: from what each scope does with a name to where the variable lives.

use super::{Kind, Place, Scope, Scopes};
use crate::python::diagnostics::{Diagnostic, Source};

/// Decides where every variable lives.
pub(super) fn resolve(scopes: &mut Scopes, source: &Source<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for scope in 0..scopes.list.len() {
        let Some(data) = scopes.get(scope) else { continue };
        if data.kind == Kind::Module {
            continue;
        }
        let names: Vec<_> = data
            .symbols
            .iter()
            .filter(|symbol| !symbol.global && (!symbol.bound || symbol.nonlocal.is_some()))
            .map(|symbol| (symbol.name.clone(), symbol.nonlocal))
            .collect();
        for (name, nonlocal) in names {
            match (owner(scopes, scope, &name), nonlocal) {
                (Some(owner), _) => share(scopes, owner, scope, &name),
                (None, Some(range)) => {
                    diagnostics.push(source.diagnostic(range, format!("no binding for nonlocal '{name}' found"), None));
                }
                (None, None) => {}
            }
        }
    }
    let rebound = scopes.list.iter().flat_map(|scope| &scope.symbols);
    let rebound = rebound.filter(|symbol| symbol.bound && (symbol.global || symbol.nonlocal.is_some()));
    scopes.rebound = rebound.map(|symbol| symbol.name.clone()).collect();
    for scope in &mut scopes.list {
        place(scope);
    }
}

/// The enclosing function whose local variable a name is.
fn owner(scopes: &Scopes, scope: usize, name: &str) -> Option<usize> {
    let mut at = scopes.get(scope)?.parent?;
    loop {
        let scope = scopes.get(at)?;
        let symbol = scope.symbol(name);
        match scope.kind {
            Kind::Module => return None,
            Kind::Class if name == "__class__" => return Some(at),
            Kind::Class => {}
            _ if symbol.is_some_and(|symbol| symbol.global) => return None,
            _ if symbol.is_some_and(|symbol| symbol.bound && symbol.nonlocal.is_none()) => return Some(at),
            _ => {}
        }
        at = scope.parent?;
    }
}

/// Makes a variable a cell of its owner, and free in every scope from there to its user.
fn share(scopes: &mut Scopes, owner: usize, user: usize, name: &str) {
    let mut at = user;
    while at != owner {
        let Some(scope) = scopes.list.get_mut(at) else { return };
        if scope.shared.insert(name.to_owned(), 0).is_none() {
            scope.free.push(name.to_owned());
        }
        let Some(parent) = scope.parent else { return };
        at = parent;
    }
    if let Some(scope) = scopes.list.get_mut(owner)
        && scope.shared.insert(name.to_owned(), 0).is_none()
    {
        scope.cells.push(name.to_owned());
    }
}

/// Numbers the variables of a scope.
fn place(scope: &mut Scope) {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for (slot, name) in scope.cells.iter().chain(&scope.free).enumerate() {
        scope.shared.insert(name.clone(), number(slot));
        scope.places.insert(name.clone(), Place::Cell(number(slot)));
    }
    for symbol in &scope.symbols {
        let fixed = match scope.kind {
            Kind::Module => Some(Place::Global),
            _ if symbol.global => Some(Place::Global),
            Kind::Class if symbol.bound && symbol.nonlocal.is_none() => Some(Place::Name),
            _ => None,
        };
        if let Some(place) = fixed {
            scope.places.insert(symbol.name.clone(), place);
            continue;
        }
        // A parameter keeps its slot though it lives in a cell: it arrives there.
        let cell = scope.places.contains_key(&symbol.name);
        if symbol.parameter || (symbol.bound && !cell) {
            scope.locals.push(symbol.name.clone());
            if !cell {
                scope.places.insert(symbol.name.clone(), Place::Local(number(scope.locals.len() - 1)));
            }
        }
    }
}
