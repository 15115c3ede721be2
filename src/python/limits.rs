//! What a source may at most be, so that no input can exhaust the stack or the memory.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

use super::diagnostics::{Diagnostic, Source};

/// How large a source may be, in bytes.
pub const MAX_SOURCE: usize = 256 << 10;
/// How many brackets and indented blocks may be open at once.
pub const MAX_NESTING: u32 = 100;
/// How many operators, calls and brackets may lie within each other in one statement, blocks around it
/// included.
pub const MAX_DEPTH: u32 = 200;
/// How many items one `with` statement may have.
pub const MAX_MANAGERS: usize = 20;
/// How many items a display, a call or a parameter list may have.
pub const MAX_ITEMS: usize = 65_535;
/// How many statements and expressions may be lowered, counting those of a `finally` block once for each way
/// out of it.
pub const MAX_STEPS: u32 = 1_000_000;

/// Looks whether a source is small and flat enough to be parsed.
pub(super) fn check(source: &Source<'_>) -> Option<Diagnostic> {
    let text = source.text;
    let at = |line: u32, message: String, hint: &str| Diagnostic {
        line,
        column: 1,
        end: (line, 1),
        message,
        hint: Some(hint.into()),
    };
    if text.len() > MAX_SOURCE {
        let message = format!("the program has {} bytes, more than {MAX_SOURCE}", text.len());
        return Some(at(1, message, "make it shorter"));
    }
    let message = excess(text)?;
    // The lexer does not tell where it is; the shortest part of the text that is too deep does.
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    let fine = ends.partition_point(|&end| text.get(..end).is_some_and(|part| excess(part).is_none()));
    let line = u32::try_from(fine + 1).unwrap_or(u32::MAX);
    Some(at(line, message, "take parts of it out into variables or functions"))
}

/// Says which limit a text exceeds. The syntax tree of a text that exceeds none is at most as deep as the
/// limits say, up to a small factor.
fn excess(text: &str) -> Option<String> {
    let mut lexer = lexer::lex(text, Mode::Module);
    let mut blocks = 0_u32;
    // For each open bracket and the statement around them: operators since the last comma, and lambdas
    // since the beginning (a comma does not end a lambda).
    let mut levels = vec![Level::default()];
    loop {
        let kind = lexer.next_token();
        match kind {
            TokenKind::EndOfFile => return None,
            TokenKind::Indent => blocks += 1,
            TokenKind::Dedent => blocks = blocks.saturating_sub(1),
            TokenKind::Newline => levels = vec![Level::default()],
            TokenKind::Lpar
            | TokenKind::Lsqb
            | TokenKind::Lbrace
            | TokenKind::FStringStart
            | TokenKind::TStringStart => {
                // A bracket after an operand is a call or an item: it makes the operand deeper, too.
                if let Some(level) = levels.last_mut() {
                    level.operators += 1;
                }
                levels.push(Level::default());
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::FStringEnd | TokenKind::TStringEnd => {
                levels.truncate(levels.len().saturating_sub(1).max(1));
            }
            TokenKind::Comma => {
                if let Some(level) = levels.last_mut() {
                    level.operators = 0;
                }
            }
            TokenKind::Semi => {
                if let Some(level) = levels.last_mut() {
                    *level = Level::default();
                }
            }
            TokenKind::Lambda => {
                if let Some(level) = levels.last_mut() {
                    level.lambdas += 1;
                }
            }
            kind if deepens(kind) => {
                if let Some(level) = levels.last_mut() {
                    level.operators += 1;
                }
            }
            _ => {}
        }
        let brackets = u32::try_from(levels.len() - 1).unwrap_or(u32::MAX);
        if blocks.saturating_add(brackets) > MAX_NESTING {
            return Some(format!("blocks and brackets are nested more than {MAX_NESTING} levels deep"));
        }
        let depth = levels.iter().fold(blocks, |sum, level| sum + level.operators + level.lambdas);
        if depth > MAX_DEPTH {
            return Some(format!("operators, calls and brackets are nested more than {MAX_DEPTH} levels deep"));
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Level {
    operators: u32,
    lambdas: u32,
}

/// Whether a token makes the expression that it is part of deeper.
fn deepens(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Not
        | TokenKind::Await
        | TokenKind::If
        | TokenKind::Else
        | TokenKind::For
        | TokenKind::Yield
        | TokenKind::Dot
        | TokenKind::ColonEqual
        | TokenKind::Star
        | TokenKind::DoubleStar => true,
        // Chains of these are one flat node each, or none.
        TokenKind::And | TokenKind::Or | TokenKind::Equal | TokenKind::Colon | TokenKind::Is | TokenKind::In => false,
        kind => kind.is_operator(),
    }
}
