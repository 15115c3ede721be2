//! The keyboard map: the same table answers the keys and fills the help.

/// What a key does, wherever the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Runs, or stops what runs.
    Run,
    /// Plays, or holds the playhead.
    Play,
    /// The playhead goes to the event before.
    Previous,
    /// The playhead goes to the event after.
    Next,
    /// The playhead goes to the start.
    Start,
    /// The playhead goes to the end, or to what happens now.
    End,
    /// Shows less of the time, larger.
    Closer,
    /// Shows more of the time.
    Wider,
    /// Shows all of the time.
    Fit,
    /// Shows what was before.
    Earlier,
    /// Shows what comes after.
    Later,
    /// By worker, or by task.
    Group,
    /// Measures from the playhead.
    Measure,
    /// Chooses nothing, measures nothing.
    Nothing,
    /// Shows the keys.
    Help,
}

/// A line of the help: the keys, and what they do.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Their names as the browser gives them.
    pub keys: &'static [&'static str],
    /// What is written on them.
    pub label: &'static str,
    /// What they do.
    pub what: &'static str,
    /// The same, to be done.
    pub command: Command,
}

const fn key(keys: &'static [&'static str], label: &'static str, what: &'static str, command: Command) -> Key {
    Key { keys, label, what, command }
}

/// All that is heard wherever the focus is.
pub const KEYS: &[Key] = &[
    key(&["r"], "R", "Run or stop", Command::Run),
    key(&[" ", "k"], "Space or K", "Play or pause", Command::Play),
    key(&[","], ",", "Previous event", Command::Previous),
    key(&["."], ".", "Next event", Command::Next),
    key(&["s"], "S", "To the start", Command::Start),
    key(&["e"], "E", "To the end, or to now", Command::End),
    key(&["+", "="], "+", "Look closer", Command::Closer),
    key(&["-"], "−", "Show more", Command::Wider),
    key(&["0"], "0", "Show all of it", Command::Fit),
    key(&["<"], "<", "Earlier", Command::Earlier),
    key(&[">"], ">", "Later", Command::Later),
    key(&["g"], "G", "By worker or by task", Command::Group),
    key(&["m"], "M", "Measure from the playhead", Command::Measure),
    key(&["Escape"], "Esc", "Choose and measure nothing", Command::Nothing),
    key(&["?"], "?", "These keys", Command::Help),
];

/// What is heard only where the focus is: the keys, and what they do where.
pub const ELSEWHERE: &[(&str, &str)] = &[
    ("← →", "On the playhead: event by event"),
    ("Shift ← →", "On the playhead: by a tenth of the chart"),
    ("← → ↑ ↓", "On the lanes: from bar to bar"),
    ("↑ ↓", "On the code: from line to line, with its bars"),
    ("← →", "On the overview: what is shown moves"),
];

/// What the pointer does: with what, and what.
pub const POINTER: &[(&str, &str)] = &[
    ("Press on a bar", "What it is, why and for how long"),
    ("Drag the lanes", "Move the playhead; where you look closer, the lanes"),
    ("Drag on the numbers", "Measure a time"),
    ("Ctrl and wheel, or pinch", "Look closer"),
    ("Shift and wheel", "Earlier and later"),
];

/// What a key does.
#[must_use]
pub fn command(name: &str) -> Option<Command> {
    let name = if name.len() == 1 { name.to_ascii_lowercase() } else { name.into() };
    KEYS.iter().find(|key| key.keys.contains(&name.as_str())).map(|key| key.command)
}

#[cfg(test)]
mod tests {
    use super::{Command, KEYS, command};

    #[test]
    fn every_key_does_one_thing() {
        let all: Vec<_> = KEYS.iter().flat_map(|key| key.keys).collect();
        for (at, key) in all.iter().enumerate() {
            assert!(!all[..at].contains(key), "{key}");
            assert_eq!(command(key), KEYS.iter().find(|it| it.keys.contains(key)).map(|it| it.command));
        }
        assert_eq!((command("R"), command("Tab"), command("")), (Some(Command::Run), None, None));
    }
}
