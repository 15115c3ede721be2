//! The encoded form of instructions: a byte for which, then its operands as variable-length integers.
//!
//! What serde derives for an enum of this many variants takes several times the WebAssembly of this, and every
//! reader downloads it.

use alloc::vec::Vec;

use super::encoded::{Reader, Wire};
use super::{BinaryOperator, CompareOperator, Conversion, Name, Op, Special, UnaryOperator};

impl Wire for Op {
    fn write(&self, bytes: &mut Vec<u8>) {
        let (code, operands) = parts(*self);
        bytes.push(code);
        for operand in operands.iter().take(OPERANDS.get(usize::from(code)).map_or(0, |&count| usize::from(count))) {
            operand.write(bytes);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let code = u8::read(from);
        let mut op = from.choose(TEMPLATES, code.into());
        fill(&mut op, from);
        op
    }
}

/// What stands in an instruction, as a number and back.
trait Operand: Copy {
    /// Stands in an instruction that is not complete yet.
    const FIRST: Self;

    fn number(self) -> u32;
    fn read(from: &mut Reader<'_>) -> Self;
}

impl Operand for u32 {
    const FIRST: Self = 0;

    fn number(self) -> u32 {
        self
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Wire::read(from)
    }
}

impl Operand for Name {
    const FIRST: Self = Self(0);

    fn number(self) -> u32 {
        self.0
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Wire::read(from)
    }
}

impl Operand for bool {
    const FIRST: Self = false;

    fn number(self) -> u32 {
        u32::from(self)
    }

    fn read(from: &mut Reader<'_>) -> Self {
        <u32 as Wire>::read(from) != 0
    }
}

macro_rules! choices {
    ($type:ident: $first:ident $(, $choice:ident)*) => {
        impl Operand for $type {
            const FIRST: Self = Self::$first;

            fn number(self) -> u32 {
                self as u32
            }

            fn read(from: &mut Reader<'_>) -> Self {
                let number = Wire::read(from);
                from.choose([Self::$first $(, Self::$choice)*], number)
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
    (
        none: $($plain:ident)*; number: $($number:ident)*; name: $($name:ident)*; operator: $($operator:ident)*;
        named: $($named:ident { $($field:ident),* })*;
    ) => {
        /// The numbers of the instructions.
        #[repr(u8)]
        enum Code { $($plain,)* $($number,)* $($name,)* $($operator,)* $($named,)* }

        /// The instructions in that order, with any operands.
        const TEMPLATES: [Op; OPERANDS.len()] = [
            $(Op::$plain,)*
            $(Op::$number(0),)*
            $(Op::$name(Name(0)),)*
            $(Op::$operator(Operand::FIRST),)*
            $(Op::$named { $($field: Operand::FIRST),* },)*
        ];

        /// How many operands each has.
        const OPERANDS: &[u8] = &[
            $(0 * Code::$plain as u8,)*
            $(1 + 0 * Code::$number as u8,)*
            $(1 + 0 * Code::$name as u8,)*
            $(1 + 0 * Code::$operator as u8,)*
            $(count!($($field)*),)*
        ];

        fn parts(op: Op) -> (u8, [u32; 2]) {
            match op {
                $(Op::$plain => (Code::$plain as u8, [0; 2]),)*
                $(Op::$number(a) => (Code::$number as u8, [a, 0]),)*
                $(Op::$name(a) => (Code::$name as u8, [a.0, 0]),)*
                $(Op::$operator(a) => (Code::$operator as u8, [a.number(), 0]),)*
                $(Op::$named { $($field),* } => (Code::$named as u8, pair(&[$($field.number()),*])),)*
            }
        }

        /// Reads the operands of an instruction.
        fn fill(op: &mut Op, from: &mut Reader<'_>) {
            match op {
                $(Op::$plain)|* => {}
                // All at once: that is one place in the code.
                $(Op::$number(operand))|* $(| Op::$name(Name(operand)))* => *operand = Operand::read(from),
                $(Op::$operator(operand) => *operand = Operand::read(from),)*
                $(Op::$named { $($field),* } => { $(*$field = Operand::read(from);)* })*
            }
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
    number: Constant LoadLocal StoreLocal DeleteLocal LoadCell StoreCell DeleteCell LoadClosure BuildList BuildTuple
        BuildSet BuildDict BuildString ListAppend SetAdd DictSet Unpack Jump JumpIfFalse JumpIfTrue JumpIfFalseOrPop
        JumpIfTrueOrPop ForIterator Raise;
    name: LoadGlobal StoreGlobal DeleteGlobal LoadName StoreName DeleteName LoadAttribute StoreAttribute
        DeleteAttribute MakeClass Import ImportFrom;
    operator: Binary InPlace Unary Compare LoadSpecial;
    named: UnpackStar { before, after } Format { conversion, spec } Call { count, keywords } MakeFunction { code }
        RaiseAssertion { message };
}

fn pair(operands: &[u32]) -> [u32; 2] {
    let at = |at| operands.get(at).copied().unwrap_or(0);
    [at(0), at(1)]
}

#[cfg(test)]
mod tests {
    use super::{OPERANDS, Reader, TEMPLATES, Wire, parts};
    use crate::program::Op;

    /// What is read from bytes, if that is all of them.
    fn read(bytes: &[u8]) -> Option<Op> {
        let mut from = Reader::new(bytes);
        let op = Op::read(&mut from);
        from.is_read().then_some(op)
    }

    #[test]
    fn every_instruction_survives() {
        for (template, operands) in TEMPLATES.into_iter().zip(OPERANDS) {
            let mut bytes = vec![parts(template).0];
            bytes.resize(1 + usize::from(*operands), 1);
            let op = read(&bytes).unwrap();
            let mut again = Vec::new();
            op.write(&mut again);
            assert_eq!(again, bytes);
            assert_eq!(read(&bytes[..bytes.len() - 1]), None, "cut short");
        }
    }

    #[test]
    fn what_is_no_instruction_is_refused() {
        assert_eq!(read(&[u8::MAX]), None);
        let unary = parts(Op::Unary(crate::program::UnaryOperator::Not)).0;
        assert_eq!(read(&[unary, 99]), None);
    }
}
