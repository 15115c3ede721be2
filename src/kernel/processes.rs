//! Processes that the library starts: each begins with a copy of its parent's memory.

use super::schedule::Flow;
use super::tables::{Process, ProcessId, Role, ThreadId};
use super::{Kernel, Worker};
use crate::machine::{Arguments, Heap, Value};
use crate::trace::{LaneKind, LinkKind};

impl Kernel {
    /// Forks. The child calls the function, and exits with the number that it returns.
    pub(super) fn start_process(&mut self, id: ThreadId, function: Value, name: &str) -> Flow {
        let Some(parent) = self.process(id) else { return Flow::Wait };
        let (mut heap, up) = (parent.heap.clone(), parent.lane);
        self.instructions += super::schedule::FORK + (heap.bytes() / super::schedule::BYTES) as u64;
        let fiber = self.machine.calling(&mut heap, function, Arguments::default());
        let lane = self.recorder.lane(LaneKind::Process, Some(up), name, "", self.now);
        let number = self.processes.len();
        let pid = 1000 + i64::try_from(number).unwrap_or(0);
        self.processes.push(Process::new(heap, lane, pid));
        let main = self.add_thread(number, "MainThread".to_owned(), Role::Process);
        if let Some(thread) = self.thread_mut(main) {
            thread.fiber = fiber;
        }
        let from = self.lane(id);
        self.start_worker(main, Worker::Process);
        if let Some(lane) = self.thread(main).map(|thread| thread.lane).filter(|_| !self.over) {
            self.link(LinkKind::Spawn, from, lane);
        }
        if self.over { Flow::Wait } else { Flow::Value(super::primitives::int(number)) }
    }

    /// Lets a thread wait for a process's end.
    pub(super) fn process_wait(&mut self, id: ThreadId, number: ProcessId, label: &str, timeout: Value) -> Flow {
        match self.processes.get_mut(number) {
            Some(process) if !process.exited => {}
            _ => return Flow::Value(Value::Bool(true)),
        }
        let flow = self.park(id, "", label, timeout);
        if matches!(flow, Flow::Wait)
            && let (Some(process), Some(thread)) = (self.processes.get_mut(number), self.threads.get(id))
        {
            process.joiners.push((id, thread.waits));
        }
        flow
    }

    /// A process exits, with everything in it.
    pub(super) fn end_process(&mut self, number: ProcessId, code: i64) {
        let Some(process) = self.processes.get_mut(number).filter(|process| !process.exited) else { return };
        process.exited = true;
        process.exit_code = code;
        process.heap = Heap::default();
        let (lane, joiners) = (process.lane, std::mem::take(&mut process.joiners));
        let main = self.threads.iter().find(|thread| thread.process == number).map_or(lane, |main| main.lane);
        for at in 0..self.threads.len() {
            if self.process_of(at) == number {
                self.kill(at);
            }
        }
        self.recorder.end_lane(lane, self.now);
        for (joiner, wait) in joiners {
            self.unpark_from(joiner, wait, Some((LinkKind::Result, (main, self.now))));
        }
        // Who has been woken by a channel and did not live to take the value hands the chance on.
        for at in 0..self.channels.len() {
            self.wake_waiting(at, false);
        }
    }
}
