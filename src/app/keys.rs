//! The keyboard map. `static/view/help.js` says the same to readers.

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

/// All that is heard wherever the focus is: the keys' names as the browser gives them, and what they do. In the order of the help.
pub const KEYS: &[(&[&str], Command)] = &[
    (&["r"], Command::Run),
    (&[" ", "k"], Command::Play),
    (&[","], Command::Previous),
    (&["."], Command::Next),
    (&["s"], Command::Start),
    (&["e"], Command::End),
    (&["+", "="], Command::Closer),
    (&["-"], Command::Wider),
    (&["0"], Command::Fit),
    (&["<"], Command::Earlier),
    (&[">"], Command::Later),
    (&["g"], Command::Group),
    (&["m"], Command::Measure),
    (&["Escape"], Command::Nothing),
    (&["?"], Command::Help),
];

/// What a key does.
#[must_use]
pub fn command(name: &str) -> Option<Command> {
    let name = if name.len() == 1 { name.to_ascii_lowercase() } else { name.into() };
    KEYS.iter().find(|(keys, _)| keys.contains(&name.as_str())).map(|&(_, command)| command)
}

#[cfg(test)]
mod tests {
    use super::{Command, KEYS, command};

    #[test]
    fn every_key_does_one_thing() {
        let all: Vec<_> = KEYS.iter().flat_map(|&(keys, _)| keys).collect();
        for (at, key) in all.iter().enumerate() {
            assert!(!all[..at].contains(key), "{key}");
            assert_eq!(command(key), KEYS.iter().find(|(keys, _)| keys.contains(key)).map(|&(_, command)| command));
        }
        assert_eq!((command("R"), command("Tab"), command("")), (Some(Command::Run), None, None));
    }
}
