//! Methods of strings.

use std::rc::Rc;

use super::call::Answer;
use super::heap::{Heap, Object};
use super::iterate;
use super::methods::Method;
use super::native::{Arguments, Raise};
use super::operators;
use super::value::Value;

/// Calls a method of a string.
pub(super) fn call(
    heap: &mut Heap,
    of: &Rc<str>,
    (name, method): (&str, Method),
    [first, second, third]: [Value; 3],
) -> Result<Answer, Raise> {
    let string = |heap: &Heap, value: Value| -> Result<Rc<str>, Raise> {
        heap.text(value).ok_or_else(|| {
            let class = heap.class_name(value);
            Raise::type_error(format!("{name}() argument must be str, not {class}"))
        })
    };
    let value = match method {
        Method::Join => {
            let Some(parts) = iterate::collect(heap, first)? else { return Ok(Answer::Collect(0)) };
            let mut joined = String::new();
            for (at, &part) in parts.iter().enumerate() {
                let Some(Object::Str(text)) = heap.object(part) else {
                    let class = heap.class_name(part);
                    return Err(Raise::type_error(format!("sequence item {at}: expected str instance, {class} found")));
                };
                if at > 0 {
                    joined.push_str(of);
                }
                joined.push_str(text);
                heap.fits(joined.len())?;
            }
            heap.grow(joined.len())?;
            heap.string(joined)
        }
        Method::Split => {
            let most = operators::int(second).and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX - 1);
            if matches!(first, Value::Unbound | Value::None) {
                strings(heap, &split_words(of, most))?
            } else {
                let separator = string(heap, first)?;
                if separator.is_empty() {
                    return Err(Raise::value_error("empty separator"));
                }
                // One piece for each separator at most.
                heap.fits(of.len() / separator.len() * size_of::<&str>())?;
                strings(heap, &pieces(of, &separator, most))?
            }
        }
        Method::Strip | Method::LStrip | Method::RStrip => {
            let chars = if matches!(first, Value::Unbound | Value::None) { None } else { Some(string(heap, first)?) };
            let strips =
                |c: char| chars.as_ref().map_or(c.is_whitespace(), |chars| chars.chars().any(|other| other == c));
            heap.str(strip(of, (method != Method::RStrip, method != Method::LStrip), &strips))
        }
        Method::Upper | Method::Lower => {
            if !of.is_ascii() {
                let text = heap.str(of.clone());
                let name = if method == Method::Upper { "str_upper" } else { "str_lower" };
                return Ok(Answer::Library(name, Arguments::positional(vec![text])));
            }
            heap.string(if method == Method::Upper { of.to_ascii_uppercase() } else { of.to_ascii_lowercase() })
        }
        Method::StartsWith | Method::EndsWith => {
            let mut found = false;
            for affix in heap.each(first) {
                let affix = string(heap, affix)?;
                found |= if method == Method::StartsWith { of.starts_with(&*affix) } else { of.ends_with(&*affix) };
            }
            Value::Bool(found)
        }
        _ => {
            let (old, new) = (string(heap, first)?, string(heap, second)?);
            let count = operators::int(third).and_then(|count| usize::try_from(count).ok()).unwrap_or(usize::MAX);
            heap.grow(of.len().saturating_mul(1 + new.len() / old.len().max(1)))?;
            let mut replaced = String::new();
            for (at, piece) in pieces(of, &old, count).into_iter().enumerate() {
                if at > 0 {
                    replaced.push_str(&new);
                }
                replaced.push_str(piece);
            }
            heap.string(replaced)
        }
    };
    Ok(Answer::Value(value))
}

/// A list of strings.
fn strings(heap: &mut Heap, parts: &[&str]) -> Result<Value, Raise> {
    let mut values = Vec::new();
    for &part in parts {
        heap.fits(values.len() * size_of::<Value>())?;
        values.push(heap.str(part));
    }
    Ok(heap.list(values))
}

/// Where a text first has a part, in bytes. The standard library's search is fast for long texts, and large.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())
}

/// A text without certain characters at its beginning and at its end.
pub(crate) fn strip<'a>(text: &'a str, (left, right): (bool, bool), strips: &dyn Fn(char) -> bool) -> &'a str {
    let mut rest = text;
    while left && let Some(c) = rest.chars().next().filter(|&c| strips(c)) {
        rest = parted(rest, c.len_utf8()).1;
    }
    while right && let Some(c) = rest.chars().next_back().filter(|&c| strips(c)) {
        rest = parted(rest, rest.len() - c.len_utf8()).0;
    }
    rest
}

/// The first characters of a text.
pub(crate) fn head(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    parted(text, end.map_or(text.len(), |(at, _)| at)).0
}

/// A text before a place, and from there on.
pub(crate) fn parted(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// The pieces of a text between at most so many separators. Empty ones are before, between and after its characters.
fn pieces<'a>(text: &'a str, separator: &str, most: usize) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut rest = text;
    while found.len() < most {
        let at = match separator {
            // The first character comes after an empty piece.
            "" if found.is_empty() => 0,
            "" => match rest.chars().next() {
                Some(c) => c.len_utf8(),
                None => break,
            },
            separator => match find(rest, separator) {
                Some(at) => at,
                None => break,
            },
        };
        let (piece, after) = parted(rest, at);
        found.push(piece);
        rest = parted(after, separator.len()).1;
    }
    found.push(rest);
    found
}

fn split_words(text: &str, most: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = strip(text, (true, false), &char::is_whitespace);
    while !rest.is_empty() {
        let end = rest.char_indices().find(|(_, c)| words.len() < most && c.is_whitespace());
        let (word, after) = parted(rest, end.map_or(rest.len(), |(at, _)| at));
        rest = strip(after, (true, false), &char::is_whitespace);
        words.push(word);
    }
    words
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::{find, pieces};

    proptest! {
        #[test]
        fn pieces_are_the_standard_librarys(
            text in "[abé]{0,12}", separator in "[abé]{1,3}", new in "[xy]{0,2}", most in 0..5_usize
        ) {
            prop_assert_eq!(find(&text, &separator), text.find(&separator));
            let expected: Vec<_> = text.splitn(most + 1, &separator).collect();
            prop_assert_eq!(pieces(&text, &separator, most), expected);
            prop_assert_eq!(pieces(&text, &separator, usize::MAX).join(&new), text.replace(&separator, &new));
            prop_assert_eq!(pieces(&text, "", most).join(&new), text.replacen("", &new, most));
        }
    }
}
