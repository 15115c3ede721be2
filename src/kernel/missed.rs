//! What is said of futures, tasks and coroutines when they are found dead.

use super::Kernel;
use super::tables::{Ready, ThreadId};
use crate::machine::{FutureState, Machine, Part, Ref, Value};

impl Kernel {
    /// A coroutine that has not begun was thrown away: if nothing else refers to it, that is said now. CPython warns
    /// once for each line, so what repeats is not searched for.
    pub(super) fn unawaited(&mut self, id: ThreadId, coroutine: Ref) {
        let text = self.unawaited_text(id, coroutine);
        let of = self.process_of(id);
        let Some(process) = self.processes.get_mut(of) else { return };
        let repeats = process.warned.contains(&text);
        process.heap.note_repetition(coroutine, repeats);
        if !repeats {
            self.search(id);
        }
    }

    fn unawaited_text(&mut self, id: ThreadId, coroutine: Ref) -> String {
        let line = self.location(id).line;
        let Some(process) = self.process(id) else { return String::new() };
        let name = self.machine.qualified_name(&process.heap, Value::Object(coroutine));
        self.machine.warning(line, &format!("coroutine '{name}' was never awaited"))
    }

    /// Looks for garbage of which there is something to say, where that is likely and is not done too often.
    pub(super) fn search_unseen(&mut self, id: ThreadId) {
        let of = self.process_of(id);
        let Some(process) = self.processes.get_mut(of).filter(|process| process.unseen > 0) else { return };
        let work = self.instructions - process.searched;
        if process.heap.size() < 20_000 || work > process.heap.size() as u64 / 4 {
            process.searched = self.instructions;
            self.search(id);
        }
    }

    /// Looks for garbage of which there is something to say.
    pub(super) fn search(&mut self, id: ThreadId) {
        // That memory is short is found out again when more is wanted.
        let _ = self.collect_garbage(id);
    }

    /// Says what there is to say of garbage that was found.
    pub(super) fn say_missed(&mut self, id: ThreadId) {
        let of = self.process_of(id);
        let missed = self.heap(of).map(crate::machine::Heap::take_missed).unwrap_or_default();
        self.say(id, missed, false);
    }

    /// Says it of everything that is left when the program ends.
    pub(super) fn say_all_missed(&mut self, id: ThreadId) {
        let of = self.process_of(id);
        let missed = self.heap(of).map(|heap| heap.miss_all()).unwrap_or_default();
        self.say(id, missed, true);
    }

    fn say(&mut self, id: ThreadId, missed: Vec<Ref>, at_exit: bool) {
        let of = self.process_of(id);
        for &at in &missed {
            let Some(future) = self.future_mut(of, at) else { continue };
            let exception = if let FutureState::Error(exception) = future.state { exception } else { Value::None };
            let kind = match &future.part {
                Part::Task(_) => "Task",
                Part::Gather(_) => "_GatheringFuture",
                _ => "Future",
            };
            let (message, what) = if exception == Value::None {
                ("Task was destroyed but it is pending!".to_owned(), "task")
            } else {
                (format!("{kind} exception was never retrieved"), "future")
            };
            let owner = future.owner;
            if let Some(task) = future.task_mut() {
                task.quiet = true;
            }
            self.seen(of, at);
            let failed = self.loops.get(owner).filter(|of| of.thread.is_some()).map(|of| of.failed);
            if let Some(function) = failed.filter(|_| !at_exit) {
                let arguments = vec![self.text(id, message), Value::None, Value::Object(at), exception];
                self.add_ready(owner, Ready::Call { function, arguments, from: None });
                continue;
            }
            let shown = self.repr(id, Value::Object(at)).unwrap_or_default();
            let mut text = format!("{message}\n{what}: {shown}\n");
            if let Some(process) = self.processes.get(of).filter(|_| exception != Value::None) {
                text.push_str(&self.machine.traceback(&process.heap, exception));
            }
            self.recorder.output(self.lane(id), self.now, true, text);
        }
        for at in missed {
            let mut text = self.unawaited_text(id, at);
            let Some(process) = self.processes.get_mut(of) else { return };
            let repeats = process.heap.note_repetition(at, false) || process.warned.contains(&text);
            if !Machine::end_coroutine(&mut process.heap, Value::Object(at)) || repeats {
                continue;
            }
            process.warned.push(text.clone());
            if at_exit {
                // There is no frame any more.
                let name = self.machine.qualified_name(&process.heap, Value::Object(at));
                text = format!("sys:1: RuntimeWarning: coroutine '{name}' was never awaited\n");
            } else {
                text.push_str("RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n");
            }
            self.recorder.output(self.lane(id), self.now, true, text);
        }
    }
}
