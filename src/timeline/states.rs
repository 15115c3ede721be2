//! How each state looks and what it is called: the one table that the chart, the legend, the
//! thumbnails, the posters and the exports share.

use alloc::string::String;

use crate::trace::State;

/// How a state looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The state.
    pub state: State,
    /// Its CSS class; `--name` is the variable that holds its colour, `--name-bg` that of its ground.
    pub name: &'static str,
    /// What tells it from the others without colour.
    pub pattern: Pattern,
    /// In words, for the legend.
    pub words: &'static str,
    /// As a letter, where a timeline is drawn as text.
    pub letter: char,
    /// Its colours on light paper.
    pub light: Colours,
    /// Its colours on dark paper.
    pub dark: Colours,
}

/// What fills a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The colour alone.
    Solid,
    /// Diagonal stripes: a blocked thread.
    Hatch,
    /// Dots: a free thread.
    Dots,
    /// Horizontal lines.
    Rows,
    /// Vertical lines.
    Columns,
    /// Diagonal lines both ways.
    Cross,
    /// A dashed outline and nothing in it.
    Outline,
    /// No bar but a thin line.
    Line,
}

/// The colours of a state, as CSS writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Of the outline and of the pattern's strokes.
    pub stroke: &'static str,
    /// Of the ground under the pattern.
    pub ground: &'static str,
}

/// The colours of everything else, as CSS writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The chart's ground, and the halo of texts.
    pub card: &'static str,
    /// Text.
    pub ink: &'static str,
    /// Quieter text.
    pub ink_2: &'static str,
    /// The quietest text.
    pub ink_3: &'static str,
    /// Lines.
    pub line: &'static str,
    /// Quieter lines.
    pub line_2: &'static str,
    /// The one accent.
    pub accent: &'static str,
    /// Text on the accent.
    pub accent_ink: &'static str,
}

/// Light paper.
pub const LIGHT: Paper = Paper {
    card: "#ffffff",
    ink: "#1d2430",
    ink_2: "#556070",
    ink_3: "#677282",
    line: "#e4e1da",
    line_2: "#f0eee8",
    accent: "#2456c7",
    accent_ink: "#ffffff",
};

/// Dark paper.
pub const DARK: Paper = Paper {
    card: "#191d25",
    ink: "#e8eaee",
    ink_2: "#a8b0bd",
    ink_3: "#8f98a6",
    line: "#2b313c",
    line_2: "#222731",
    accent: "#7ba4ff",
    accent_ink: "#0d1424",
};

/// Every state, in the order of the legend.
pub const LEGEND: [State; 8] = [
    State::Running,
    State::Sleeping,
    State::Awaiting,
    State::Waiting,
    State::Starting,
    State::Gil,
    State::Queued,
    State::Idle,
];

/// How a state looks.
#[must_use]
pub const fn look(state: State) -> Look {
    match state {
        State::Starting => Look {
            state,
            name: "start",
            pattern: Pattern::Columns,
            words: "starting",
            letter: 'u',
            light: Colours { stroke: "#8a5bc4", ground: "#e9ddf7" },
            dark: Colours { stroke: "#b793ea", ground: "#36264d" },
        },
        State::Queued => Look {
            state,
            name: "queue",
            pattern: Pattern::Outline,
            words: "queued",
            letter: 'q',
            light: Colours { stroke: "#8a93a1", ground: "none" },
            dark: Colours { stroke: "#8a93a1", ground: "none" },
        },
        State::Running => Look {
            state,
            name: "run",
            pattern: Pattern::Solid,
            words: "running",
            letter: 'r',
            light: Colours { stroke: "#0b7a5b", ground: "#0b7a5b" },
            dark: Colours { stroke: "#3ecb9c", ground: "#3ecb9c" },
        },
        State::Sleeping => Look {
            state,
            name: "sleep",
            pattern: Pattern::Hatch,
            words: "sleeping, thread blocked",
            letter: 's',
            light: Colours { stroke: "#d9780a", ground: "#fbe3c4" },
            dark: Colours { stroke: "#f3a548", ground: "#4a3414" },
        },
        State::Awaiting => Look {
            state,
            name: "await",
            pattern: Pattern::Dots,
            words: "awaiting, thread free",
            letter: 'a',
            light: Colours { stroke: "#3d8fd6", ground: "#d9ebfa" },
            dark: Colours { stroke: "#6db8f7", ground: "#173550" },
        },
        State::Waiting => Look {
            state,
            name: "wait",
            pattern: Pattern::Rows,
            words: "waiting for others, thread blocked",
            letter: 'w',
            light: Colours { stroke: "#8a93a1", ground: "#eceef1" },
            dark: Colours { stroke: "#8a93a1", ground: "#2a303a" },
        },
        State::Gil => Look {
            state,
            name: "gil",
            pattern: Pattern::Cross,
            words: "ready, another thread holds the GIL",
            letter: 'g',
            light: Colours { stroke: "#c8472b", ground: "#f9ddd5" },
            dark: Colours { stroke: "#f0775c", ground: "#4d241b" },
        },
        State::Idle => Look {
            state,
            name: "idle",
            pattern: Pattern::Line,
            words: "idle",
            letter: 'i',
            light: Colours { stroke: "#d3d0c8", ground: "none" },
            dark: Colours { stroke: "#3a414d", ground: "none" },
        },
    }
}

/// The states' colours as CSS variables, `--sleep:#d9780a;--sleep-bg:#fbe3c4;` and so on, for a style
/// sheet that wants them.
#[must_use]
pub fn css_variables(dark: bool) -> String {
    let mut css = String::new();
    for state in LEGEND {
        let look = look(state);
        let colours = look.colours(dark);
        for part in ["--", look.name, ":", colours.stroke, ";--", look.name, "-bg:", colours.ground, ";"] {
            css.push_str(part);
        }
    }
    css
}

impl Look {
    /// Its colours on the one or the other paper.
    #[must_use]
    pub const fn colours(&self, dark: bool) -> Colours {
        if dark { self.dark } else { self.light }
    }
}

#[cfg(test)]
mod tests {
    use super::{LEGEND, css_variables, look};

    #[test]
    fn no_two_states_share_a_name_a_letter_or_a_pattern() {
        for (index, &one) in LEGEND.iter().enumerate() {
            assert_eq!(look(one).state, one);
            for &other in LEGEND.iter().skip(index + 1) {
                let (one, other) = (look(one), look(other));
                assert_ne!(one.name, other.name);
                assert_ne!(one.letter, other.letter);
                assert_ne!(one.pattern, other.pattern);
            }
        }
    }

    #[test]
    fn colours_can_be_read_as_css_variables() {
        assert!(css_variables(false).contains("--sleep:#d9780a;--sleep-bg:#fbe3c4;"));
        assert!(css_variables(true).contains("--sleep:#f3a548;--sleep-bg:#4a3414;"));
    }
}
