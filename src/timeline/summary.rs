//! What a run comes to, in numbers and in a sentence.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use crate::order;
use crate::time::Micros;
use crate::trace::{LaneId, LaneKind, Span, State, Trace};

/// What a run comes to.
///
/// *Waiting* here is what the program asked for by `time.sleep` and `asyncio.sleep`: the stand-in for slow
/// work. That one lane waits for another (a join, a result, an event loop without anything to do) is no
/// waiting of its own and would count the same time twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How long the run took, or has taken so far.
    pub total: Micros,
    /// Whether it has ended.
    pub ended: bool,
    /// All waiting added up: what it would take in turn.
    pub waiting: Micros,
    /// How many times something waited.
    pub times: u32,
    /// The most that waited at once.
    pub at_once: u32,
    /// How many tasks waited without blocking their thread.
    pub tasks: u32,
    /// How many threads waited, or had tasks that did.
    pub threads: u32,
    /// How many of these threads were blocked while they waited.
    pub blocked: u32,
    /// How many processes these threads belong to.
    pub processes: u32,
}

/// Sums up a trace.
#[must_use]
pub fn summary(trace: &Trace) -> Summary {
    let total = trace.latest();
    let mut waits: Vec<(LaneId, Micros, Micros)> = Vec::new();
    for span in &trace.spans {
        let end = span.end.unwrap_or(total);
        if is_own_wait(trace, span) && end > span.start {
            // A task that calls `time.sleep` blocks its thread: it is the thread that sleeps.
            let who = if span.state == State::Sleeping { thread(trace, span.lane) } else { span.lane };
            waits.push((who, span.start, end));
        }
    }
    order::sort(&mut waits);
    // A thread's sleep may be recorded on the thread and on its task; it is one sleep.
    waits.dedup_by(|next, last| {
        let same = next.0 == last.0 && next.1 < last.2;
        if same {
            last.2 = last.2.max(next.2);
        }
        same
    });
    let kind = |lane: LaneId| trace.lanes.get(lane.0 as usize).map(|lane| lane.kind);
    let waiters = distinct(waits.iter().map(|wait| wait.0));
    let tasks = waiters.iter().filter(|&&lane| kind(lane) == Some(LaneKind::Task)).count();
    let threads = distinct(waiters.iter().map(|&lane| thread(trace, lane)));
    let processes = distinct(threads.iter().map(|&lane| parent(trace, lane).unwrap_or(lane)));
    Summary {
        total,
        ended: trace.end.is_some(),
        waiting: waits.iter().fold(Micros::ZERO, |sum, wait| sum + wait.2.since(wait.1)),
        times: count(waits.len()),
        at_once: at_once(&waits),
        tasks: count(tasks),
        threads: count(threads.len()),
        blocked: count(waiters.len() - tasks),
        processes: count(processes.len()),
    }
}

impl Summary {
    /// The summary in plain words: `10 s of waiting done in 4.0 s on 4 threads, at most 4 at once. One after
    /// the other it would take 10.0 s.`
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut out = String::new();
        if self.waiting == Micros::ZERO {
            out.push_str(if self.ended { "Done in " } else { "Running for " });
            out.push_str(&duration(self.total));
            out.push_str(" without waiting.");
            return out;
        }
        out.push_str(&round(self.waiting));
        out.push_str(if self.ended { " of waiting done in " } else { " of waiting so far, in " });
        out.push_str(&duration(self.total));
        let in_turn = self.at_once <= 1;
        out.push_str(if in_turn && self.times > 1 { ", one after the other" } else { "" });
        out.push_str(&self.place());
        if !in_turn {
            out.push_str(", at most ");
            out.push_str(&self.at_once.to_string());
            out.push_str(" at once");
        }
        out.push('.');
        if !in_turn && duration(self.waiting) != duration(self.total) {
            out.push_str(" One after the other it would take ");
            out.push_str(&duration(self.waiting));
            out.push('.');
        }
        out
    }

    /// How many times as fast it was as one after the other would have been, in hundredths; `None` where nothing
    /// waited at once.
    #[must_use]
    pub fn speed_up(&self) -> Option<u32> {
        if self.at_once <= 1 || self.waiting == Micros::ZERO {
            return None;
        }
        let hundredths = self.waiting.0.saturating_mul(100).saturating_add(self.total.0 / 2);
        hundredths.checked_div(self.total.0).map(|hundredths| u32::try_from(hundredths).unwrap_or(u32::MAX))
    }

    /// Who waited, and where.
    fn place(&self) -> String {
        let threads = number(self.threads, "thread", "threads");
        let tasks = number(self.tasks, "task", "tasks");
        let mut place = match (self.tasks, self.blocked) {
            (0, _) if self.processes > 1 && self.processes == self.threads => {
                return [" in ", &number(self.processes, "process", "processes")].concat();
            }
            (0, _) => [" on ", &threads].concat(),
            (_, 0) => [" by ", &tasks, " on ", &threads].concat(),
            (_, blocked) => [" by ", &tasks, " and ", &number(blocked, "blocked thread", "blocked threads")].concat(),
        };
        if self.processes > 1 {
            place.push_str(" in ");
            place.push_str(&number(self.processes, "process", "processes"));
        }
        place
    }
}

/// Whether a span is waiting that the program asked for, not waiting for another lane.
///
/// A trace does not say why a task awaits. Its labels do: the kernel labels the spans of `time.sleep` and
/// `asyncio.sleep` alike, `sleep 3`, and all others by what they wait for (`await greet()`, `result`, `join`).
#[must_use]
pub fn is_own_wait(trace: &Trace, span: &Span) -> bool {
    let label = span.label.map_or("", |label| trace.text(label));
    let sleeps = label == "sleep" || label.starts_with("sleep ");
    match span.state {
        State::Sleeping => true,
        State::Awaiting => sleeps,
        _ => false,
    }
}

fn parent(trace: &Trace, lane: LaneId) -> Option<LaneId> {
    trace.lanes.get(lane.0 as usize).and_then(|lane| lane.parent)
}

/// The thread that a lane is or belongs to.
fn thread(trace: &Trace, lane: LaneId) -> LaneId {
    let task = trace.lanes.get(lane.0 as usize).filter(|lane| lane.kind == LaneKind::Task);
    task.and_then(|task| task.parent).unwrap_or(lane)
}

fn distinct(lanes: impl Iterator<Item = LaneId>) -> Vec<LaneId> {
    let mut lanes: Vec<LaneId> = lanes.collect();
    order::sort(&mut lanes);
    lanes.dedup();
    lanes
}

fn at_once(waits: &[(LaneId, Micros, Micros)]) -> u32 {
    // An end comes before a start of the same moment: one after the other is not at once.
    let mut steps: Vec<(Micros, i64)> = vec![];
    steps.extend(waits.iter().flat_map(|&(_, start, end)| [(start, 1), (end, -1)]));
    order::sort(&mut steps);
    let mut now = 0_i64;
    let most = steps.iter().map(|&(_, step)| {
        now += step;
        now
    });
    u32::try_from(most.max().unwrap_or(0)).unwrap_or(0)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// `one thread`, `4 threads`.
fn number(count: u32, one: &str, many: &str) -> String {
    if count == 1 { ["one ", one].concat() } else { [&count.to_string(), " ", many].concat() }
}

/// `4.0 s`, `120 ms`.
fn duration(time: Micros) -> String {
    if time > Micros::ZERO && time < Micros::from_millis(950) {
        return [&((time.0 + 500) / 1_000).to_string(), " ms"].concat();
    }
    let tenths = time.0.saturating_add(50_000) / 100_000;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), " s"].concat()
}

/// `10 s`, `2.5 s`: without a zero after the point.
fn round(time: Micros) -> String {
    duration(time).replace(".0 s", " s")
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::timeline::fixtures;
    use crate::trace::{State, Trace};

    fn check(trace: &Trace, expected: &str) {
        assert_eq!(summary(trace).sentence(), expected, "{:?}", summary(trace));
    }

    #[test]
    fn a_loop_waits_one_after_the_other() {
        check(&fixtures::sync_loop(), "10 s of waiting done in 10.0 s, one after the other on one thread.");
    }

    #[test]
    fn tasks_wait_at_once_on_one_thread() {
        let expected = "6 s of waiting done in 3.0 s by 2 tasks on one thread, at most 2 at once. One after the other it would take 6.0 s.";
        check(&fixtures::create_task(), expected);
    }

    #[test]
    fn threads_wait_at_once() {
        let expected =
            "10 s of waiting done in 4.0 s on 4 threads, at most 4 at once. One after the other it would take 10.0 s.";
        check(&fixtures::threadpool_map(), expected);
    }

    #[test]
    fn processes_wait_at_once() {
        let expected = "10 s of waiting done in 4.2 s in 4 processes, at most 4 at once. One after the other it would take 10.0 s.";
        check(&fixtures::process_pool(), expected);
    }

    #[test]
    fn a_task_that_awaits_twice_waits_in_turn() {
        let task = |sleeps: &[u64]| {
            let mut build = fixtures::script();
            let task = build.task(fixtures::MAIN, "Task-1", "main", 0);
            let mut now = 0;
            for &length in sleeps {
                build.span(task, State::Awaiting, now, now + length, "sleep 3");
                now += length;
            }
            build.end(now)
        };
        check(&task(&[3_000]), "3 s of waiting done in 3.0 s by one task on one thread.");
        check(&task(&[3_000, 3_000]), "6 s of waiting done in 6.0 s, one after the other by one task on one thread.");
        check(&task(&[250]), "250 ms of waiting done in 250 ms by one task on one thread.");
    }

    #[test]
    fn waiting_for_others_is_not_counted() {
        let mut build = fixtures::script();
        let thread = build.thread(crate::trace::LaneId(0), "Thread-1", 0);
        build.span(fixtures::MAIN, State::Waiting, 0, 3_000, "join");
        build.span(thread, State::Sleeping, 0, 3_000, "sleep 3");
        check(&build.end(3_000), "3 s of waiting done in 3.0 s on one thread.");
    }

    #[test]
    fn tasks_beside_blocked_threads() {
        let mut build = fixtures::script();
        let task = build.task(fixtures::MAIN, "Task-1", "main", 0);
        let thread = build.thread(crate::trace::LaneId(0), "Thread-1", 0);
        build.span(task, State::Awaiting, 0, 2_000, "sleep 2");
        build.span(thread, State::Sleeping, 0, 2_000, "sleep 2");
        let expected = "4 s of waiting done in 2.0 s by one task and one blocked thread, at most 2 at once. One after the other it would take 4.0 s.";
        check(&build.end(2_000), expected);
    }

    #[test]
    fn a_run_in_progress_is_summed_up_so_far() {
        let expected =
            "5 s of waiting so far, in 2.0 s on 3 threads, at most 3 at once. One after the other it would take 5.0 s.";
        check(&fixtures::in_progress(), expected);
    }

    #[test]
    fn a_task_that_blocks_its_thread_counts_once() {
        let mut build = fixtures::script();
        let task = build.task(fixtures::MAIN, "Task-1", "main", 0);
        build.span(fixtures::MAIN, State::Sleeping, 0, 1_000, "sleep 1");
        build.span(task, State::Sleeping, 0, 1_000, "sleep 1");
        let trace = build.end(1_000);
        assert_eq!(summary(&trace).waiting, crate::time::Micros::from_secs(1));
        check(&trace, "1 s of waiting done in 1.0 s on one thread.");
    }

    #[test]
    fn what_waits_at_once_speeds_up() {
        assert_eq!(summary(&fixtures::threadpool_map()).speed_up(), Some(250));
        assert_eq!(summary(&fixtures::create_task()).speed_up(), Some(200));
        assert_eq!(summary(&fixtures::process_pool()).speed_up(), Some(240));
        assert_eq!(summary(&fixtures::sync_loop()).speed_up(), None);
        assert_eq!(summary(&fixtures::fine()).speed_up(), None);
        assert_eq!(summary(&Trace::default()).speed_up(), None);
        assert_eq!(
            super::Summary { waiting: crate::time::Micros(1), at_once: 2, ..Default::default() }.speed_up(),
            None
        );
    }

    #[test]
    fn nothing_waited() {
        check(&fixtures::fine(), "Done in 1.0 s without waiting.");
        check(&Trace::default(), "Running for 0.0 s without waiting.");
    }
}
