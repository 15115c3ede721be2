//! Writes the instructions of one code: labels, constants, places, handlers, and the depth of the stack.
//!
//! Nothing is written where nothing can be reached: after a `return`, until a label that something
//! jumps to.

use std::collections::HashMap;

use crate::program::verify::effect;
use crate::program::{Constant, Handler, Location, Op};

/// A place to jump to, bound or not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(u32);

/// Instructions from which exceptions go to a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region(usize);

#[derive(Debug, Default)]
pub(super) struct Emitter {
    ops: Vec<Op>,
    locations: Vec<(u32, Location)>,
    constants: Vec<Constant>,
    known: HashMap<Key, u32>,
    labels: Vec<LabelState>,
    regions: Vec<RegionState>,
    /// Ranges whose region is closed: inner regions close first.
    handlers: Vec<(u32, u32, Label, u32)>,
    /// How many values are on the stack; `None` where nothing can be reached.
    depth: Option<u32>,
    at: Location,
}

/// What makes two constants the same.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Float(u64),
    Str(String),
    Keywords(Vec<u32>),
}

#[derive(Debug, Default)]
struct LabelState {
    position: u32,
    depth: Option<u32>,
}

#[derive(Debug)]
struct RegionState {
    target: Label,
    depth: u32,
    open: Option<u32>,
    ranges: Vec<(u32, u32)>,
}

/// What becomes part of a [`Code`](crate::program::Code).
#[derive(Debug)]
pub(super) struct Emitted {
    pub(super) constants: Vec<Constant>,
    pub(super) ops: Vec<Op>,
    pub(super) locations: Vec<(u32, Location)>,
    pub(super) handlers: Vec<Handler>,
}

impl Emitter {
    pub(super) fn new(at: Location) -> Self {
        Self { depth: Some(0), at, ..Self::default() }
    }

    /// The place of the instructions that follow.
    pub(super) fn place(&mut self, at: Location) {
        self.at = at;
    }

    fn next(&self) -> u32 {
        u32::try_from(self.ops.len()).unwrap_or(u32::MAX)
    }

    /// Writes an instruction that does not jump and makes no function.
    pub(super) fn emit(&mut self, op: Op) {
        self.write(op, 0);
    }

    /// Writes the making of a function with some free variables.
    pub(super) fn make_function(&mut self, code: u32, free: u32) {
        self.write(Op::MakeFunction { code }, free);
    }

    /// Writes an instruction that jumps to a label.
    pub(super) fn jump(&mut self, op: impl FnOnce(u32) -> Op, label: Label) {
        self.write(op(label.0), 0);
    }

    fn write(&mut self, op: Op, free: u32) {
        let Some(depth) = self.depth else { return };
        if self.locations.last().is_none_or(|&(_, at)| at != self.at) {
            self.locations.push((self.next(), self.at));
        }
        self.ops.push(op);
        let effect = effect(op, |_| free);
        debug_assert!(depth >= effect.pops, "{op:?} with {depth} values");
        let below = depth.saturating_sub(effect.pops);
        if let Some((label, pushes)) = effect.jump {
            self.arrive(Label(label), below + pushes);
        }
        self.depth = effect.falls.then(|| below.saturating_add(effect.pushes));
    }

    fn arrive(&mut self, label: Label, depth: u32) {
        if let Some(state) = self.labels.get_mut(label.0 as usize) {
            debug_assert!(state.depth.is_none_or(|known| known == depth), "{:?} and {depth}", state.depth);
            state.depth = Some(depth);
        }
    }

    pub(super) fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(u32::try_from(self.labels.len() - 1).unwrap_or(u32::MAX))
    }

    /// Puts a label before the next instruction.
    pub(super) fn bind(&mut self, label: Label) {
        if let Some(depth) = self.depth {
            self.arrive(label, depth);
        }
        let position = self.next();
        if let Some(state) = self.labels.get_mut(label.0 as usize) {
            state.position = position;
            self.depth = state.depth;
        }
    }

    /// From here on exceptions go to a label, with what is on the stack now kept but for the top `drop` values.
    pub(super) fn open(&mut self, target: Label, drop: u32) -> Region {
        self.regions.push(RegionState {
            target,
            depth: self.depth.unwrap_or(0).saturating_sub(drop),
            open: Some(self.next()),
            ranges: Vec::new(),
        });
        Region(self.regions.len() - 1)
    }

    /// From here on they do not, for a while.
    pub(super) fn suspend(&mut self, region: Region) {
        let end = self.next();
        let Some(state) = self.regions.get_mut(region.0) else { return };
        if let Some(start) = state.open.take()
            && start < end
        {
            state.ranges.push((start, end));
            let (target, depth) = (state.target, state.depth);
            self.arrive(target, depth + 1);
        }
    }

    /// From here on they do again.
    pub(super) fn resume(&mut self, region: Region) {
        let start = self.next();
        if let Some(state) = self.regions.get_mut(region.0) {
            state.open = Some(start);
        }
    }

    /// From here on they do not any more. Inner regions must be closed before outer ones.
    pub(super) fn close(&mut self, region: Region) {
        self.suspend(region);
        let Some(state) = self.regions.get_mut(region.0) else { return };
        let ranges = std::mem::take(&mut state.ranges);
        self.handlers.extend(ranges.into_iter().map(|(start, end)| (start, end, state.target, state.depth)));
    }

    /// Pushes a constant.
    pub(super) fn constant(&mut self, constant: Constant) {
        let index = self.constant_index(constant);
        self.emit(Op::Constant(index));
    }

    /// The index of a constant.
    pub(super) fn constant_index(&mut self, constant: Constant) -> u32 {
        let key = match &constant {
            Constant::None => Key::None,
            Constant::Ellipsis => Key::Ellipsis,
            Constant::Bool(value) => Key::Bool(*value),
            Constant::Int(value) => Key::Int(*value),
            Constant::Float(value) => Key::Float(value.to_bits()),
            Constant::Str(value) => Key::Str(value.clone()),
            Constant::Keywords(names) => Key::Keywords(names.iter().map(|name| name.0).collect()),
        };
        let constants = &mut self.constants;
        *self.known.entry(key).or_insert_with(|| {
            constants.push(constant);
            u32::try_from(constants.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Ends the code: labels become indexes.
    pub(super) fn finish(mut self) -> Emitted {
        let position = |label: u32| self.labels.get(label as usize).map_or(0, |state| state.position);
        for op in &mut self.ops {
            if let Op::Jump(target)
            | Op::JumpIfFalse(target)
            | Op::JumpIfTrue(target)
            | Op::JumpIfFalseOrPop(target)
            | Op::JumpIfTrueOrPop(target)
            | Op::ForIterator(target) = op
            {
                *target = position(*target);
            }
        }
        let handlers = self
            .handlers
            .iter()
            .map(|&(start, end, target, depth)| Handler { start, end, target: position(target.0), depth })
            .collect();
        if self.locations.is_empty() {
            self.locations.push((0, self.at));
        }
        Emitted { constants: self.constants, ops: self.ops, locations: self.locations, handlers }
    }
}
