//! Texts, each with a number.

use std::rc::Rc;

use super::table::{Table, of_text};

/// Different texts, numbered from 0 in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Names {
    texts: Vec<Rc<str>>,
    table: Table,
}

impl Names {
    /// The number of a text, which need not have been there.
    pub(crate) fn add(&mut self, text: &str) -> u32 {
        if let Some(number) = self.find(text) {
            return number;
        }
        let text: Rc<str> = text.into();
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        if self.table.is_full(self.texts.len()) {
            self.table.clear(self.texts.len());
            for (at, text) in self.texts.iter().enumerate() {
                self.table.add(of_text(text), at);
            }
        }
        self.table.add(of_text(&text), self.texts.len());
        self.texts.push(text);
        number
    }

    /// The number of a text that is there.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let same = |at: usize| matches!(self.texts.get(at), Some(other) if **other == *text);
        self.table.find(of_text(text), same).and_then(|at| u32::try_from(at).ok())
    }

    /// The text of a number.
    pub(crate) fn get(&self, number: u32) -> Option<&Rc<str>> {
        self.texts.get(number as usize)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }
}
