//! STAND-IN for the kernel, to be thrown away: whatever the program, one thread sleeps 0.1 s; or, where the
//! module's code holds a jump, it computes for ever while eight threads sleep for ever;
//! or, where it names asyncio, it waits 0.1 s on a timer.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Command, Config, Event, Progress, Worker};
use crate::program::{Op, Program};
use crate::time::Micros;
use crate::trace::{Change, End, Lane, LaneId, LaneKind, Outcome};

/// STAND-IN.
#[allow(clippy::struct_excessive_bools, reason = "STAND-IN")]
#[derive(Debug)]
pub struct Kernel {
    endless: bool,
    timer: bool,
    started: bool,
    commands: Vec<Command>,
    changes: Vec<Change>,
    over: bool,
}

#[allow(missing_docs, clippy::needless_pass_by_value, reason = "STAND-IN")]
impl Kernel {
    #[must_use]
    pub fn new(program: Program, _config: Config) -> Self {
        let endless = program.codes.iter().any(|code| code.ops.iter().any(|op| matches!(op, Op::Jump(_))));
        let timer = program.names.iter().any(|name| name == "asyncio");
        Self { endless, timer, started: false, commands: Vec::new(), changes: Vec::new(), over: false }
    }

    pub fn handle(&mut self, now: Micros, event: Event) {
        match event {
            Event::Started { lane, .. } if !self.endless && !self.timer => {
                self.commands.push(Command::Block { lane, duration: Micros::from_millis(100) });
            }
            Event::Started { lane, .. } if self.endless => {
                self.commands.push(Command::Block { lane, duration: Micros::MAX });
            }
            Event::Ended { at, .. } => self.end(at, Outcome::Finished),
            Event::Failed { reason, .. } => self.end(now, Outcome::Aborted(reason)),
            _ => {}
        }
    }

    pub fn advance(&mut self, now: Micros) -> Progress {
        if !self.started {
            self.started = true;
            let (kind, start) = (LaneKind::Process, now);
            let lane = Lane { parent: None, kind, name: "MainProcess".into(), detail: String::new(), start, end: None };
            self.changes.push(Change::Lane(lane.clone()));
            let (kind, parent) = (LaneKind::Thread, Some(LaneId(0)));
            self.changes.push(Change::Lane(Lane { parent, kind, name: "MainThread".into(), ..lane }));
            for lane in 1..=(if self.endless { 8 } else { 1 }) {
                self.commands.push(Command::Start { lane: LaneId(lane), worker: Worker::Thread });
            }
        }
        if self.timer && now >= Micros::from_millis(100) {
            self.end(now, Outcome::Finished);
        }
        if self.over {
            Progress::Done
        } else if self.timer {
            Progress::Until(Some(Micros::from_millis(100)))
        } else if self.endless {
            Progress::More
        } else {
            Progress::Until(None)
        }
    }

    pub fn abort(&mut self, now: Micros, message: String) {
        self.end(now, Outcome::Aborted(message));
    }

    pub fn commands(&mut self) -> Vec<Command> {
        core::mem::take(&mut self.commands)
    }

    pub fn changes(&mut self) -> Vec<Change> {
        core::mem::take(&mut self.changes)
    }

    fn end(&mut self, time: Micros, outcome: Outcome) {
        self.over = true;
        self.changes.push(Change::End(End { time, outcome }));
    }
}
