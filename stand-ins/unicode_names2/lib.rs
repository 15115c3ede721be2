//! Stands in for the crate of this name, of which the parser uses one function. The names of all characters, which `"\N{BULLET}"` needs,
//! are more than half of the compiler worker: 350 KB (brotli) for what programs of this kind do not use. So there are none, and a text with
//! such a name in it is a syntax error.

/// The character of a name: there is none.
#[must_use]
pub fn character(_name: &str) -> Option<char> {
    None
}
