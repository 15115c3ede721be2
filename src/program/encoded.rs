//! The encoded form of a program: how the catalogue stores it and how it reaches the interpreter worker.
//!
//! Its own few lines, not serde's: what serde derives for these types is several times as much WebAssembly, and every
//! reader downloads the reading half.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Cell, Code, CodeKind, Constant, Handler, Location, Module, Name, Parameters, Program, VERSION};

/// Why bytes are not a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// They are of another version of the encoded form: this one.
    Version(u32),
    /// They are not a program, or only a part of one.
    Malformed,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(found) => {
                write!(f, "the compiled program is of version {found}, and this build runs version {VERSION}")
            }
            Self::Malformed => f.write_str("the compiled program is damaged"),
        }
    }
}

impl core::error::Error for DecodeError {}

impl Program {
    /// The program as bytes: [`VERSION`], then the program.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        VERSION.write(&mut bytes);
        self.write(&mut bytes);
        bytes
    }

    /// Reads what [`Program::encode`] wrote.
    ///
    /// # Errors
    /// [`DecodeError::Version`] for a program of another version, whose bytes mean something else;
    /// [`DecodeError::Malformed`] for what is no program.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut from = Reader::new(bytes);
        let version = u32::read(&mut from);
        if version != VERSION && !from.failed {
            return Err(DecodeError::Version(version));
        }
        let program = Self::read(&mut from);
        if from.is_read() { Ok(program) } else { Err(DecodeError::Malformed) }
    }
}

/// Bytes that are being read. What cannot be read is replaced, and remembered: so whoever reads a thing of many parts
/// need not look at each, which would take several times the code.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    failed: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, failed: false }
    }

    /// Whether everything was what it should be, and nothing is left.
    pub(crate) fn is_read(&self) -> bool {
        !self.failed && self.bytes.is_empty()
    }

    /// All that is left, where everything before was what it should be.
    pub(crate) fn rest(self) -> Option<&'a [u8]> {
        (!self.failed).then_some(self.bytes)
    }

    /// The next bytes are not what they should be: so is all that follows.
    pub(crate) fn fail(&mut self) {
        self.failed = true;
        self.bytes = &[];
    }

    /// So many bytes; none where there are not so many.
    #[inline(never)]
    fn take(&mut self, length: usize) -> &'a [u8] {
        match self.bytes.split_at_checked(length) {
            Some((taken, rest)) => {
                self.bytes = rest;
                taken
            }
            None => {
                self.fail();
                &[]
            }
        }
    }

    /// One of a few, by its number.
    pub(crate) fn choose<T: Copy, const N: usize>(&mut self, all: [T; N], number: u32) -> T {
        let chosen = all.get(number as usize).copied();
        if chosen.is_none() {
            self.fail();
        }
        chosen.unwrap_or(all[0])
    }
}

/// What can be written as bytes and read again.
pub(crate) trait Wire: Sized {
    fn write(&self, bytes: &mut Vec<u8>);

    /// Takes it from the front; something else where it is not there.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// Something as bytes.
pub(crate) fn encode(thing: &impl Wire) -> Vec<u8> {
    let mut bytes = Vec::new();
    thing.write(&mut bytes);
    bytes
}

/// What [`encode`] wrote; nothing where the bytes are not exactly that.
pub(crate) fn decode<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut from = Reader::new(bytes);
    let thing = T::read(&mut from);
    from.is_read().then_some(thing)
}

impl Wire for u8 {
    #[inline(never)]
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(*self);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.take(1).first().copied().unwrap_or(0)
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
impl Wire for u64 {
    #[inline(never)]
    fn write(&self, bytes: &mut Vec<u8>) {
        let mut value = *self;
        while value > 0x7f {
            (value.to_le_bytes()[0] | 0x80).write(bytes);
            value >>= 7;
        }
        value.to_le_bytes()[0].write(bytes);
    }

    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = u8::read(from);
            value |= Self::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
        }
        from.fail();
        0
    }
}

impl Wire for u32 {
    fn write(&self, bytes: &mut Vec<u8>) {
        u64::from(*self).write(bytes);
    }

    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        Self::try_from(u64::read(from)).unwrap_or_else(|_| {
            from.fail();
            0
        })
    }
}

impl Wire for bool {
    fn write(&self, bytes: &mut Vec<u8>) {
        u8::from(*self).write(bytes);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        u8::read(from) != 0
    }
}

impl Wire for f64 {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.to_le_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let bytes = from.take(8).first_chunk().copied();
        Self::from_le_bytes(bytes.unwrap_or_default())
    }
}

/// A number for each character: for most the very byte that they are anyway.
impl Wire for String {
    #[inline(never)]
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.chars().count() as u64).write(bytes);
        for character in self.chars() {
            u32::from(character).write(bytes);
        }
    }

    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let mut text = Self::new();
        for _ in 0..u32::read(from) {
            let character = char::from_u32(u32::read(from));
            if character.is_none() {
                from.fail();
            }
            if from.failed {
                break;
            }
            text.extend(character);
        }
        text
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.len() as u64).write(bytes);
        for item in self {
            item.write(bytes);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        // Not made as large as it says: that may be wrong.
        let mut items = Self::new();
        for _ in 0..u32::read(from) {
            if from.failed {
                break;
            }
            items.push(T::read(from));
        }
        items
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.is_some().write(bytes);
        if let Some(value) = self {
            value.write(bytes);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from))
    }
}

/// Types that are written as their fields, one after the other.
macro_rules! fields {
    ($($type:ident { $($field:tt),* $(,)? })*) => { $(
        impl Wire for $type {
            fn write(&self, bytes: &mut Vec<u8>) {
                $(self.$field.write(bytes);)*
            }

            fn read(from: &mut Reader<'_>) -> Self {
                Self { $($field: Wire::read(from)),* }
            }
        }
    )* };
}
pub(crate) use fields;

/// Enums: the variant's number, then its fields; and what stands for a number that is none.
macro_rules! variants {
    ($($type:ident { $($number:literal: $variant:ident $(($($field:ident),*))? $({ $($named:ident),* })?,)* }
        else $other:expr;)*) => { $(
        impl Wire for $type {
            fn write(&self, bytes: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($($field),*))? $({ $($named),* })? => {
                        u8::write(&$number, bytes);
                        $($($field.write(bytes);)*)?
                        $($($named.write(bytes);)*)?
                    })*
                }
            }

            fn read(from: &mut Reader<'_>) -> Self {
                match u8::read(from) {
                    $($number => {
                        $($(let $field = Wire::read(from);)*)?
                        $($(let $named = Wire::read(from);)*)?
                        Self::$variant $(($($field),*))? $({ $($named),* })?
                    })*
                    _ => {
                        from.fail();
                        $other
                    }
                }
            }
        }
    )* };
}

/// Enums without fields, in the order of their declaration: the numbers are theirs.
macro_rules! choices {
    ($($type:ident: $($choice:ident),*;)*) => { $(
        impl Wire for $type {
            fn write(&self, bytes: &mut Vec<u8>) {
                (*self as u8).write(bytes);
            }

            fn read(from: &mut Reader<'_>) -> Self {
                let number = u8::read(from);
                from.choose([$(Self::$choice),*], number.into())
            }
        }
    )* };
}
pub(crate) use {choices, variants};

fields! {
    Program { file, source, names, codes, modules }
    Name { 0 }
    Module { name, code }
    Code { name, qualified_name, kind, parameters, locals, cells, free, constants, ops, locations, handlers }
    Parameters { positional_only, positional, keyword_only, star, double_star }
    Cell { name, parameter }
    Location { line, column }
    Handler { start, end, target, depth }
}

impl CodeKind {
    const ALL: [Self; 7] = [
        Self::Module,
        Self::AsyncModule,
        Self::Class,
        Self::Function,
        Self::Generator,
        Self::Coroutine,
        Self::AsyncGenerator,
    ];
}

impl Wire for CodeKind {
    fn write(&self, bytes: &mut Vec<u8>) {
        // Their declaration's order.
        bytes.push(*self as u8);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let number = u8::read(from);
        from.choose(Self::ALL, number.into())
    }
}

impl Wire for Constant {
    fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::None => bytes.push(0),
            Self::Ellipsis => bytes.push(1),
            Self::Bool(value) => {
                bytes.push(2);
                value.write(bytes);
            }
            Self::Int(value) => {
                bytes.push(3);
                // The sign goes last: small numbers are short, negative ones too.
                ((value << 1) ^ (value >> 63)).cast_unsigned().write(bytes);
            }
            Self::Float(value) => {
                bytes.push(4);
                value.write(bytes);
            }
            Self::Str(value) => {
                bytes.push(5);
                value.write(bytes);
            }
            Self::Keywords(names) => {
                bytes.push(6);
                names.write(bytes);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        match u8::read(from) {
            0 => Self::None,
            1 => Self::Ellipsis,
            2 => Self::Bool(bool::read(from)),
            3 => {
                let value = u64::read(from);
                Self::Int((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
            }
            4 => Self::Float(f64::read(from)),
            5 => Self::Str(String::read(from)),
            6 => Self::Keywords(Vec::read(from)),
            _ => {
                from.fail();
                Self::None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeKind, Constant, DecodeError, Module, Name, Program, Reader, VERSION, Wire};

    fn program() -> Program {
        Program {
            file: "a.py".into(),
            source: "pass\n".into(),
            names: vec!["<module>".into()],
            codes: Vec::new(),
            modules: vec![Module { name: "__main__".into(), code: 0 }],
        }
    }

    #[track_caller]
    fn check_round_trip<T: Wire + PartialEq + std::fmt::Debug>(value: &T) {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        let mut from = Reader::new(&bytes);
        assert_eq!(&T::read(&mut from), value);
        assert!(from.is_read());
        for cut in 0..bytes.len() {
            let mut from = Reader::new(&bytes[..cut]);
            T::read(&mut from);
            assert!(!from.is_read(), "cut short");
        }
    }

    #[test]
    fn numbers_survive() {
        for number in [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            check_round_trip(&number);
        }
        let mut from = Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x7f]);
        u32::read(&mut from);
        assert!(!from.is_read(), "too large");
    }

    #[test]
    fn constants_survive() {
        for constant in [
            Constant::None,
            Constant::Ellipsis,
            Constant::Bool(true),
            Constant::Int(0),
            Constant::Int(-1),
            Constant::Int(i64::MIN),
            Constant::Int(i64::MAX),
            Constant::Float(-0.1),
            Constant::Str("grüezi".into()),
            Constant::Keywords(vec![Name(0), Name(1_000)]),
        ] {
            check_round_trip(&constant);
        }
    }

    #[test]
    fn kinds_survive() {
        CodeKind::ALL.iter().for_each(check_round_trip);
    }

    #[test]
    fn a_program_survives_encoding() {
        assert_eq!(Program::decode(&program().encode()), Ok(program()));
    }

    #[test]
    fn a_program_of_another_version_is_refused() {
        let mut bytes = Vec::new();
        (VERSION + 1).write(&mut bytes);
        program().write(&mut bytes);
        assert_eq!(Program::decode(&bytes), Err(DecodeError::Version(VERSION + 1)));
    }

    #[test]
    fn damaged_programs_are_refused() {
        let bytes = program().encode();
        for cut in 0..bytes.len() {
            assert_eq!(Program::decode(&bytes[..cut]), Err(DecodeError::Malformed));
        }
        let longer = [bytes, vec![0]].concat();
        assert_eq!(Program::decode(&longer), Err(DecodeError::Malformed));
    }
}
