//! The listings, by chapter: programs of the article, written anew, with what there is to see and to try.

pub mod asynchronous;
pub mod executors;
pub mod processes;
pub mod threading;

/// Dots: the thread is free.
const FREE: Option<crate::trace::State> = Some(crate::trace::State::Awaiting);
/// Hatched: the thread sleeps, and is blocked.
const BLOCKED: Option<crate::trace::State> = Some(crate::trace::State::Sleeping);
/// Rows: the thread waits for another, and is blocked.
const WAITING: Option<crate::trace::State> = Some(crate::trace::State::Waiting);
/// Columns: not there yet.
const STARTING: Option<crate::trace::State> = Some(crate::trace::State::Starting);
