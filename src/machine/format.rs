//! Formatting: format specifications and the `%` operator.

use std::rc::Rc;

use super::classes::defines;
use super::decimal::Decimal;
use super::heap::{Heap, Object};
use super::native::Raise;
use super::value::{Type, Value};
use super::{Machine, dict, operators, text, text_methods};

/// The widest field and the most decimals that are formatted.
const WIDEST: usize = 100_000;

/// A format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spec {
    fill: char,
    align: Option<char>,
    sign: char,
    alternate: bool,
    zero: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

/// Reads a specification.
struct Cursor<'a>(core::str::Chars<'a>);

impl Cursor<'_> {
    /// The next character, where it is one of these.
    fn next_if(&mut self, any: &str) -> Option<char> {
        let mut ahead = self.0.clone();
        let found = ahead.next().filter(|&c| any.bytes().any(|other| char::from(other) == c))?;
        self.0 = ahead;
        Some(found)
    }
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            fill: ' ',
            align: None,
            sign: '-',
            alternate: false,
            zero: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: None,
        }
    }
}

fn parse(spec: &str) -> Result<Spec, Raise> {
    let mut chars = Cursor(spec.chars());
    let mut parsed = Spec::default();
    let aligns = |c: Option<char>| c.is_some_and(|c| matches!(c, '<' | '>' | '=' | '^'));
    let mut ahead = spec.chars();
    let first = ahead.next();
    if aligns(ahead.next()) {
        parsed.fill = first.unwrap_or(' ');
        chars.0.next();
        parsed.align = chars.0.next();
    } else if aligns(first) {
        parsed.align = chars.0.next();
    }
    if let Some(sign) = chars.next_if("+- ") {
        parsed.sign = sign;
    }
    parsed.alternate = chars.next_if("#").is_some();
    if chars.next_if("0").is_some() {
        parsed.zero = true;
    }
    parsed.width = digits(&mut chars)?.unwrap_or(0);
    parsed.grouping = chars.next_if(",_");
    if chars.next_if(".").is_some() {
        parsed.precision =
            Some(digits(&mut chars)?.ok_or_else(|| Raise::value_error("Format specifier missing precision"))?);
    }
    parsed.kind = chars.0.next();
    if chars.0.next().is_some() {
        return Err(Raise::value_error("Invalid format specifier"));
    }
    Ok(parsed)
}

fn digits(chars: &mut Cursor<'_>) -> Result<Option<usize>, Raise> {
    let mut number = None;
    while let Some(digit) = chars.next_if("0123456789").and_then(|c| c.to_digit(10)) {
        let next = number.unwrap_or(0_usize) * 10 + digit as usize;
        if next > WIDEST {
            return Err(Raise::value_error("Too many decimal digits in format string"));
        }
        number = Some(next);
    }
    Ok(number)
}

/// What `format(value, spec)` says.
///
/// # Errors
/// `ValueError` and `TypeError` as CPython raises them.
pub(crate) fn format(machine: &Machine, heap: &Heap, value: Value, spec: &str) -> Result<String, Raise> {
    if heap.defines(value, defines::TEXT) {
        let text = heap.ask("_format", Some(spec), &[value])?;
        return Ok(heap.text(text).map(|text| text.to_string()).unwrap_or_default());
    }
    if spec.is_empty() {
        return text::str(machine, heap, value);
    }
    let class = heap.type_of(value);
    let parsed = parse(spec)?;
    match class {
        Type::Int | Type::Bool
            if class == Type::Int
                || parsed.kind.is_some()
                || spec.as_bytes().first().is_some_and(u8::is_ascii_digit) =>
        {
            let int = operators::int(value).unwrap_or(0);
            match parsed.kind {
                #[expect(clippy::cast_precision_loss, reason = "as CPython converts")]
                Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => decimal(int as f64, &parsed),
                kind => integer(int, &parsed, kind.unwrap_or('d')),
            }
        }
        Type::Float => match value {
            Value::Float(float) => decimal(float, &parsed),
            _ => Ok(String::new()),
        },
        Type::Str | Type::Bool => {
            if let Some(kind) = parsed.kind.filter(|&kind| kind != 's') {
                let name = class.name();
                let message = format!("Unknown format code '{kind}' for object of type '{name}'");
                return Err(Raise::value_error(message));
            }
            if parsed.sign != '-' {
                return Err(Raise::value_error("Sign not allowed in string format specifier"));
            }
            if parsed.align == Some('=') {
                return Err(Raise::value_error("'=' alignment not allowed in string format specifier"));
            }
            let mut string = text::str(machine, heap, value)?;
            if let Some(precision) = parsed.precision {
                string = text_methods::head(&string, precision).to_owned();
            }
            let fill = if parsed.zero && parsed.align.is_none() { '0' } else { parsed.fill };
            let align = parsed.align.unwrap_or('<');
            Ok(pad(&string, "", &Spec { fill, ..parsed }, align))
        }
        class => {
            let name = heap.name_of(class);
            Err(Raise::type_error(format!("unsupported format string passed to {name}.__format__")))
        }
    }
}

fn sign_of(negative: bool, sign: char) -> &'static str {
    match (negative, sign) {
        (true, _) => "-",
        (false, '+') => "+",
        (false, ' ') => " ",
        (false, _) => "",
    }
}

/// Pads a number or text to its width. The sign stays in front where zeros fill.
fn pad(body: &str, sign: &str, spec: &Spec, default: char) -> String {
    let missing = spec.width.saturating_sub(body.chars().count() + sign.len());
    let (fill, align) = match (spec.align, spec.zero) {
        (Some(align), _) => (if spec.zero && spec.fill == ' ' { '0' } else { spec.fill }, align),
        (None, true) if default == '>' => ('0', '='),
        (None, _) => (spec.fill, default),
    };
    let (left, inside, right) = match align {
        '<' => (0, 0, missing),
        '^' => (missing / 2, 0, missing - missing / 2),
        '=' => (0, missing, 0),
        _ => (missing, 0, 0),
    };
    let mut out = String::new();
    for (count, text) in [(left, sign), (inside, body), (right, "")] {
        for _ in 0..count {
            out.push(fill);
        }
        out.push_str(text);
    }
    out
}

fn group(digits: &str, mark: char, every: usize) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(every) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// A number's digits in a base of 16 at most.
pub(crate) fn in_base(mut number: u64, base: u64) -> String {
    let mut digits: Vec<u8> = Vec::new();
    loop {
        digits.extend(number.checked_rem(base).and_then(|digit| b"0123456789abcdef".get(usize::try_from(digit).ok()?)));
        number = number.checked_div(base).unwrap_or(0);
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().map(|&digit| char::from(digit)).collect()
}

fn integer(int: i64, spec: &Spec, kind: char) -> Result<String, Raise> {
    if spec.precision.is_some() {
        return Err(Raise::value_error("Precision not allowed in integer format specifier"));
    }
    let magnitude = int.unsigned_abs();
    let (prefix, digits) = match kind {
        'd' | 'n' => ("", magnitude.to_string()),
        'x' => ("0x", in_base(magnitude, 16)),
        'X' => ("0X", in_base(magnitude, 16).to_ascii_uppercase()),
        'o' => ("0o", in_base(magnitude, 8)),
        'b' => ("0b", in_base(magnitude, 2)),
        'c' => {
            let c = u32::try_from(int).ok().and_then(char::from_u32);
            let c = c.ok_or_else(|| {
                Raise::new(super::value::ExceptionType::OverflowError, "%c arg not in range(0x110000)")
            })?;
            return Ok(pad(&c.to_string(), "", spec, '<'));
        }
        kind => {
            return Err(Raise::value_error(format!("Unknown format code '{kind}' for object of type 'int'")));
        }
    };
    let digits = match spec.grouping {
        Some(mark) => group(&digits, mark, if kind == 'd' { 3 } else { 4 }),
        None => digits,
    };
    let sign = sign_of(int < 0, spec.sign).to_owned() + if spec.alternate { prefix } else { "" };
    Ok(pad(&digits, &sign, spec, '>'))
}

fn decimal(value: f64, spec: &Spec) -> Result<String, Raise> {
    let negative = value.is_sign_negative() && !value.is_nan();
    let percent = spec.kind == Some('%');
    let magnitude = if percent { value.abs() * 100.0 } else { value.abs() };
    let precision = spec.precision.unwrap_or(6);
    let body = if magnitude.is_finite() {
        match spec.kind {
            Some('f' | 'F' | '%') => fixed(magnitude, precision),
            Some('e' | 'E') => Decimal::of(magnitude).rounded(precision.saturating_add(1)).scientific(precision),
            Some('g' | 'G') => general(magnitude, precision, spec.alternate),
            None if spec.precision.is_none() => text::float(magnitude),
            None => {
                let text = general(magnitude, precision, spec.alternate);
                if text.bytes().any(|byte| matches!(byte, b'.' | b'e')) { text } else { text + ".0" }
            }
            Some(kind) => {
                let message = format!("Unknown format code '{kind}' for object of type 'float'");
                return Err(Raise::value_error(message));
            }
        }
    } else if magnitude.is_nan() {
        "nan".to_string()
    } else {
        "inf".to_string()
    };
    let body = if percent { body + "%" } else { body };
    let body = if matches!(spec.kind, Some('E' | 'F' | 'G')) { body.to_ascii_uppercase() } else { body };
    let body = match (spec.grouping, body.bytes().position(|byte| !byte.is_ascii_digit())) {
        (Some(mark), end) => {
            let (whole, rest) = text_methods::parted(&body, end.unwrap_or(body.len()));
            group(whole, mark, 3) + rest
        }
        (None, _) => body,
    };
    Ok(pad(&body, sign_of(negative, spec.sign), spec, '>'))
}

/// Rounds half to even on the exact decimal value, as C's `printf` does.
fn fixed(magnitude: f64, precision: usize) -> String {
    Decimal::of(magnitude).rounded_to(precision).plain(precision)
}

fn general(magnitude: f64, precision: usize, alternate: bool) -> String {
    let precision = precision.max(1);
    let decimal = Decimal::of(magnitude).rounded(precision);
    let power = i64::from(decimal.power());
    let digits = i64::try_from(precision).unwrap_or(i64::MAX);
    if (-4..digits).contains(&power) {
        let decimals = usize::try_from(digits - 1 - power).unwrap_or(0);
        decimal.plain(if alternate { decimals } else { decimal.decimals() })
    } else {
        decimal.scientific(if alternate { precision - 1 } else { decimal.len().saturating_sub(1) })
    }
}

/// `template % values`.
///
/// # Errors
/// `TypeError` and `ValueError` as CPython raises them.
pub(crate) fn percent(machine: &Machine, heap: &Heap, template: Value, values: Value) -> Result<String, Raise> {
    let template: Rc<str> = heap.text(template).unwrap_or_default();
    let mapping = matches!(heap.object(values), Some(Object::Dict(_)));
    let arguments = heap.each(values);
    let mut used = 0;
    let mut used_mapping = false;
    let mut out = String::new();
    let mut chars = Cursor(template.chars());
    while let Some(c) = chars.0.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut named = None;
        if chars.next_if("(").is_some() {
            let mut name = String::new();
            while let Some(c) = chars.0.next().filter(|&c| c != ')') {
                name.push(c);
            }
            if !mapping {
                return Err(Raise::type_error("format requires a mapping"));
            }
            used_mapping = true;
            let found = match heap.object(values) {
                Some(Object::Dict(dict)) => dict.get(&dict::Key::Str(name.as_str().into())),
                _ => None,
            };
            let missing = || Raise::new(super::value::ExceptionType::KeyError, name.clone());
            named = Some(found.ok_or_else(missing)?);
        }
        let mut spec = Spec { align: Some('>'), ..Spec::default() };
        while let Some(flag) = chars.next_if("-+ 0#") {
            match flag {
                '-' => spec.align = Some('<'),
                '0' => spec.zero = true,
                '#' => spec.alternate = true,
                sign => spec.sign = sign,
            }
        }
        let mut next = |named: Option<Value>| {
            if named.is_none() {
                used += 1;
            }
            named
                .or_else(|| arguments.get(used - 1).copied())
                .ok_or_else(|| Raise::type_error("not enough arguments for format string"))
        };
        if chars.next_if("*").is_some() {
            let width = operators::int(next(None)?).ok_or_else(|| Raise::type_error("* wants int"))?;
            spec.width = usize::try_from(width).unwrap_or(0).min(WIDEST);
        } else {
            spec.width = digits(&mut chars)?.unwrap_or(0);
        }
        if chars.next_if(".").is_some() {
            spec.precision = Some(digits(&mut chars)?.unwrap_or(0));
        }
        let Some(kind) = chars.0.next() else { return Err(Raise::value_error("incomplete format")) };
        if kind == '%' {
            out.push('%');
            continue;
        }
        let value = next(named)?;
        heap.fits(out.len())?;
        out.push_str(&one(machine, heap, value, spec, kind)?);
    }
    if !mapping && !used_mapping && used < arguments.len() {
        return Err(Raise::type_error("not all arguments converted during string formatting"));
    }
    Ok(out)
}

fn one(machine: &Machine, heap: &Heap, value: Value, mut spec: Spec, kind: char) -> Result<String, Raise> {
    let wants_number = |needed: &str| {
        let name = heap.class_name(value);
        Raise::type_error(format!("%{kind} format: {needed} is required, not {name}"))
    };
    let zeros = spec.zero && spec.align == Some('>');
    match kind {
        's' | 'r' | 'a' => {
            let text = if kind == 's' { text::str(machine, heap, value)? } else { text::repr(machine, heap, value)? };
            let shown = spec.precision.map_or(&*text, |most| text_methods::head(&text, most));
            Ok(pad(shown, "", &Spec { zero: false, ..spec }, '>'))
        }
        'd' | 'i' | 'u' => {
            let float = operators::float(value).ok_or_else(|| wants_number("a real number"))?;
            #[expect(clippy::cast_possible_truncation, reason = "as CPython's int() truncates")]
            let int = operators::int(value).unwrap_or(float as i64);
            spec.precision = None;
            spec.align = if zeros { None } else { spec.align };
            integer(int, &spec, 'd')
        }
        'x' | 'X' | 'o' => {
            let int = operators::int(value).ok_or_else(|| wants_number("an integer"))?;
            spec.align = if zeros { None } else { spec.align };
            integer(int, &spec, kind)
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            let name = heap.class_name(value);
            let float =
                operators::float(value).ok_or_else(|| Raise::type_error(format!("must be real number, not {name}")))?;
            spec.kind = Some(kind);
            spec.align = if zeros { None } else { spec.align };
            decimal(float, &spec)
        }
        'c' => match heap.text(value) {
            Some(text) => Ok(pad(&text, "", &spec, '>')),
            None => {
                integer(operators::int(value).ok_or_else(|| Raise::type_error("%c requires int or char"))?, &spec, 'c')
            }
        },
        kind => Err(Raise::value_error(format!(
            "unsupported format character '{kind}' (0x{})",
            in_base(u64::from(kind), 16)
        ))),
    }
}
