//! What to look for in a chart: sentences, each tied to bars.

use alloc::string::String;
use alloc::vec::Vec;

use crate::trace::State;

/// A sentence about the chart, and the bars that it speaks of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watch {
    /// The sentence.
    pub text: String,
    /// The bars: those that one of these describes.
    pub bars: Vec<Bars>,
}

/// Describes bars: all that have all of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// The name of the row, see `like`.
    pub row: String,
    /// The text of the bar, in full, see `like`.
    pub label: String,
    /// The state; `None`: any.
    pub state: Option<State>,
}

impl Watch {
    /// Whether it speaks of a bar.
    #[must_use]
    pub fn matches(&self, row: &str, label: &str, state: State) -> bool {
        self.bars.iter().any(|bars| {
            bars.state.is_none_or(|wanted| wanted == state) && like(&bars.row, row) && like(&bars.label, label)
        })
    }
}

/// Whether a text is as described: the same, or with this beginning where the description ends with an asterisk.
/// Nothing describes anything.
fn like(wanted: &str, text: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(beginning) => text.starts_with(beginning),
        None => wanted.is_empty() || wanted == text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bars, Watch, like};
    use crate::trace::State;

    #[test]
    fn descriptions_are_whole_texts_or_beginnings() {
        assert!(like("", "anything") && like("Task-2", "Task-2") && like("Task-*", "Task-12") && like("*", ""));
        assert!(!like("Task-2", "Task-22") && !like("Task-*", "MainThread"));
    }

    #[test]
    fn a_bar_has_to_have_everything_that_one_description_asks_for() {
        let bars = |row: &str, state| Bars { row: row.into(), state, ..Bars::default() };
        let watch =
            Watch { bars: vec![bars("MainThread", Some(State::Waiting)), bars("Thread-*", None)], ..Watch::default() };
        assert!(watch.matches("MainThread", "join", State::Waiting));
        assert!(watch.matches("Thread-1", "sleep 3", State::Sleeping));
        assert!(!watch.matches("MainThread", "sleep 3", State::Sleeping));
        assert!(!Watch::default().matches("MainThread", "", State::Idle));
    }
}
