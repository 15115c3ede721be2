//! Writing SVG: numbers without floating-point formatting, texts without harm.

use alloc::string::{String, ToString};

/// Writes a number of CSS pixels, to a tenth.
pub(super) fn number(out: &mut String, pixels: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and what is not a number becomes 0")]
    let tenths = (pixels * 10.0).round() as i64;
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    out.push_str(&(tenths / 10).to_string());
    if !tenths.is_multiple_of(10) {
        out.push('.');
        out.push_str(&(tenths % 10).to_string());
    }
}

/// Writes ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, pixels: f64) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    number(out, pixels);
    out.push('"');
}

/// Writes a text as XML's character data, fit for attributes too. Characters that XML 1.0 does not allow
/// are dropped; line ends and tabs become spaces.
pub(super) fn escaped(out: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, number};

    fn check(pixels: f64, expected: &str) {
        let mut out = String::new();
        number(&mut out, pixels);
        assert_eq!(out, expected);
    }

    #[test]
    fn numbers_have_a_tenth_at_most() {
        check(0.0, "0");
        check(12.0, "12");
        check(12.34, "12.3");
        check(12.96, "13");
        check(-0.5, "-0.5");
        check(-0.04, "0");
        check(f64::NAN, "0");
    }

    #[test]
    fn texts_cannot_leave_their_place() {
        let mut out = String::new();
        escaped(&mut out, "<b a=\"1\" c='2'>&\0\x1b[1m\n\u{202e}שלום🙂");
        assert_eq!(out, "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;[1m \u{202e}שלום🙂");
    }
}
