//! Reading, writing and deleting names.

use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Lowerer;
use crate::program::Op;
use crate::program::library::MISSING_BUILTINS;
use crate::python::library::{has, members};
use crate::python::scope::Place;

impl Lowerer<'_, '_> {
    pub(super) fn load(&mut self, name: &str, range: TextRange) {
        let name = self.scopes.mangle(self.unit.scope, name);
        let place = self.scopes.place(self.unit.scope, &name);
        let outside = matches!(place, Place::Global | Place::Name);
        let missing = MISSING_BUILTINS.contains(&name.as_str()) && !has("builtins", &name);
        if outside && missing && !self.scopes.bound.contains(&name) {
            // Exceptions are listed for an exception, functions for a function.
            let upper = |name: &str| name.starts_with(char::is_uppercase);
            let alike = |other: &&str| upper(other) == upper(&name) && !other.starts_with('_');
            let builtins = members("builtins").unwrap_or_default().iter().map(String::as_str);
            let alike: Vec<&str> = builtins.filter(alike).collect();
            let hint = format!("supported are {}", alike.join(", "));
            self.unsupported(range, format!("the builtin `{name}` is not supported"), &hint);
        }
        self.at(range.start());
        let number = self.name(&name);
        self.emit(match place {
            Place::Local(slot) => Op::LoadLocal(slot),
            Place::Cell(slot) => Op::LoadCell(slot),
            Place::Global => Op::LoadGlobal(number),
            Place::Name => Op::LoadName(number),
        });
    }

    pub(super) fn store(&mut self, name: &str, place: TextSize) {
        self.at(place);
        let name = self.scopes.mangle(self.unit.scope, name);
        let number = self.name(&name);
        self.emit(match self.scopes.place(self.unit.scope, &name) {
            Place::Local(slot) => Op::StoreLocal(slot),
            Place::Cell(slot) => Op::StoreCell(slot),
            Place::Global => Op::StoreGlobal(number),
            Place::Name => Op::StoreName(number),
        });
    }

    pub(super) fn delete(&mut self, name: &str, place: TextSize) {
        self.at(place);
        let name = self.scopes.mangle(self.unit.scope, name);
        let number = self.name(&name);
        self.emit(match self.scopes.place(self.unit.scope, &name) {
            Place::Local(slot) => Op::DeleteLocal(slot),
            Place::Cell(slot) => Op::DeleteCell(slot),
            Place::Global => Op::DeleteGlobal(number),
            Place::Name => Op::DeleteName(number),
        });
    }

    pub(super) fn store_identifier(&mut self, name: &ruff_python_ast::Identifier) {
        self.store(name.as_str(), name.start());
    }
}
