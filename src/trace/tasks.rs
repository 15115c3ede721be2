//! STUB
use alloc::vec::Vec;
use super::{Change, Trace};
/// stub
#[derive(Clone, Debug, Default)]
pub struct ByTask;
impl ByTask {
    /// stub
    pub fn apply(&mut self, change: &Change) -> Vec<Change> { alloc::vec![change.clone()] }
}
/// stub
#[must_use]
pub fn by_task(trace: &Trace) -> Trace { trace.clone() }
