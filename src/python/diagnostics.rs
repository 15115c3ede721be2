//! What the compiler has to say against a program, and where.

use core::fmt;
use std::borrow::Cow;

use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType, ParseErrorType};
use ruff_text_size::TextRange;

use crate::program::Location;

/// One thing that is wrong with a program, or that is not supported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
    /// Line and column of the first character that no longer belongs to it.
    pub end: (u32, u32),
    /// What is wrong.
    pub message: String,
    /// What is supported instead, or what to do, where there is something to say.
    pub hint: Option<String>,
}

/// `LINE:COLUMN: message; hint`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// A source's text as Python reads it: without a byte order mark, every line ended by `\n`.
pub(super) fn normalise(source: &str) -> Cow<'_, str> {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// A source, and where its lines begin.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    /// Where each line begins, in bytes.
    lines: Vec<u32>,
    /// Where each character of more than one byte begins, and how many bytes too many there are up to
    /// and with it.
    wide: Vec<(u32, u32)>,
}

impl<'a> Source<'a> {
    /// Reads the lines of a [normalised](normalise) text of less than 4 GiB.
    pub(super) fn new(text: &'a str) -> Self {
        let mut lines = vec![0];
        let mut wide = Vec::new();
        let mut extra = 0;
        for (at, character) in text.char_indices() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            if character == '\n' {
                lines.push(at.saturating_add(1));
            } else if !character.is_ascii() {
                extra += u32::try_from(character.len_utf8()).unwrap_or(1) - 1;
                wide.push((at, extra));
            }
        }
        Self { text, lines, wide }
    }

    /// The place of a byte of the text.
    pub(super) fn location(&self, offset: u32) -> Location {
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|i| self.lines.get(i)).copied().unwrap_or(0);
        let bytes = offset.saturating_sub(start);
        let extra = self.extra(offset).saturating_sub(self.extra(start));
        Location {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: bytes.saturating_sub(extra).saturating_add(1),
        }
    }

    fn extra(&self, offset: u32) -> u32 {
        let before = self.wide.partition_point(|&(at, _)| at < offset);
        before.checked_sub(1).and_then(|i| self.wide.get(i)).map_or(0, |&(_, extra)| extra)
    }

    /// A diagnostic about a part of the text.
    pub(super) fn diagnostic(&self, range: TextRange, message: impl Into<String>, hint: Option<&str>) -> Diagnostic {
        let start = self.location(range.start().to_u32());
        let end = self.location(range.end().to_u32());
        Diagnostic {
            line: start.line,
            column: start.column,
            end: (end.line, end.column),
            message: message.into(),
            hint: hint.map(str::to_owned),
        }
    }
}

/// A syntax error in plain words.
pub(super) fn syntax_error(error: &ParseErrorType) -> String {
    let words = match error {
        ParseErrorType::Lexical(LexicalErrorType::UnclosedStringError) => "the string is not closed",
        ParseErrorType::Lexical(LexicalErrorType::UnrecognizedToken { tok }) => {
            return syntax_message(&format!("the character {tok:?} has no meaning here"));
        }
        ParseErrorType::Lexical(LexicalErrorType::IndentationError) => "the indentation fits no line above it",
        ParseErrorType::Lexical(LexicalErrorType::UnicodeError) => "the escape sequence in the string is not valid",
        ParseErrorType::Lexical(LexicalErrorType::LineContinuationError) => {
            "nothing may follow a backslash that continues the line"
        }
        ParseErrorType::Lexical(LexicalErrorType::Eof) => "the file ends too early",
        ParseErrorType::FStringError(InterpolatedStringErrorType::UnterminatedString)
        | ParseErrorType::Lexical(LexicalErrorType::FStringError(InterpolatedStringErrorType::UnterminatedString)) => {
            "the f-string is not closed"
        }
        ParseErrorType::UnexpectedIndentation => "the line is indented too far",
        other => return syntax_message(&other.to_string()),
    };
    syntax_message(words)
}

/// A message of the parser as ours are written.
pub(super) fn syntax_message(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().into_iter().flat_map(char::to_lowercase);
    format!("syntax error: {}", first.chain(rest).collect::<String>())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use ruff_text_size::TextSize;

    use super::*;

    fn check(text: &str, part: &str, expected: &str) {
        let source = Source::new(text);
        let start = TextSize::try_from(text.find(part).unwrap()).unwrap();
        let range = TextRange::at(start, TextSize::of(part));
        let found = source.diagnostic(range, "x", None);
        assert_eq!(format!("{found} to {}:{}", found.end.0, found.end.1), expected);
    }

    #[test]
    fn counts_lines_and_columns_from_one() {
        check("a = b", "a", "1:1: x to 1:2");
        check("a\nbc", "c", "2:2: x to 2:3");
        check("a\nb\n", "b\n", "2:1: x to 3:1");
    }

    #[test]
    fn counts_columns_in_characters() {
        check("'ä€😀' + b", "b", "1:9: x to 1:10");
        check("'ä'\n'€' + b", "b", "2:7: x to 2:8");
    }

    #[test]
    fn adds_the_hint_behind_the_message() {
        let source = Source::new("a");
        let range = TextRange::up_to(TextSize::new(1));
        assert_eq!(source.diagnostic(range, "no", Some("do this")).to_string(), "1:1: no; do this");
    }

    #[test]
    fn reads_every_kind_of_line_end_as_one() {
        assert_eq!(normalise("\u{feff}a\r\nb\rc\n"), "a\nb\nc\n");
    }
}
