//! Imports.

use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};

use super::Lowerer;
use crate::program::Op;
use crate::python::library::{KERNEL, members, modules};

impl Lowerer<'_, '_> {
    pub(super) fn import(&mut self, import: &ast::StmtImport) {
        for alias in &import.names {
            let module = alias.name.as_str();
            self.check_module(module, alias.name.range());
            let whole = self.name(module);
            self.at(import.range());
            self.emit(Op::Import(whole));
            if let Some(name) = &alias.asname {
                self.store_identifier(name);
                continue;
            }
            // `import a.b` imports `a.b` and binds `a`.
            let top = module.split('.').next().unwrap_or(module);
            if top != module {
                self.emit(Op::Pop);
                let top = self.name(top);
                self.emit(Op::Import(top));
            }
            self.store(top, alias.name.start());
        }
    }

    pub(super) fn import_from(&mut self, import: &ast::StmtImportFrom) {
        if import.level > 0 {
            return self.unsupported(
                import.range(),
                "relative imports are not supported",
                "a program is one file: define it here",
            );
        }
        let Some(module) = &import.module else { return };
        // Annotations are never evaluated: there is nothing to switch on.
        let names = || import.names.iter().map(|alias| alias.name.as_str());
        if module.as_str() == "__future__" && names().all(|name| name == "annotations") {
            return;
        }
        self.check_module(module, module.range());
        let number = self.name(module);
        self.at(import.range());
        self.emit(Op::Import(number));
        if names().any(|name| name == "*") {
            return self.emit(Op::ImportAll);
        }
        for alias in &import.names {
            let name = alias.name.as_str();
            if let Some(members) = members(module)
                && !members.iter().any(|member| member == name)
                && !(self.options.kernel && name.starts_with('_'))
            {
                self.unsupported(
                    alias.name.range(),
                    format!("`{module}.{name}` is not supported"),
                    &format!("supported are {}", members.join(", ")),
                );
            }
            let number = self.name(name);
            self.at(alias.range());
            self.emit(Op::ImportFrom(number));
            self.store_identifier(alias.asname.as_ref().unwrap_or(&alias.name));
        }
        self.emit(Op::Pop);
    }

    fn check_module(&mut self, module: &str, range: TextRange) {
        if members(module).is_none() && !(module == KERNEL && self.options.kernel) {
            let known: Vec<&str> = modules().map(|(name, _)| name).collect();
            self.unsupported(
                range,
                format!("the module `{module}` is not supported"),
                &format!("supported are {}", known.join(", ")),
            );
        }
    }
}
