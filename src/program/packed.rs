//! The encoded form of instructions: a byte for which, then its operands as variable-length integers.
//!
//! What serde derives for an enum of this many variants takes several times the WebAssembly of this, and every
//! reader downloads it.

use alloc::vec::Vec;

use super::encoded::Wire;
use super::{BinaryOperator, CompareOperator, Conversion, Name, Op, Special, UnaryOperator};

impl Wire for Op {
    fn write(&self, bytes: &mut Vec<u8>) {
        let (code, operands) = parts(*self);
        bytes.push(code);
        for operand in operands.iter().take(OPERANDS.get(usize::from(code)).map_or(0, |&count| usize::from(count))) {
            operand.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let code = u8::read(bytes)?;
        let mut operands = [0; 2];
        let count = usize::from(*OPERANDS.get(usize::from(code))?);
        for operand in operands.iter_mut().take(count) {
            *operand = u32::read(bytes)?;
        }
        whole(code, operands)
    }
}

/// What stands in an instruction, as a number and back.
trait Operand: Copy {
    fn number(self) -> u32;
    fn of(number: u32) -> Option<Self>;
}

impl Operand for u32 {
    fn number(self) -> u32 {
        self
    }

    fn of(number: u32) -> Option<Self> {
        Some(number)
    }
}

impl Operand for Name {
    fn number(self) -> u32 {
        self.0
    }

    fn of(number: u32) -> Option<Self> {
        Some(Self(number))
    }
}

impl Operand for bool {
    fn number(self) -> u32 {
        u32::from(self)
    }

    fn of(number: u32) -> Option<Self> {
        Some(number != 0)
    }
}

macro_rules! choices {
    ($type:ident: $($choice:ident),*) => {
        impl Operand for $type {
            fn number(self) -> u32 {
                self as u32
            }

            fn of(number: u32) -> Option<Self> {
                [$(Self::$choice),*].get(number as usize).copied()
            }
        }
    };
}

// In the order of their declarations: the numbers are theirs.
choices!(BinaryOperator: Add, Subtract, Multiply, MatrixMultiply, Divide, FloorDivide, Modulo, Power, LeftShift,
    RightShift, BitOr, BitXor, BitAnd);
choices!(UnaryOperator: Not, Negative, Positive, Invert);
choices!(CompareOperator: Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Is, IsNot, In, NotIn);
choices!(Conversion: None, Str, Repr, Ascii);
choices!(Special: Enter, Exit, AsyncEnter, AsyncExit);

macro_rules! ops {
    (none: $($plain:ident)*; one: $($one:ident)*; named: $($named:ident { $($field:ident),* })*;) => {
        /// The numbers of the instructions.
        #[repr(u8)]
        enum Code { $($plain,)* $($one,)* $($named,)* }

        /// How many operands each has.
        const OPERANDS: &[u8] = &[$(0 * Code::$plain as u8,)* $(1 + 0 * Code::$one as u8,)* $(count!($($field)*),)*];

        fn parts(op: Op) -> (u8, [u32; 2]) {
            match op {
                $(Op::$plain => (Code::$plain as u8, [0; 2]),)*
                $(Op::$one(a) => (Code::$one as u8, [a.number(), 0]),)*
                $(Op::$named { $($field),* } => (Code::$named as u8, pair(&[$($field.number()),*])),)*
            }
        }

        fn whole(code: u8, operands: [u32; 2]) -> Option<Op> {
            $(if code == Code::$plain as u8 { return Some(Op::$plain); })*
            $(if code == Code::$one as u8 { return Some(Op::$one(Operand::of(operands[0])?)); })*
            $(if code == Code::$named as u8 {
                let mut operands = operands.into_iter();
                return Some(Op::$named { $($field: Operand::of(operands.next()?)?),* });
            })*
            None
        }
    };
}

macro_rules! count {
    ($a:ident) => {
        1
    };
    ($a:ident $b:ident) => {
        2
    };
}

ops! {
    none: Pop Duplicate DuplicateTwo Swap RotateThree RotateFour LoadItem StoreItem DeleteItem BuildSlice ListExtend
        SetUpdate DictUpdate DictMerge ListToTuple GetIterator Return CallSpread Yield YieldFrom Await GetAsyncIterator
        AsyncNext EndAsyncFor ExitArguments PushHandled PopHandled MatchException Reraise ImportAll;
    one: Constant LoadLocal StoreLocal DeleteLocal LoadCell StoreCell DeleteCell LoadClosure LoadGlobal StoreGlobal
        DeleteGlobal LoadName StoreName DeleteName LoadAttribute StoreAttribute DeleteAttribute BuildList BuildTuple
        BuildSet BuildDict BuildString ListAppend SetAdd DictSet Unpack Binary InPlace Unary Compare Jump JumpIfFalse
        JumpIfTrue JumpIfFalseOrPop JumpIfTrueOrPop ForIterator MakeClass LoadSpecial Raise Import ImportFrom;
    named: UnpackStar { before, after } Format { conversion, spec } Call { count, keywords } MakeFunction { code }
        RaiseAssertion { message };
}

fn pair(operands: &[u32]) -> [u32; 2] {
    let at = |at| operands.get(at).copied().unwrap_or(0);
    [at(0), at(1)]
}

#[cfg(test)]
mod tests {
    use super::{OPERANDS, Wire, parts, whole};
    use crate::program::Op;

    #[test]
    fn every_instruction_survives() {
        for code in 0..=u8::MAX {
            let Some(op) = whole(code, [1, 1]) else {
                assert!(usize::from(code) >= OPERANDS.len());
                continue;
            };
            let mut bytes = Vec::new();
            op.write(&mut bytes);
            assert_eq!(bytes.len(), 1 + usize::from(OPERANDS[usize::from(code)]));
            assert_eq!(Op::read(&mut bytes.as_slice()), Some(op));
            assert_eq!(Op::read(&mut &bytes[..bytes.len() - 1]), None, "cut short");
        }
    }

    #[test]
    fn what_is_no_instruction_is_refused() {
        assert_eq!(Op::read(&mut [u8::MAX].as_slice()), None);
        let unary = parts(Op::Unary(crate::program::UnaryOperator::Not)).0;
        assert_eq!(Op::read(&mut [unary, 99].as_slice()), None);
    }
}
