//! Coloured source: what the code panel shows, made where the parser is.

use alloc::string::String;
use alloc::vec::Vec;

use super::encoded::{Reader, Wire, choices, fields};

/// One line of source, cut into pieces; together they are the line, without its line end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<(Token, String)>);

/// What a piece of source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Names, operators, white space: shown plain.
    Plain,
    /// `def`, `for`, `await`, `None`.
    Keyword,
    /// The name of a function or class where it is defined.
    Definition,
    /// A name of the builtins: `print`, `range`.
    Builtin,
    /// A string, or the text of an f-string.
    Str,
    /// A number.
    Number,
    /// A comment.
    Comment,
}

impl Token {
    /// The name of its class in the style sheet and in pictures; empty for what is shown plain.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Keyword => "k",
            Self::Definition => "f",
            Self::Builtin => "b",
            Self::Str => "s",
            Self::Number => "d",
            Self::Comment => "c",
        }
    }
}

fields! {
    Line { 0 }
}

choices! {
    Token: Plain, Keyword, Definition, Builtin, Str, Number, Comment;
}
