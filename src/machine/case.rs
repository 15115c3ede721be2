//! Upper and lower case of every character, from tables a fifth the size of the standard library's.

/// Characters in runs that differ from their counterparts by one number. For each run, as numbers of seven bits a byte
/// (the eighth says that more follow): how far its first character is from the end of the run before; twice the number
/// of steps to its last, and 1 more where a step is two characters; twice the difference, and 1 less where the
/// counterpart comes first.
#[rustfmt::skip]
const LOWER: &[u8] = &[
    192, 1, 44, 64, 2, 12, 64, 34, 47, 2, 4, 5, 2, 3, 15, 2, 3, 45, 2, 2, 0, 241, 1, 1, 5, 2, 4, 0, 164, 3, 1, 3, 2,
    2, 0, 156, 3, 1, 0, 2, 2, 2, 154, 3, 1, 0, 2, 3, 0, 158, 1, 1, 0, 148, 3, 1, 0, 150, 3, 1, 0, 2, 2, 0, 154, 3, 1,
    0, 158, 3, 2, 0, 166, 3, 1, 0, 162, 3, 1, 0, 2, 4, 0, 166, 3, 1, 0, 170, 3, 2, 0, 172, 3, 1, 5, 2, 2, 0, 180, 3,
    1, 0, 2, 2, 0, 180, 3, 3, 0, 2, 2, 0, 180, 3, 1, 0, 2, 2, 2, 178, 3, 1, 3, 2, 2, 0, 182, 3, 1, 0, 2, 4, 0, 2, 8,
    0, 4, 1, 0, 2, 2, 0, 4, 1, 0, 2, 2, 0, 4, 1, 17, 2, 3, 17, 2, 3, 0, 4, 1, 3, 2, 2, 0, 193, 1, 1, 0, 111, 1, 39,
    2, 2, 0, 131, 2, 2, 17, 2, 8, 0, 214, 168, 1, 1, 0, 2, 2, 0, 197, 2, 1, 0, 208, 168, 1, 3, 0, 2, 2, 0, 133, 3, 1,
    0, 138, 1, 1, 0, 142, 1, 1, 9, 2, 162, 2, 3, 2, 4, 0, 2, 9, 0, 232, 1, 7, 0, 76, 2, 4, 74, 2, 0, 128, 1, 2, 2,
    126, 2, 32, 64, 2, 16, 64, 36, 0, 16, 9, 23, 2, 6, 0, 119, 3, 0, 2, 2, 0, 13, 1, 0, 2, 3, 4, 131, 2, 1, 30, 160,
    1, 1, 62, 64, 49, 33, 2, 10, 53, 2, 2, 0, 30, 1, 13, 2, 3, 95, 2, 3, 74, 96, 202, 22, 74, 192, 113, 2, 0, 192,
    113, 6, 0, 192, 113, 211, 5, 158, 1, 160, 223, 4, 1, 10, 16, 148, 17, 0, 2, 7, 84, 255, 46, 3, 4, 255, 46, 193,
    2, 149, 1, 2, 10, 0, 253, 118, 2, 95, 2, 10, 14, 15, 9, 10, 15, 11, 14, 15, 9, 14, 15, 9, 10, 15, 12, 7, 15, 9,
    14, 15, 25, 14, 15, 9, 14, 15, 9, 14, 15, 9, 2, 15, 1, 2, 147, 1, 1, 0, 17, 12, 6, 171, 1, 1, 0, 17, 12, 2, 15,
    1, 2, 199, 1, 13, 2, 15, 1, 2, 223, 1, 1, 0, 13, 12, 2, 255, 1, 1, 2, 251, 1, 1, 0, 17, 170, 2, 0, 185, 117, 4,
    0, 253, 130, 1, 1, 0, 139, 129, 1, 7, 0, 56, 46, 30, 32, 20, 0, 2, 179, 6, 50, 52, 177, 14, 94, 96, 49, 0, 2, 2,
    0, 237, 167, 1, 1, 0, 203, 59, 1, 0, 205, 167, 1, 3, 5, 2, 2, 0, 183, 168, 1, 1, 0, 249, 167, 1, 1, 0, 189, 168,
    1, 1, 0, 187, 168, 1, 2, 0, 2, 3, 0, 2, 9, 2, 253, 168, 1, 1, 99, 2, 9, 3, 2, 5, 0, 2, 206, 242, 1, 45, 2, 20,
    27, 2, 136, 1, 13, 2, 4, 61, 2, 11, 3, 2, 2, 0, 135, 168, 4, 1, 9, 2, 5, 0, 2, 2, 0, 207, 148, 5, 3, 3, 2, 4, 19,
    2, 2, 0, 135, 149, 5, 1, 0, 157, 149, 5, 1, 0, 149, 149, 5, 1, 0, 129, 149, 5, 1, 0, 135, 149, 5, 2, 0, 163, 148,
    5, 1, 0, 211, 148, 5, 1, 0, 169, 148, 5, 1, 0, 192, 14, 1, 15, 2, 2, 0, 95, 1, 0, 133, 149, 5, 1, 0, 239, 168, 4,
    1, 3, 2, 2, 0, 205, 149, 5, 1, 15, 2, 2, 0, 129, 153, 5, 25, 0, 2, 172, 174, 1, 50, 64, 198, 9, 78, 80, 137, 1,
    70, 80, 157, 1, 20, 78, 2, 28, 78, 2, 12, 78, 2, 2, 78, 235, 13, 100, 128, 1, 158, 1, 42, 64, 187, 22, 62, 64,
    129, 171, 1, 62, 64, 65, 48, 54, 200, 244, 1, 66, 68,
];

#[rustfmt::skip]
const UPPER: &[u8] = &[
    181, 1, 0, 206, 11, 43, 44, 63, 2, 12, 63, 1, 0, 242, 1, 2, 47, 1, 2, 0, 207, 3, 2, 5, 1, 3, 15, 1, 3, 45, 1, 3,
    5, 1, 1, 0, 215, 4, 1, 0, 134, 3, 3, 3, 1, 3, 0, 1, 4, 0, 1, 6, 0, 1, 3, 0, 194, 1, 4, 0, 1, 1, 0, 198, 2, 1, 0,
    130, 153, 5, 3, 0, 132, 2, 3, 5, 1, 3, 0, 1, 5, 0, 1, 3, 0, 1, 4, 3, 1, 3, 0, 1, 4, 0, 1, 2, 0, 112, 6, 0, 1, 1,
    0, 3, 2, 0, 1, 1, 0, 3, 2, 0, 1, 1, 0, 3, 2, 15, 1, 1, 0, 157, 1, 2, 17, 1, 3, 0, 1, 1, 0, 3, 2, 0, 1, 4, 39, 1,
    4, 17, 1, 9, 0, 1, 3, 2, 254, 168, 1, 2, 0, 1, 5, 9, 1, 1, 0, 190, 168, 1, 1, 0, 184, 168, 1, 1, 0, 188, 168, 1,
    1, 0, 163, 3, 1, 0, 155, 3, 2, 2, 153, 3, 2, 0, 147, 3, 2, 0, 149, 3, 1, 0, 158, 149, 5, 4, 0, 153, 3, 1, 0, 150,
    149, 5, 2, 0, 157, 3, 1, 0, 206, 149, 5, 1, 0, 208, 148, 5, 1, 0, 136, 149, 5, 2, 0, 161, 3, 1, 0, 165, 3, 1, 0,
    136, 149, 5, 1, 0, 238, 167, 1, 1, 0, 130, 149, 5, 3, 0, 165, 3, 2, 0, 250, 167, 1, 1, 0, 169, 3, 3, 0, 171, 3,
    8, 0, 206, 167, 1, 3, 0, 179, 3, 2, 0, 134, 149, 5, 1, 0, 179, 3, 4, 0, 212, 148, 5, 1, 0, 179, 3, 1, 0, 137, 1,
    1, 2, 177, 3, 1, 0, 141, 1, 6, 0, 181, 3, 11, 0, 170, 148, 5, 1, 0, 164, 148, 5, 167, 1, 0, 168, 1, 44, 3, 1, 4,
    0, 1, 4, 4, 132, 2, 47, 0, 75, 1, 4, 73, 2, 32, 63, 1, 0, 61, 1, 16, 63, 1, 0, 127, 1, 2, 125, 2, 0, 123, 1, 0,
    113, 4, 0, 93, 1, 0, 107, 1, 0, 15, 2, 23, 1, 1, 0, 171, 1, 1, 0, 159, 1, 1, 0, 14, 1, 0, 231, 1, 2, 0, 191, 1,
    3, 0, 1, 3, 0, 1, 53, 62, 63, 1, 30, 159, 1, 2, 33, 1, 10, 53, 1, 3, 13, 1, 1, 0, 29, 2, 95, 1, 50, 74, 95, 202,
    22, 84, 128, 47, 3, 4, 128, 47, 249, 5, 10, 15, 131, 17, 0, 219, 97, 1, 0, 217, 97, 1, 0, 199, 97, 1, 2, 195, 97,
    1, 0, 197, 97, 1, 0, 183, 97, 1, 0, 201, 96, 1, 0, 132, 167, 4, 2, 0, 1, 239, 1, 0, 136, 168, 4, 4, 0, 204, 59,
    17, 0, 240, 168, 4, 115, 149, 1, 1, 6, 0, 117, 6, 95, 1, 1, 14, 16, 9, 10, 16, 11, 14, 16, 9, 14, 16, 9, 10, 16,
    12, 7, 16, 9, 14, 16, 9, 2, 148, 1, 1, 6, 172, 1, 1, 2, 200, 1, 1, 2, 128, 2, 1, 2, 224, 1, 1, 2, 252, 1, 51, 2,
    16, 13, 0, 201, 112, 18, 2, 16, 15, 2, 16, 4, 0, 14, 233, 2, 0, 55, 34, 30, 31, 5, 0, 1, 204, 6, 50, 51, 199, 14,
    94, 95, 2, 0, 1, 4, 0, 213, 168, 1, 1, 0, 207, 168, 1, 2, 5, 1, 7, 0, 1, 3, 0, 1, 11, 99, 1, 9, 3, 1, 5, 0, 1,
    13, 74, 191, 113, 2, 0, 191, 113, 6, 0, 191, 113, 148, 242, 1, 45, 1, 20, 27, 1, 136, 1, 13, 1, 4, 61, 1, 11, 3,
    1, 3, 9, 1, 5, 0, 1, 5, 3, 1, 1, 0, 96, 3, 19, 1, 12, 15, 1, 5, 3, 1, 3, 15, 1, 27, 0, 1, 221, 6, 0, 191, 14, 29,
    158, 1, 159, 223, 4, 130, 167, 1, 50, 63, 206, 9, 78, 79, 137, 1, 70, 79, 156, 1, 20, 77, 2, 28, 77, 2, 12, 77,
    2, 2, 77, 132, 14, 100, 127, 126, 42, 63, 187, 22, 62, 63, 129, 171, 1, 62, 63, 60, 48, 53, 207, 244, 1, 66, 67,
];

/// Characters whose upper case is several: each with those after it.
#[rustfmt::skip]
#[expect(clippy::unicode_not_nfc, reason = "these are the characters themselves, not text")]
const EXPANDING: &str = "\
    ßSS ŉʼN ǰJ\u{30c} ΐΙ\u{308}\u{301} ΰΥ\u{308}\u{301} ևԵՒ ẖH\u{331} ẗT\u{308} ẘW\u{30a} ẙY\u{30a} ẚAʾ ὐΥ\u{313} \
    ὒΥ\u{313}\u{300} ὔΥ\u{313}\u{301} ὖΥ\u{313}\u{342} ᾀἈΙ ᾁἉΙ ᾂἊΙ ᾃἋΙ ᾄἌΙ ᾅἍΙ ᾆἎΙ ᾇἏΙ ᾈἈΙ ᾉἉΙ ᾊἊΙ ᾋἋΙ ᾌἌΙ ᾍἍΙ ᾎἎΙ \
    ᾏἏΙ ᾐἨΙ ᾑἩΙ ᾒἪΙ ᾓἫΙ ᾔἬΙ ᾕἭΙ ᾖἮΙ ᾗἯΙ ᾘἨΙ ᾙἩΙ ᾚἪΙ ᾛἫΙ ᾜἬΙ ᾝἭΙ ᾞἮΙ ᾟἯΙ ᾠὨΙ ᾡὩΙ ᾢὪΙ ᾣὫΙ ᾤὬΙ ᾥὭΙ ᾦὮΙ ᾧὯΙ ᾨὨΙ ᾩὩΙ \
    ᾪὪΙ ᾫὫΙ ᾬὬΙ ᾭὭΙ ᾮὮΙ ᾯὯΙ ᾲᾺΙ ᾳΑΙ ᾴΆΙ ᾶΑ\u{342} ᾷΑ\u{342}Ι ᾼΑΙ ῂῊΙ ῃΗΙ ῄΉΙ ῆΗ\u{342} ῇΗ\u{342}Ι ῌΗΙ \
    ῒΙ\u{308}\u{300} ΐΙ\u{308}\u{301} ῖΙ\u{342} ῗΙ\u{308}\u{342} ῢΥ\u{308}\u{300} ΰΥ\u{308}\u{301} ῤΡ\u{313} \
    ῦΥ\u{342} ῧΥ\u{308}\u{342} ῲῺΙ ῳΩΙ ῴΏΙ ῶΩ\u{342} ῷΩ\u{342}Ι ῼΩΙ \u{fb00}FF \u{fb01}FI \u{fb02}FL \u{fb03}FFI \
    \u{fb04}FFL \u{fb05}ST \u{fb06}ST \u{fb13}ՄՆ \u{fb14}ՄԵ \u{fb15}ՄԻ \u{fb16}ՎՆ \u{fb17}ՄԽ";

fn number(table: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (&byte, rest) = table.split_first()?;
        *table = rest;
        number |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return Some(number);
        }
    }
}

/// The counterpart of a character that is not ASCII, where a table has one.
fn counterpart(mut table: &[u8], c: char) -> Option<char> {
    let c = u32::from(c);
    let mut end = 0;
    loop {
        let first = end + number(&mut table)?;
        let steps = number(&mut table)?;
        let difference = number(&mut table)?;
        let step = 1 + steps % 2;
        end = first + steps / 2 * step;
        if c <= end {
            let found = c >= first && (c - first).is_multiple_of(step);
            let half = difference.div_ceil(2);
            let other = if difference % 2 == 1 { c.wrapping_sub(half) } else { c.wrapping_add(half) };
            return found.then(|| char::from_u32(other))?;
        }
    }
}

fn expanded(c: char) -> Option<&'static str> {
    EXPANDING.split(' ').find_map(|entry| entry.strip_prefix(c))
}

/// Adds a character's upper case.
fn push_upper(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_uppercase());
    } else if let Some(several) = expanded(c) {
        out.push_str(several);
    } else {
        out.push(counterpart(UPPER, c).unwrap_or(c));
    }
}

/// Adds a character's lower case.
fn push_lower(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if c == 'İ' {
        out.push_str("i\u{307}");
    } else {
        out.push(counterpart(LOWER, c).unwrap_or(c));
    }
}

/// Whether a character has case: CPython's test for a letter inside a word.
fn is_cased(c: char) -> bool {
    c.is_ascii_alphabetic()
        || !c.is_ascii() && (counterpart(LOWER, c).or_else(|| counterpart(UPPER, c)).is_some() || expanded(c).is_some())
}

/// `str.upper()`.
pub(crate) fn upper(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_upper(c, &mut out));
    out
}

/// What of a text is put in upper case; the rest is put in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// Nothing: `str.lower()`.
    None,
    /// The first character: `str.capitalize()`.
    First,
    /// What begins a word: `str.title()`.
    Words,
}

/// A text in lower case but for its capitals.
pub(crate) fn lower(text: &str, capitals: Capitals) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut first = true;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let capital = match capitals {
            Capitals::None => false,
            Capitals::First => first,
            Capitals::Words => !inside,
        };
        if capital {
            push_upper(c, &mut out);
        } else if c == 'Σ' && inside && !rest.clone().next().is_some_and(is_cased) {
            // A sigma that ends a word has a form of its own.
            out.push('ς');
        } else {
            push_lower(c, &mut out);
        }
        inside = is_cased(c);
        first = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Capitals, lower, upper};

    /// All that have another case, their neighbours, where an error in a table would show, and some of the rest.
    #[test]
    fn characters_have_the_standard_librarys_cases() {
        let cased =
            |code: u32| char::from_u32(code).is_some_and(|c| !c.to_uppercase().eq([c]) || !c.to_lowercase().eq([c]));
        let near = |code: u32| (code.saturating_sub(2)..=code + 2).any(cased);
        let tried = (0..=0x0010_ffff).filter(|&code| code % 211 == 0 || near(code));
        for c in tried.filter_map(char::from_u32) {
            let text = c.to_string();
            assert_eq!(upper(&text), text.to_uppercase(), "{:x}", u32::from(c));
            assert_eq!(lower(&text, Capitals::None), text.to_lowercase(), "{:x}", u32::from(c));
        }
    }

    #[test]
    fn words_begin_with_capitals() {
        assert_eq!(lower("hello wORLD x1y é's", Capitals::Words), "Hello World X1Y É'S");
        assert_eq!(lower("hELLO wORLD", Capitals::First), "Hello world");
        assert_eq!(lower("", Capitals::Words), "");
        assert_eq!(lower("中a", Capitals::Words), "中A");
    }

    #[test]
    fn a_sigma_at_the_end_of_a_word_has_its_own_form() {
        assert_eq!(lower("ΟΔΥΣΣΕΥΣ ΟΔΟΣ Σ", Capitals::None), "οδυσσευς οδος σ");
    }
}
