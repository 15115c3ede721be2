//! The encoded form of a program: how the catalogue stores it and how it reaches the interpreter worker.

use alloc::vec::Vec;
use core::fmt;

use super::{Program, VERSION};

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
    /// The program as bytes: [`VERSION`], then the program, both in postcard's form.
    ///
    /// # Errors
    /// Never in practice: every part of a program has an encoded form.
    pub fn encode(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(&(VERSION, self))
    }

    /// Reads what [`Program::encode`] wrote.
    ///
    /// # Errors
    /// [`DecodeError::Version`] for a program of another version, whose bytes mean something else;
    /// [`DecodeError::Malformed`] for what is no program.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let (version, rest) = postcard::take_from_bytes::<u32>(bytes).map_err(|_| DecodeError::Malformed)?;
        if version != VERSION {
            return Err(DecodeError::Version(version));
        }
        match postcard::take_from_bytes(rest) {
            Ok((program, [])) => Ok(program),
            _ => Err(DecodeError::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DecodeError, Program, VERSION};

    fn program() -> Program {
        Program {
            file: "a.py".into(),
            source: "pass\n".into(),
            names: vec!["<module>".into()],
            codes: Vec::new(),
            library: None,
        }
    }

    #[test]
    fn a_program_survives_encoding() {
        assert_eq!(Program::decode(&program().encode().unwrap()), Ok(program()));
    }

    #[test]
    fn a_program_of_another_version_is_refused() {
        let bytes = postcard::to_allocvec(&(VERSION + 1, program())).unwrap();
        assert_eq!(Program::decode(&bytes), Err(DecodeError::Version(VERSION + 1)));
    }

    #[test]
    fn damaged_programs_are_refused() {
        let bytes = program().encode().unwrap();
        for cut in 0..bytes.len() {
            assert_eq!(Program::decode(&bytes[..cut]), Err(DecodeError::Malformed));
        }
        let longer = [bytes, vec![0]].concat();
        assert_eq!(Program::decode(&longer), Err(DecodeError::Malformed));
    }
}
