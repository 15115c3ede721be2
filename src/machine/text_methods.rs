//! Methods of strings.

use core::ops::Deref;
use std::rc::Rc;

use super::call::Answer;
use super::heap::Heap;
use super::iterate;
use super::native::{Arguments, Raise};
use super::operators;
use super::value::{ExceptionType, Value};

/// Calls a method of a string.
pub(crate) fn call(heap: &mut Heap, of: &Rc<str>, name: &str, arguments: &Arguments) -> Result<Answer, Raise> {
    let string = |heap: &Heap, value: Value| -> Result<Rc<str>, Raise> {
        heap.text(value).ok_or_else(|| {
            let class = heap.class_name(value);
            Raise::type_error(format!("{name}() argument must be str, not {class}"))
        })
    };
    let value = match name {
        "join" => {
            let [iterable] = arguments.bind(name, ["iterable"], 1)?;
            let Some(parts) = iterate::collect(heap, iterable)? else { return Ok(Answer::Collect(0)) };
            let mut texts = Vec::with_capacity(parts.len());
            for (at, &part) in parts.iter().enumerate() {
                texts.push(heap.text(part).ok_or_else(|| {
                    let class = heap.class_name(part);
                    Raise::type_error(format!("sequence item {at}: expected str instance, {class} found"))
                })?);
            }
            heap.grow(texts.iter().map(|text| text.len() + of.len()).sum())?;
            let joined = join(&texts, of);
            heap.string(joined)
        }
        "split" => {
            let [separator, most] = arguments.bind(name, ["sep", "maxsplit"], 0)?;
            let most = operators::int(most).and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX - 1);
            if matches!(separator, Value::Unbound | Value::None) {
                strings(heap, split_words(of, most))?
            } else {
                let separator = string(heap, separator)?;
                if separator.is_empty() {
                    return Err(Raise::value_error("empty separator"));
                }
                // One piece for each separator at most.
                heap.fits(of.len() / separator.len() * size_of::<&str>())?;
                strings(heap, pieces(of, &separator, most).into_iter())?
            }
        }
        "strip" | "lstrip" | "rstrip" => {
            let [chars] = arguments.bind(name, ["chars"], 0)?;
            let chars = if matches!(chars, Value::Unbound | Value::None) { None } else { Some(string(heap, chars)?) };
            let strips = |c: char| chars.as_ref().map_or(c.is_whitespace(), |chars| chars.chars().any(|other| other == c));
            let stripped = match name {
                "strip" => of.trim_matches(strips),
                "lstrip" => of.trim_start_matches(strips),
                _ => of.trim_end_matches(strips),
            };
            heap.str(stripped)
        }
        "upper" | "lower" => {
            arguments.bind(name, [], 0)?;
            if !of.is_ascii() {
                let text = heap.str(of.clone());
                let name = if name == "upper" { "str_upper" } else { "str_lower" };
                return Ok(Answer::Library(name, Arguments::positional(vec![text])));
            }
            heap.string(if name == "upper" { of.to_ascii_uppercase() } else { of.to_ascii_lowercase() })
        }
        "startswith" | "endswith" => {
            let [affix, ..] = arguments.bind(name, ["prefix", "start!", "end!"], 1)?;
            let affixes = heap.items(affix).map_or_else(|| vec![affix], |items| items.to_vec());
            let mut found = false;
            for affix in affixes {
                let affix = string(heap, affix)?;
                found |= if name == "startswith" { of.starts_with(&*affix) } else { of.ends_with(&*affix) };
            }
            Value::Bool(found)
        }
        "replace" => {
            let [old, new, count] = arguments.bind(name, ["old", "new", "count"], 2)?;
            let (old, new) = (string(heap, old)?, string(heap, new)?);
            let count = operators::int(count).and_then(|count| usize::try_from(count).ok()).unwrap_or(usize::MAX);
            heap.grow(of.len().saturating_mul(1 + new.len() / old.len().max(1)))?;
            let replaced = join(&pieces(of, &old, count), &new);
            heap.string(replaced)
        }
        name => {
            let message = format!("'str' object has no attribute '{name}'");
            return Err(Raise::new(ExceptionType::AttributeError, message));
        }
    };
    Ok(Answer::Value(value))
}

/// A list of strings.
fn strings<'a>(heap: &mut Heap, parts: impl Iterator<Item = &'a str>) -> Result<Value, Raise> {
    let mut values = Vec::new();
    for part in parts {
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

/// Texts with another between them.
pub(crate) fn join<T: Deref<Target = str>>(texts: &[T], between: &str) -> String {
    let mut out = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        out.push_str(text);
    }
    out
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

fn split_words(text: &str, most: usize) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    let mut count = 0;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (word, after) = match rest.split_once(char::is_whitespace) {
            Some(split) if count < most => split,
            _ => (rest, ""),
        };
        count += 1;
        rest = after.trim_start();
        Some(word)
    })
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
