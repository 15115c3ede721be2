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
    pub fn decode(mut bytes: &[u8]) -> Result<Self, DecodeError> {
        let version = u32::read(&mut bytes).ok_or(DecodeError::Malformed)?;
        if version != VERSION {
            return Err(DecodeError::Version(version));
        }
        match Self::read(&mut bytes) {
            Some(program) if bytes.is_empty() => Ok(program),
            _ => Err(DecodeError::Malformed),
        }
    }
}

/// What can be written as bytes and read again.
pub(super) trait Wire: Sized {
    fn write(&self, bytes: &mut Vec<u8>);

    /// Takes it from the front; `None` where there is something else.
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

impl Wire for u8 {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(*self);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        Some(byte)
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
impl Wire for u64 {
    fn write(&self, bytes: &mut Vec<u8>) {
        let mut value = *self;
        while value > 0x7f {
            bytes.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        bytes.push(value.to_le_bytes()[0]);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = u8::read(bytes)?;
            value |= Self::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

impl Wire for u32 {
    fn write(&self, bytes: &mut Vec<u8>) {
        u64::from(*self).write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Self::try_from(u64::read(bytes)?).ok()
    }
}

impl Wire for bool {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(u8::read(bytes)? != 0)
    }
}

impl Wire for String {
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.len() as u64).write(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let length = u32::read(bytes)? as usize;
        let (text, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        Some(core::str::from_utf8(text).ok()?.into())
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.len() as u64).write(bytes);
        for item in self {
            item.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        // Not made as large as it says: that may be wrong.
        let mut items = Self::new();
        for _ in 0..u32::read(bytes)? {
            items.push(T::read(bytes)?);
        }
        Some(items)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.is_some().write(bytes);
        if let Some(value) = self {
            value.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(if bool::read(bytes)? { Some(T::read(bytes)?) } else { None })
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::read(bytes)?, B::read(bytes)?))
    }
}

impl Wire for Name {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        u32::read(bytes).map(Self)
    }
}

macro_rules! fields {
    ($($type:ident { $($field:ident),* $(,)? })*) => { $(
        impl Wire for $type {
            fn write(&self, bytes: &mut Vec<u8>) {
                $(self.$field.write(bytes);)*
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Wire::read(bytes)?),* })
            }
        }
    )* };
}

fields! {
    Program { file, source, names, codes, modules }
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

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Self::ALL.get(usize::from(u8::read(bytes)?)).copied()
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
                bytes.extend_from_slice(&value.to_le_bytes());
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

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(match u8::read(bytes)? {
            0 => Self::None,
            1 => Self::Ellipsis,
            2 => Self::Bool(bool::read(bytes)?),
            3 => {
                let value = u64::read(bytes)?;
                Self::Int((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
            }
            4 => {
                let (float, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Self::Float(f64::from_le_bytes(*float))
            }
            5 => Self::Str(String::read(bytes)?),
            6 => Self::Keywords(Vec::read(bytes)?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeKind, Constant, DecodeError, Module, Name, Program, VERSION, Wire};

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
        let mut rest = bytes.as_slice();
        assert_eq!(T::read(&mut rest).as_ref(), Some(value));
        assert_eq!(rest, [0_u8; 0]);
        for cut in 0..bytes.len() {
            assert_eq!(T::read(&mut &bytes[..cut]), None, "cut short");
        }
    }

    #[test]
    fn numbers_survive() {
        for number in [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            check_round_trip(&number);
        }
        assert_eq!(u32::read(&mut [0xff, 0xff, 0xff, 0xff, 0x7f].as_slice()), None, "too large");
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
