//! STAND-IN.

use alloc::string::{String, ToString};

/// STAND-IN.
///
/// # Errors
/// A syntax error.
pub fn check(source: &str) -> Result<(), String> {
    ruff_python_parser::parse_module(source).map(drop).map_err(|error| error.to_string())
}
