//! Coloured source.

use ruff_python_ast::token::{Token as SourceToken, TokenKind};
use ruff_python_parser::parse_unchecked;
use ruff_text_size::Ranged;

use super::diagnostics::{Source, normalise};
use super::library::has;
use super::limits;
use crate::program::highlight::{Line, Token};
use crate::program::library::MISSING_BUILTINS;

/// Cuts a source into coloured lines. Together, each followed by a line end, they are the source as
/// Python reads it: a byte order mark is gone and every kind of line end is one. What cannot be read is
/// plain; a source beyond the [`limits`] is plain as a whole.
#[must_use]
pub fn highlight(source: &str) -> Vec<Line> {
    let text = normalise(source);
    let mut lines = Lines { text: &text, at: 0, finished: Vec::new(), last: Line::default() };
    if limits::check(&Source::new(&text)).is_none() {
        let parsed = parse_unchecked(&text, super::parse_options());
        let mut previous = None;
        for token in parsed.tokens() {
            let written = text.get(token.range().to_std_range()).unwrap_or_default();
            lines.push(token.start().to_usize(), Token::Plain);
            lines.push(token.end().to_usize(), kind(token, written, previous));
            if !token.kind().is_any_newline() {
                previous = Some(token.kind());
            }
        }
    }
    lines.push(text.len(), Token::Plain);
    lines.finish()
}

fn kind(token: &SourceToken, written: &str, previous: Option<TokenKind>) -> Token {
    match token.kind() {
        TokenKind::Name => match previous {
            Some(TokenKind::Def | TokenKind::Class) => Token::Definition,
            Some(TokenKind::Dot) => Token::Plain,
            _ if MISSING_BUILTINS.contains(&written) || has("builtins", written) => Token::Builtin,
            _ => Token::Plain,
        },
        TokenKind::Int | TokenKind::Float | TokenKind::Complex => Token::Number,
        TokenKind::String
        | TokenKind::FStringStart
        | TokenKind::FStringMiddle
        | TokenKind::FStringEnd
        | TokenKind::TStringStart
        | TokenKind::TStringMiddle
        | TokenKind::TStringEnd => Token::Str,
        TokenKind::Comment => Token::Comment,
        // The parser has made names of the soft keywords that are none.
        kind if kind.is_keyword() => Token::Keyword,
        _ => Token::Plain,
    }
}

/// The lines written so far.
struct Lines<'a> {
    text: &'a str,
    /// Where what is not yet written begins, in bytes.
    at: usize,
    finished: Vec<Line>,
    last: Line,
}

impl Lines<'_> {
    /// Writes the text up to a place. Places that are behind are passed over.
    fn push(&mut self, end: usize, kind: Token) {
        let Some(part) = self.text.get(self.at..end) else { return };
        self.at = end;
        for (index, piece) in part.split('\n').enumerate() {
            if index > 0 {
                self.finished.push(std::mem::take(&mut self.last));
            }
            match self.last.0.last_mut() {
                _ if piece.is_empty() => {}
                Some((before, written)) if *before == kind => written.push_str(piece),
                _ => self.last.0.push((kind, piece.to_owned())),
            }
        }
    }

    fn finish(mut self) -> Vec<Line> {
        if !self.last.0.is_empty() {
            self.finished.push(self.last);
        }
        self.finished
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lines as text: `k` a keyword, `d` a definition, `b` a builtin, `s` a string, `n` a number, `c` a comment.
    fn check(source: &str, expected: &str) {
        let lines = highlight(source);
        let lines = lines.iter().map(|Line(pieces)| {
            let pieces = pieces.iter().map(|(kind, text)| match kind {
                Token::Plain => text.clone(),
                Token::Keyword => format!("k[{text}]"),
                Token::Definition => format!("d[{text}]"),
                Token::Builtin => format!("b[{text}]"),
                Token::Str => format!("s[{text}]"),
                Token::Number => format!("n[{text}]"),
                Token::Comment => format!("c[{text}]"),
            });
            pieces.collect::<String>()
        });
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), expected);
    }

    fn text(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.0.iter().map(|(_, text)| text.as_str()).collect()).collect()
    }

    #[test]
    fn colours_keywords_definitions_builtins_numbers_and_comments() {
        check(
            "def work(n):  # waits\n    return print(n, 1.5)",
            "k[def] d[work](n):  c[# waits]\n    k[return] b[print](n, n[1.5])",
        );
        check("class A:\n    x = None", "k[class] d[A]:\n    x = k[None]");
    }

    #[test]
    fn a_member_is_no_builtin() {
        check("a.print()", "a.print()");
    }

    #[test]
    fn fields_of_an_f_string_are_code() {
        check("f\"waiting {len(x):>{3}} s\"", "s[f\"waiting ]{b[len](x):s[>]{n[3]}}s[ s\"]");
    }

    #[test]
    fn soft_keywords_are_keywords_only_where_they_are() {
        check("match = type = case = 1", "match = b[type] = case = n[1]");
        check("match x:\n    case 1:\n        pass", "k[match] x:\n    k[case] n[1]:\n        k[pass]");
    }

    #[test]
    fn a_string_of_several_lines_is_cut_into_them() {
        check("x = '''a\n\nb'''\ny", "x = s['''a]\n\ns[b''']\ny");
    }

    #[test]
    fn shows_a_source_with_errors() {
        check("def (:\n  return 1 $", "k[def] (:\n  k[return] n[1] $");
        check("x = 'abc", "x = s['abc]");
    }

    #[test]
    fn a_source_beyond_the_limits_is_plain() {
        check(&"(".repeat(200), &"(".repeat(200));
    }

    proptest! {
        #[test]
        fn lines_together_are_the_source(source in super::super::tests::text()) {
            let lines = highlight(&source);
            let expected = normalise(&source);
            let expected = expected.strip_suffix('\n').unwrap_or(&expected);
            prop_assert_eq!(text(&lines).join("\n"), expected);
        }
    }
}
