//! How wide a text will be, about, and how to make it shorter. No fonts are known here: the widths are
//! those of a wide face (`DejaVu Sans`), so that what fits here fits with most others.

use alloc::string::String;

/// The size of a name, in CSS pixels.
pub(super) const NAME: f64 = 12.5;
/// The size of a detail, in CSS pixels.
pub(super) const DETAIL: f64 = 11.5;
/// The width of a character of the monospaced face that bars and ticks use, in CSS pixels (11.5 px).
pub(super) const MONO: f64 = 7.0;

/// The width of a proportional text, in CSS pixels.
pub(super) fn sans(text: &str, size: f64) -> f64 {
    text.chars().map(|char| em(char) * size).sum()
}

/// The width of a monospaced text, in CSS pixels.
pub(super) fn mono(text: &str) -> f64 {
    text.chars().map(cell).sum()
}

/// The text if it fits into `room`, otherwise as much of it as fits with an ellipsis; empty if that is
/// less than `least` characters.
pub(super) fn shorten_sans(text: &str, size: f64, room: f64, least: usize) -> String {
    shorten(text, room, least, |char| em(char) * size)
}

/// As [`shorten_sans`], monospaced.
pub(super) fn shorten_mono(text: &str, room: f64, least: usize) -> String {
    shorten(text, room, least, cell)
}

fn shorten(text: &str, room: f64, least: usize, width: impl Fn(char) -> f64) -> String {
    let ellipsis = width('…');
    let mut used = 0.0;
    // What is kept if it turns out not to fit.
    let mut kept = 0;
    for (at, char) in text.char_indices() {
        // A character is never parted from the marks on it, nor from what is joined to it.
        let joined = text.get(..at).is_some_and(|before| before.ends_with('\u{200d}'));
        if used + ellipsis <= room && width(char) > 0.0 && !joined {
            kept = at;
        }
        used += width(char);
        if used > room {
            let start = text.get(..kept).unwrap_or("").trim_end();
            if start.chars().count() < least {
                return String::new();
            }
            let mut short = String::from(start);
            short.push('…');
            return short;
        }
    }
    String::from(text)
}

/// The width of a character, in parts of the text's size.
fn em(char: char) -> f64 {
    match char {
        _ if bare(char) => 0.0,
        _ if wide(char) => 1.1,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.33,
        'f' | 't' | 'r' | ' ' | '-' | '(' | ')' | '[' | ']' | '/' => 0.41,
        '_' => 0.5,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1.0,
        'A'..='Z' => 0.7,
        _ => 0.63,
    }
}

fn cell(char: char) -> f64 {
    match char {
        _ if bare(char) => 0.0,
        _ if wide(char) => 2.0 * MONO,
        _ => MONO,
    }
}

/// Whether a character takes no room: marks on others, joiners, variation selectors, skin tones,
/// directions, control characters.
fn bare(char: char) -> bool {
    matches!(char,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Whether a character takes the room of two: the East Asian scripts and pictures (Unicode Standard
/// Annex 11, roughly).
fn wide(char: char) -> bool {
    matches!(char,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f000}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::{mono, sans, shorten_mono};

    #[test]
    fn what_fits_is_left_as_it_is() {
        assert_eq!(shorten_mono("sleep 3", 49.0, 4), "sleep 3");
        assert_eq!(shorten_mono("", 0.0, 4), "");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis_or_is_left_out() {
        assert_eq!(shorten_mono("await gather(…)", 49.0, 4), "await…");
        assert_eq!(shorten_mono("sleep 3", 35.0, 4), "slee…");
        assert_eq!(shorten_mono("sleep 3", 34.0, 4), "");
    }

    #[test]
    fn characters_are_not_parted_from_their_marks() {
        // An e with a combining accent; a family of three joined by joiners.
        assert_eq!(shorten_mono("e\u{301}e\u{301}e\u{301}", 15.0, 1), "e\u{301}…");
        assert_eq!(shorten_mono("👩\u{200d}👩\u{200d}👧ab", 30.0, 0), "…");
    }

    #[test]
    fn widths_are_about_those_of_a_wide_face() {
        // Measured in DejaVu Sans at 12.5 px: 149.
        assert!((149.0..165.0).contains(&sans("ThreadPoolExecutor-0_0", 12.5)));
        assert!((mono("名前") - 28.0).abs() < 0.01);
    }
}
