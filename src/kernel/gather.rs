//! `asyncio.gather`. CPython 3.11's `asyncio/tasks.py` says how.

use super::schedule::Flow;
use super::tables::ProcessId;
use super::{Kernel, LaneId};
use crate::machine::{Callback, FutureState, Gather, Part, Ref, Value};

/// What who awaits a `gather` does.
pub(super) const GATHER: &str = "await gather";

impl Kernel {
    /// A future with the results of all children, of which `left` are different.
    pub(super) fn gather(&mut self, process: ProcessId, of: usize, children: Value, left: Value, all: Value) -> Flow {
        let children = self.heap(process).map(|heap| crate::machine::sequence(heap, children)).unwrap_or_default();
        let children =
            children.into_iter().filter_map(|child| if let Value::Object(at) = child { Some(at) } else { None });
        let children: Vec<Ref> = children.collect();
        let mut different = Vec::with_capacity(children.len());
        let doubled = left != Value::Int(i64::try_from(children.len()).unwrap_or(0));
        for &child in &children {
            if !doubled || !different.contains(&child) {
                different.push(child);
            }
        }
        let gather = Gather {
            children,
            left: different.len(),
            return_exceptions: all == Value::Bool(true),
            cancel_requested: false,
        };
        let outer = self.put_future(process, of, Part::Gather(Box::new(gather)), GATHER.into());
        for child in different {
            self.on_future(process, child, Callback::Gathered(outer));
        }
        Flow::Value(Value::Object(outer))
    }

    /// A child of a `gather` is done.
    pub(super) fn gathered(&mut self, process: ProcessId, outer: Ref, child: Ref) {
        let child_of = self.future(process, child);
        let state = child_of.map_or(FutureState::Cancelled, |child| child.state);
        let by = child_of.and_then(|child| child.done_by).map(|(lane, time)| (LaneId(lane), time));
        let Some(future) = self.future_mut(process, outer) else { return };
        let done = future.is_done();
        let Part::Gather(gather) = &mut future.part else { return };
        gather.left = gather.left.saturating_sub(1);
        let (over, all) = (gather.left == 0 && !done, gather.return_exceptions);
        let (cancelled, children) = (gather.cancel_requested, if over { gather.children.clone() } else { Vec::new() });
        self.seen(process, child);
        if done {
            return;
        }
        match state {
            FutureState::Error(_) if !all => return self.settle(process, outer, state, by),
            FutureState::Cancelled if !all => {
                let exception = self.cancelled_error(process, child);
                return self.settle(process, outer, FutureState::Error(exception), by);
            }
            _ if !over => return,
            _ => {}
        }
        if cancelled {
            let exception = self.cancelled_error(process, child);
            return self.settle(process, outer, FutureState::Error(exception), by);
        }
        let mut values = Vec::with_capacity(children.len());
        for child in children {
            values.push(match self.future(process, child).map(|future| (future.state, future.message)) {
                Some((FutureState::Value(value) | FutureState::Error(value), _)) => value,
                Some((_, Value::Unbound)) => {
                    let empty = self.heap(process).map_or(Value::None, |heap| heap.str(""));
                    self.new_cancelled_error(process, empty)
                }
                Some((_, message)) => self.new_cancelled_error(process, message),
                None => Value::None,
            });
        }
        let list = self.heap(process).map_or(Value::None, |heap| heap.list(values));
        self.settle(process, outer, FutureState::Value(list), by);
    }
}
