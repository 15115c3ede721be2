//! Checks that a program is well formed. Native only: programs are verified where they are made. The machine holds
//! out against any bytecode without it, so what a reader downloads need not contain it.
//!
//! It follows every path through each [`Code`] and holds the operand stack to one depth per
//! instruction. A program that passes never pops an empty stack, never jumps out of its code and
//! names no constant, slot, identifier or code that is not there.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::{Code, CodeKind, Constant, Handler, Name, Op, Program};

/// How deep an operand stack may become.
const MAX_STACK: u32 = 1 << 17;

/// What an instruction does to the operand stack and to the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Effect {
    /// How many values it needs.
    pub(crate) pops: u32,
    /// How many it leaves in their place.
    pub(crate) pushes: u32,
    /// Where it may jump, and how many values it leaves there instead.
    pub(crate) jump: Option<(u32, u32)>,
    /// Whether the next instruction may follow.
    pub(crate) falls: bool,
}

/// The effect of an instruction. `free` tells how many free variables a code has.
pub(crate) fn effect(op: Op, free: impl Fn(u32) -> u32) -> Effect {
    let flow = |pops, pushes| Effect { pops, pushes, jump: None, falls: true };
    let end = |pops| Effect { pops, pushes: 0, jump: None, falls: false };
    match op {
        Op::Constant(_)
        | Op::LoadLocal(_)
        | Op::LoadCell(_)
        | Op::LoadClosure(_)
        | Op::LoadGlobal(_)
        | Op::LoadName(_)
        | Op::Import(_) => flow(0, 1),
        Op::DeleteLocal(_) | Op::DeleteCell(_) | Op::DeleteGlobal(_) | Op::DeleteName(_) | Op::PopHandled => flow(0, 0),
        Op::Pop
        | Op::StoreLocal(_)
        | Op::StoreCell(_)
        | Op::StoreGlobal(_)
        | Op::StoreName(_)
        | Op::DeleteAttribute(_)
        | Op::ImportAll => flow(1, 0),
        Op::Duplicate | Op::ImportFrom(_) | Op::AsyncNext => flow(1, 2),
        Op::DuplicateTwo => flow(2, 4),
        Op::Swap | Op::MatchException => flow(2, 2),
        Op::RotateThree => flow(3, 3),
        Op::RotateFour => flow(4, 4),
        Op::LoadAttribute(_)
        | Op::Unary(_)
        | Op::GetIterator
        | Op::GetAsyncIterator
        | Op::Yield
        | Op::YieldFrom
        | Op::Await
        | Op::LoadSpecial(_)
        | Op::ListToTuple
        | Op::PushHandled => flow(1, 1),
        Op::StoreAttribute(_) | Op::DeleteItem | Op::EndAsyncFor => flow(2, 0),
        Op::LoadItem
        | Op::ListExtend
        | Op::SetUpdate
        | Op::DictUpdate
        | Op::Binary(_)
        | Op::InPlace(_)
        | Op::Compare(_) => flow(2, 1),
        Op::StoreItem => flow(3, 0),
        Op::BuildList(n) | Op::BuildTuple(n) | Op::BuildSet(n) | Op::BuildString(n) => flow(n, 1),
        Op::BuildDict(n) => flow(n.saturating_mul(2), 1),
        Op::BuildSlice | Op::CallSpread | Op::MakeClass(_) => flow(3, 1),
        Op::ListAppend(n) | Op::SetAdd(n) => flow(n.saturating_add(1), n),
        Op::DictSet(n) => flow(n.saturating_add(2), n),
        Op::DictMerge => flow(4, 3),
        Op::Unpack(n) => flow(1, n),
        Op::UnpackStar { before, after } => flow(1, before.saturating_add(after).saturating_add(1)),
        Op::Format { spec, .. } => flow(1 + u32::from(spec), 1),
        Op::Jump(target) => Effect { pops: 0, pushes: 0, jump: Some((target, 0)), falls: false },
        Op::JumpIfFalse(target) | Op::JumpIfTrue(target) => {
            Effect { pops: 1, pushes: 0, jump: Some((target, 0)), falls: true }
        }
        Op::JumpIfFalseOrPop(target) | Op::JumpIfTrueOrPop(target) => {
            Effect { pops: 1, pushes: 0, jump: Some((target, 1)), falls: true }
        }
        Op::ForIterator(target) => Effect { pops: 1, pushes: 2, jump: Some((target, 0)), falls: true },
        Op::Call { count, .. } => flow(count.saturating_add(1), 1),
        Op::MakeFunction { code } => flow(free(code).saturating_add(2), 1),
        Op::ExitArguments => flow(2, 6),
        Op::Return | Op::Reraise => end(1),
        Op::Raise(n) => end(n),
        Op::RaiseAssertion { message } => end(u32::from(message)),
    }
}

/// How many of the values that an instruction needs are still in their place when it raises.
fn kept(op: Op) -> u32 {
    match op {
        Op::AsyncNext | Op::ImportFrom(_) | Op::ListExtend | Op::SetUpdate | Op::DictUpdate | Op::MatchException => 1,
        Op::ExitArguments => 2,
        Op::DictMerge => 3,
        Op::ListAppend(n) | Op::SetAdd(n) | Op::DictSet(n) => n,
        _ => 0,
    }
}

/// Checks a whole program.
///
/// # Errors
/// What is wrong, and where: the code's name and the instruction's index.
pub(crate) fn verify(program: &Program) -> Result<(), String> {
    if program.modules.first().is_none_or(|module| module.code != 0) {
        return Err("the first module is not the first code's".into());
    }
    if !program.modules.is_sorted_by(|a, b| a.code < b.code) {
        return Err("the modules are not sorted".into());
    }
    for (at, module) in program.modules.iter().enumerate() {
        match program.codes.get(module.code as usize).map(|code| code.kind) {
            Some(CodeKind::Module) => {}
            Some(CodeKind::AsyncModule) if at == 0 => {}
            _ => return Err("a module's code is not a module's".into()),
        }
    }
    for code in &program.codes {
        Verifier { program, code }.run().map_err(|problem| format!("{}: {problem}", code.qualified_name))?;
    }
    Ok(())
}

struct Verifier<'a> {
    program: &'a Program,
    code: &'a Code,
}

impl Verifier<'_> {
    fn run(&self) -> Result<(), String> {
        self.tables()?;
        let cover = Cover::new(self.code)?;
        let mut depths: Vec<Option<u32>> = vec![None; self.code.ops.len()];
        let mut queue = VecDeque::new();
        self.reach(&mut depths, &mut queue, 0, 0, 0)?;
        while let Some(at) = queue.pop_front() {
            let (Some(op), Some(Some(depth))) = (self.code.ops.get(at), depths.get(at).copied()) else { continue };
            let wrong = |what: &str| Err(format!("instruction {at}: {what}"));
            if let Err(what) = self.operands(*op) {
                return wrong(&what);
            }
            let effect = effect(*op, |code| self.free_of(code));
            let Some(below) = depth.checked_sub(effect.pops) else {
                return wrong(&format!("needs {} values, the stack has {depth}", effect.pops));
            };
            let index = u32::try_from(at).unwrap_or(u32::MAX);
            for handler in cover.of(self.code, at) {
                let left = below.saturating_add(kept(*op));
                if handler.depth > left {
                    return wrong(&format!("its handler keeps {} values, it leaves {left}", handler.depth));
                }
                self.reach(&mut depths, &mut queue, handler.target, handler.depth + 1, at)?;
            }
            if let Some((target, pushes)) = effect.jump {
                self.reach(&mut depths, &mut queue, target, below.saturating_add(pushes), at)?;
            }
            if effect.falls {
                self.reach(&mut depths, &mut queue, index.saturating_add(1), below.saturating_add(effect.pushes), at)?;
            }
        }
        Ok(())
    }

    /// Notes the depth with which an instruction is reached; all ways to it must agree.
    fn reach(
        &self,
        depths: &mut [Option<u32>],
        queue: &mut VecDeque<usize>,
        target: u32,
        depth: u32,
        from: usize,
    ) -> Result<(), String> {
        let target = target as usize;
        let Some(known) = depths.get_mut(target) else {
            return Err(format!(
                "instruction {from} leads to {target}, but there are only {} instructions",
                self.code.ops.len()
            ));
        };
        if depth > MAX_STACK {
            return Err(format!("instruction {target} is reached with {depth} values: more than {MAX_STACK}"));
        }
        match *known {
            None => {
                *known = Some(depth);
                queue.push_back(target);
                Ok(())
            }
            Some(other) if other == depth => Ok(()),
            Some(other) => {
                Err(format!("instruction {target} is reached with {depth} values from {from}, with {other} before"))
            }
        }
    }

    fn tables(&self) -> Result<(), String> {
        let Code { parameters, locals, cells, free, locations, handlers, .. } = self.code;
        let slots = u64::from(parameters.positional_only)
            + u64::from(parameters.positional)
            + u64::from(parameters.keyword_only)
            + u64::from(parameters.star)
            + u64::from(parameters.double_star);
        if slots > locals.len() as u64 {
            return Err(format!("{slots} parameters, but {} local slots", locals.len()));
        }
        for cell in cells {
            if cell.parameter.is_some_and(|slot| u64::from(slot) >= slots) {
                return Err("a cell takes its value from a slot that is no parameter".into());
            }
        }
        let names =
            [self.code.name].into_iter().chain(locals.iter().copied()).chain(cells.iter().map(|cell| cell.name));
        for name in names.chain(free.iter().copied()) {
            self.name(name)?;
        }
        if locations.first().is_none_or(|&(start, _)| start != 0) {
            return Err("the first location is not instruction 0's".into());
        }
        if !locations.is_sorted_by(|a, b| a.0 < b.0) {
            return Err("the locations are not sorted".into());
        }
        for handler in handlers {
            if handler.start >= handler.end || handler.end as usize > self.code.ops.len() {
                return Err(format!("a handler covers {}..{}", handler.start, handler.end));
            }
            if handler.target as usize >= self.code.ops.len() {
                return Err(format!("a handler leads to {}", handler.target));
            }
        }
        Ok(())
    }

    fn operands(&self, op: Op) -> Result<(), String> {
        let code = self.code;
        match op {
            Op::Constant(n) => match code.constants.get(n as usize) {
                None => Err(format!("there is no constant {n}")),
                Some(Constant::Keywords(_)) => Err("keywords cannot be pushed".into()),
                Some(_) => Ok(()),
            },
            Op::Call { count, keywords } if keywords != Op::NO_KEYWORDS => {
                match code.constants.get(keywords as usize) {
                    Some(Constant::Keywords(names)) if names.len() <= count as usize => {
                        names.iter().try_for_each(|&name| self.name(name))
                    }
                    Some(Constant::Keywords(_)) => Err("more keywords than arguments".into()),
                    _ => Err(format!("constant {keywords} holds no keywords")),
                }
            }
            Op::LoadLocal(n) | Op::StoreLocal(n) | Op::DeleteLocal(n) if n as usize >= code.locals.len() => {
                Err(format!("there is no local slot {n}"))
            }
            Op::LoadCell(n) | Op::StoreCell(n) | Op::DeleteCell(n) | Op::LoadClosure(n)
                if n as usize >= code.cells.len() + code.free.len() =>
            {
                Err(format!("there is no cell {n}"))
            }
            Op::LoadGlobal(name)
            | Op::StoreGlobal(name)
            | Op::DeleteGlobal(name)
            | Op::LoadAttribute(name)
            | Op::StoreAttribute(name)
            | Op::DeleteAttribute(name)
            | Op::MakeClass(name)
            | Op::Import(name)
            | Op::ImportFrom(name) => self.name(name),
            Op::LoadName(name) | Op::StoreName(name) | Op::DeleteName(name) => {
                if code.kind == CodeKind::Class {
                    self.name(name)
                } else {
                    Err("only a class body has names of its own".into())
                }
            }
            Op::MakeFunction { code: n } => match self.program.codes.get(n as usize) {
                Some(made) if !matches!(made.kind, CodeKind::Module | CodeKind::AsyncModule) => Ok(()),
                _ => Err(format!("code {n} is none that a function could be made of")),
            },
            Op::ListAppend(0) | Op::SetAdd(0) | Op::DictSet(0) => Err("it would change the value that it takes".into()),
            Op::Raise(n) if n > 2 => Err("raise takes at most two values".into()),
            Op::Yield | Op::YieldFrom if !matches!(code.kind, CodeKind::Generator | CodeKind::AsyncGenerator) => {
                Err("only a generator yields".into())
            }
            Op::Await
                if !matches!(code.kind, CodeKind::Coroutine | CodeKind::AsyncGenerator | CodeKind::AsyncModule) =>
            {
                Err("only a coroutine awaits".into())
            }
            _ => Ok(()),
        }
    }

    fn name(&self, name: Name) -> Result<(), String> {
        match self.program.names.get(name.0 as usize) {
            Some(_) => Ok(()),
            None => Err(format!("there is no name {}", name.0)),
        }
    }

    fn free_of(&self, code: u32) -> u32 {
        let free = self.program.codes.get(code as usize).map_or(0, |code| code.free.len());
        u32::try_from(free).unwrap_or(u32::MAX)
    }
}

/// Which handlers cover which instructions.
struct Cover {
    /// The innermost handler of each instruction.
    innermost: Vec<Option<usize>>,
    /// For each handler the next one outside it.
    outer: Vec<Option<usize>>,
}

impl Cover {
    /// Reads the handlers, innermost first, joining what each covers to one block: a handler that cuts
    /// such a block in two is out of order.
    fn new(code: &Code) -> Result<Self, String> {
        let ops = code.ops.len();
        let mut innermost = vec![None; ops];
        let mut outer = vec![None; code.handlers.len()];
        // Of each block, by its first instruction: where it ends, and the outermost handler in it.
        let mut blocks: Vec<Option<(usize, Option<usize>)>> = (0..ops).map(|at| Some((at + 1, None))).collect();
        for (number, handler) in code.handlers.iter().enumerate() {
            let (start, end) = (handler.start as usize, handler.end as usize);
            let wrong = || format!("the handler of {start}..{end} comes after one that it lies in, or cuts it in two");
            let mut at = start;
            while at < end {
                let (next, inner) = blocks.get_mut(at).and_then(Option::take).ok_or_else(wrong)?;
                match inner {
                    Some(inner) => {
                        if let Some(place) = outer.get_mut(inner) {
                            *place = Some(number);
                        }
                    }
                    None => {
                        if let Some(place) = innermost.get_mut(at) {
                            *place = Some(number);
                        }
                    }
                }
                at = next;
            }
            if at != end {
                return Err(wrong());
            }
            if let Some(block) = blocks.get_mut(start) {
                *block = Some((end, Some(number)));
            }
        }
        Ok(Self { innermost, outer })
    }

    /// The handlers of an instruction, innermost first.
    fn of<'a>(&'a self, code: &'a Code, at: usize) -> impl Iterator<Item = &'a Handler> {
        let first = self.innermost.get(at).copied().flatten();
        let numbers = core::iter::successors(first, |&number| self.outer.get(number).copied().flatten());
        numbers.filter_map(|number| code.handlers.get(number))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::{Location, Module, Parameters};
    use super::*;

    /// A module of the given instructions, one constant and one name.
    fn check(ops: &[Op], handlers: &[Handler], expected: Result<(), &str>) {
        let code = Code {
            name: Name(0),
            qualified_name: "<module>".into(),
            kind: CodeKind::Module,
            parameters: Parameters::default(),
            locals: Vec::new(),
            cells: Vec::new(),
            free: Vec::new(),
            constants: vec![Constant::None],
            ops: ops.to_vec(),
            locations: vec![(0, Location::default())],
            handlers: handlers.to_vec(),
        };
        let program = Program {
            file: String::new(),
            source: String::new(),
            names: vec!["<module>".into()],
            codes: vec![code],
            modules: vec![Module { name: String::new(), code: 0 }],
        };
        assert_eq!(verify(&program), expected.map_err(|problem| format!("<module>: {problem}")));
    }

    #[test]
    fn accepts_a_module_that_returns() {
        check(&[Op::Constant(0), Op::Return], &[], Ok(()));
    }

    #[test]
    fn refuses_an_empty_stack() {
        check(&[Op::Pop], &[], Err("instruction 0: needs 1 values, the stack has 0"));
    }

    #[test]
    fn refuses_to_run_off_the_end() {
        check(&[Op::Constant(0)], &[], Err("instruction 0 leads to 1, but there are only 1 instructions"));
        check(&[Op::Jump(7)], &[], Err("instruction 0 leads to 7, but there are only 1 instructions"));
    }

    #[test]
    fn refuses_two_depths_for_one_instruction() {
        let ops = [Op::Constant(0), Op::JumpIfFalse(3), Op::Constant(0), Op::Constant(0), Op::Return];
        check(&ops, &[], Err("instruction 3 is reached with 1 values from 2, with 0 before"));
    }

    #[test]
    fn refuses_a_handler_that_keeps_what_is_not_there() {
        let handlers = [Handler { start: 1, end: 2, target: 2, depth: 1 }];
        let ops = [Op::Constant(0), Op::Return, Op::Return];
        check(&ops, &handlers, Err("instruction 1: its handler keeps 1 values, it leaves 0"));
    }

    #[test]
    fn accepts_handlers_within_each_other() {
        let ops = [Op::Constant(0), Op::Return, Op::Reraise];
        let inner = Handler { start: 0, end: 1, target: 2, depth: 0 };
        check(&ops, &[inner, Handler { end: 2, ..inner }, Handler { start: 0, end: 2, target: 2, depth: 0 }], Ok(()));
    }

    #[test]
    fn refuses_an_outer_handler_before_an_inner_one() {
        let ops = [Op::Constant(0), Op::Return, Op::Reraise];
        let handlers =
            [Handler { start: 0, end: 2, target: 2, depth: 0 }, Handler { start: 0, end: 1, target: 2, depth: 0 }];
        check(&ops, &handlers, Err("the handler of 0..1 comes after one that it lies in, or cuts it in two"));
    }

    #[test]
    fn refuses_what_is_not_there() {
        check(&[Op::Constant(1)], &[], Err("instruction 0: there is no constant 1"));
        check(&[Op::LoadLocal(0)], &[], Err("instruction 0: there is no local slot 0"));
        check(&[Op::LoadGlobal(Name(1))], &[], Err("instruction 0: there is no name 1"));
        check(&[Op::Constant(0), Op::Await, Op::Return], &[], Err("instruction 1: only a coroutine awaits"));
    }
}
