//! What there is to say about one bar: the texts and arrows of the card that opens on it.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::summary;
use crate::program::Location;
use crate::time::Micros;
use crate::trace::{LaneId, LaneKind, Link, LinkKind, MarkKind, Span, SpanId, State, Trace};

/// The most arrows that are drawn for one bar.
const LINKS: usize = 8;

/// What there is to say about one span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Whose it is.
    pub lane: LaneId,
    /// What its row is called.
    pub name: String,
    /// Its state.
    pub state: State,
    /// What is written into its bar.
    pub label: String,
    /// When it began.
    pub from: Micros,
    /// When it ended; `None` while it lasts.
    pub to: Option<Micros>,
    /// The place in the source that brought it about; line 0 where there is none.
    pub at: Location,
    /// What it was, why it began and what ended it, in plain words.
    pub sentences: Vec<String>,
    /// What came of the work that it is a part of: how that ended, and the result or the exception, as Python writes it.
    pub outcome: Option<(Ended, String)>,
    /// What to draw as arrows, as indexes into [`Trace::links`]: what arrived when it began, what ended it and what
    /// left when it did; and what had led to these.
    pub links: Vec<u32>,
}

/// How a piece of work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With a result.
    Returned,
    /// With an exception.
    Raised,
}

impl Ended {
    /// What it left, in a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Returned => "result",
            Self::Raised => "exception",
        }
    }
}

/// What there is to say about a span; `None` where there is no such span.
#[must_use]
pub fn details(trace: &Trace, span: SpanId) -> Option<Details> {
    let span = trace.spans.get(span.0 as usize)?;
    let kind = trace.lanes.get(span.lane.0 as usize)?.kind;
    let about = About { trace, span, kind };
    Some(Details {
        lane: span.lane,
        name: about.name(span.lane).unwrap_or_default().to_owned(),
        state: span.state,
        label: about.label().to_owned(),
        from: span.start,
        to: span.end,
        at: span.at,
        sentences: about.sentences(),
        outcome: about.outcome(),
        links: about.links(),
    })
}

struct About<'a> {
    trace: &'a Trace,
    span: &'a Span,
    kind: LaneKind,
}

impl<'a> About<'a> {
    fn label(&self) -> &'a str {
        self.span.label.map_or("", |label| self.trace.text(label))
    }

    fn links(&self) -> Vec<u32> {
        let (lane, start) = (self.span.lane, Some(self.span.start));
        let at = |(whose, time): (LaneId, Micros), wanted: Option<Micros>| whose == lane && Some(time) == wanted;
        let (trace, end) = (self.trace, self.span.end);
        let mut found: Vec<u32> = Vec::new();
        // The more important first, as there may be too many.
        let groups: [&dyn Fn(&Link) -> bool; 4] =
            [&|link| at(link.to, start), &|link| at(link.to, end), &|link| at(link.from, end), &|link| {
                at(link.from, start)
            }];
        for belongs in groups {
            for (id, link) in (0..).zip(&trace.links) {
                if found.len() < LINKS && belongs(link) && !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        let mut next = 0;
        while let Some(&id) = found.get(next).filter(|_| found.len() < LINKS) {
            next += 1;
            let Some((before, [link, ..])) = trace.links.split_at_checked(id as usize) else { break };
            // What led to something was there before it.
            let leads = |cause: &Link| cause.to.0 == link.from.0 && cause.to.1 <= link.from.1;
            let cause = (0..).zip(before).filter(|(_, cause)| leads(cause)).last();
            if let Some((cause, _)) = cause.filter(|(cause, _)| !found.contains(cause)) {
                found.push(cause);
            }
        }
        found
    }

    fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        match self.span.state {
            State::Waiting => sentences.push(self.wait()),
            State::Gil => sentences.push(self.gil()),
            State::Awaiting if self.kind == LaneKind::Task => {
                sentences.push(self.lasting());
                if !summary::is_own_wait(self.trace, self.span) && !matches!(self.label(), "" | "await")
                    || self.end_link(LinkKind::Result).is_some()
                {
                    sentences.push(self.wait());
                }
            }
            _ => sentences.push(self.lasting()),
        }
        // A worker that rests has done what came, and one that waits for the lock has begun before.
        if !matches!(self.span.state, State::Idle | State::Gil) {
            sentences.extend(self.beginning(LinkKind::Spawn));
            sentences.extend(self.beginning(LinkKind::Submit));
        }
        sentences
    }

    /// `Sleeping for 2.000 s: the thread is blocked and can do nothing else.`
    fn lasting(&self) -> String {
        let (task, item) = (self.kind == LaneKind::Task, self.kind == LaneKind::Item);
        let open = self.span.end.is_none();
        let blocked = ["this blocks its worker, ", self.worker(), ", which can do nothing else"].concat();
        let (what, why) = match self.span.state {
            State::Starting => ("Starting", "a new thread or process takes a moment to get going"),
            State::Queued if item => ("Queued", "no worker of its pool has come to it yet"),
            State::Queued => ("Queued", "the event loop has yet to come to it"),
            State::Running if task => ("Running", "no other task of its event loop can run meanwhile"),
            State::Running => ("Running", "no other thread of its process can run Python meanwhile"),
            State::Sleeping if task => ("Sleeping", "this blocks the thread, and with it all tasks of its event loop"),
            State::Sleeping if item => ("Sleeping", blocked.as_str()),
            State::Sleeping => ("Sleeping", "the thread is blocked and can do nothing else"),
            State::Awaiting if task => ("Awaiting", "the event loop is free to run other tasks"),
            State::Awaiting => ("Awaiting", "the event loop has nothing to do until a task can go on"),
            State::Idle => ("Idle", "the worker has nothing to do"),
            State::Waiting | State::Gil => ("Waiting", "something else has to happen first"),
        };
        [what, " for ", &self.length(), if open { " s so far: " } else { " s: " }, why, "."].concat()
    }

    /// `Waited 4.000 s for Thread-1, whose result came at 4.000 s.`
    fn wait(&self) -> String {
        let label = self.label();
        let (what, whose, kind) = match label.strip_prefix("await ").unwrap_or(label) {
            "lock" => ("a lock", "released", LinkKind::Wake),
            "semaphore" => ("a semaphore", "released", LinkKind::Wake),
            "event" => ("an event", "set", LinkKind::Wake),
            "condition" => ("a condition", "notified", LinkKind::Wake),
            "gather" => ("all that it gathers", "ended", LinkKind::Result),
            "group" => ("the tasks of its group", "ended", LinkKind::Wake),
            "wait" => ("tasks", "ended", LinkKind::Wake),
            "wait_for" => ("a task or its timeout", "ended", LinkKind::Wake),
            "barrier" => ("a barrier", "was the last to reach", LinkKind::Wake),
            "queue.put" => ("room in a queue", "made", LinkKind::Wake),
            "queue.join" | "join" => ("all work to be done", "", LinkKind::Wake),
            "queue.get" | "queue" => ("something in a queue", "put there", LinkKind::Put),
            "recv" | "poll" => ("a message", "sent", LinkKind::Put),
            "result" | "await" => ("a result", "", LinkKind::Result),
            "" => ("something else", "", LinkKind::Result),
            other => (other, "", LinkKind::Result),
        };
        let ended = other_end(label);
        let what = ended.unwrap_or(what);
        let what = if ended.is_some() { [what, " to end"].concat() } else { what.to_owned() };
        let length = self.length();
        if self.span.end.is_none() {
            return ["Waiting for ", &what, ", ", &length, " s so far."].concat();
        }
        let link = self.end_link(kind).filter(|_| ended.is_none());
        let Some((link, name)) = link.and_then(|link| Some((link, self.name(link.from.0)?))) else {
            return ["Waited ", &length, " s for ", &what, "."].concat();
        };
        // What is waited for may be a result that was there before it arrived.
        let time = if kind == LinkKind::Result { link.to.1 } else { link.from.1 }.to_string();
        let mut parts = alloc::vec!["Waited ", &length, " s for "];
        match (kind, whose) {
            (LinkKind::Result, "") => parts.extend([name, ", whose result came"]),
            (_, "") => parts.extend([&what, ", the last by ", name]),
            _ => parts.extend([&what, ", which ", name, " ", whose]),
        }
        parts.extend([" at ", &time, " s."]);
        parts.concat()
    }

    /// `Ready, but Thread-2 held the GIL.`
    fn gil(&self) -> String {
        let (trace, span) = (self.trace, self.span);
        let process = |lane: LaneId| {
            let lane = trace.lanes.get(lane.0 as usize)?;
            // The thread of a task, then its process.
            let thread = if lane.kind == LaneKind::Task { trace.lanes.get(lane.parent?.0 as usize)? } else { lane };
            thread.parent
        };
        let (own, until) = (process(span.lane), span.end.unwrap_or(Micros::MAX));
        let mut holders = trace.spans.iter().filter(|other| {
            let lane = trace.lanes.get(other.lane.0 as usize);
            other.state == State::Running
                && other.lane != span.lane
                && lane.is_some_and(|lane| lane.kind == LaneKind::Thread)
                && other.start < until
                && other.end.is_none_or(|end| end > span.start)
                && process(other.lane) == own
        });
        let first = holders.next().map(|holder| holder.lane);
        let alone = holders.all(|holder| Some(holder.lane) == first);
        let open = span.end.is_none();
        match first.filter(|_| alone && own.is_some()).and_then(|holder| self.name(holder)) {
            Some(name) => ["Ready, but ", name, if open { " holds the GIL." } else { " held the GIL." }].concat(),
            None if open => "Ready, while another thread holds the interpreter lock.".to_owned(),
            None => "Ready, while another thread held the interpreter lock.".to_owned(),
        }
    }

    /// `Started by MainThread at 0.000 s.`
    fn beginning(&self, kind: LinkKind) -> Option<String> {
        let queued = self.span.state == State::Queued && kind == LinkKind::Submit;
        let here = (self.span.lane, if queued { self.span.end? } else { self.span.start });
        // The last, as others of that moment may be of calls that took no time.
        let link = self.trace.links.iter().rev().find(|link| link.kind == kind && link.to == here)?;
        let name = self.name(link.from.0)?;
        let how = if kind == LinkKind::Spawn { "Started by " } else { "Submitted by " };
        let mut sentence = [how, name, " at ", &link.from.1.to_string(), " s"].concat();
        if link.to.1 > link.from.1 && !queued {
            let queued = (link.to.1 - link.from.1).to_string();
            sentence.push_str(&[", waited ", &queued, " s in the queue"].concat());
        }
        sentence.push('.');
        Some(sentence)
    }

    /// How the work ended that the span is a part of: what next ends on its lane, unless other work begins there before.
    fn outcome(&self) -> Option<(Ended, String)> {
        let work = !matches!(self.span.state, State::Starting | State::Idle);
        let end = self.span.end.filter(|_| work)?;
        let mut marks = self.trace.marks.iter().filter(|mark| mark.lane == self.span.lane && mark.time >= end);
        let ends = |kind| matches!(kind, MarkKind::Begin | MarkKind::Done | MarkKind::Error);
        let mark = marks.find(|mark| ends(mark.kind))?;
        let how = match mark.kind {
            MarkKind::Done => Ended::Returned,
            MarkKind::Error => Ended::Raised,
            _ => return None,
        };
        Some((how, self.trace.text(mark.label?).to_owned()))
    }

    /// What arrived when the span ended.
    fn end_link(&self, kind: LinkKind) -> Option<&'a Link> {
        let here = (self.span.lane, self.span.end?);
        self.trace.links.iter().find(|link| link.kind == kind && link.to == here)
    }

    /// Who does a pool's item.
    fn worker(&self) -> &'a str {
        let lane = self.trace.lanes.get(self.span.lane.0 as usize);
        lane.and_then(|lane| lane.detail.strip_prefix("on ")).unwrap_or_default()
    }

    /// How long it took, or has taken so far.
    fn length(&self) -> String {
        self.span.end.unwrap_or_else(|| self.trace.latest()).since(self.span.start).to_string()
    }

    /// What a lane's row is called: the only thread of one of several processes shares its process's row.
    fn name(&self, id: LaneId) -> Option<&'a str> {
        let lanes = &self.trace.lanes;
        let lane = lanes.get(id.0 as usize)?;
        let process = lane.parent.filter(|_| lane.kind == LaneKind::Thread);
        let several = lanes.iter().filter(|lane| lane.kind == LaneKind::Process).count() > 1;
        let threads = lanes.iter().filter(|lane| lane.kind == LaneKind::Thread && lane.parent == process);
        let shared = process.filter(|_| several && threads.count() == 1);
        let named = shared.and_then(|process| lanes.get(process.0 as usize)).unwrap_or(lane);
        Some(&named.name)
    }
}

/// Whose end is waited for, where a label says that: `join Thread-1`.
fn other_end(label: &str) -> Option<&str> {
    label.strip_prefix("join ")
}

#[cfg(test)]
mod tests {
    use super::{Details, details};
    use crate::timeline::fixtures;
    use crate::trace::{Change, LaneId, Link, LinkKind, SpanId, State, Trace};

    /// The details of a row's spans in one state.
    pub(super) fn of(trace: &Trace, row: &str, state: State) -> Vec<Details> {
        let spans = (0..trace.spans.len()).filter_map(|at| details(trace, SpanId(u32::try_from(at).unwrap())));
        spans.filter(|found| found.state == state && trace.lanes[found.lane.0 as usize].name == row).collect()
    }

    pub(super) fn check(trace: &Trace, row: &str, state: State, expected: &[&str]) {
        let found = of(trace, row, state);
        assert_eq!(found.first().expect("such a span").sentences, expected, "{found:#?}");
    }

    #[test]
    fn sleeping_awaiting_and_idle() {
        let blocked = "the thread is blocked and can do nothing else.";
        check(&fixtures::sync_loop(), "MainThread", State::Sleeping, &[&format!("Sleeping for 1.000 s: {blocked}")]);
        let free = "the event loop is free to run other tasks.";
        check(&fixtures::create_task(), "Task-2", State::Awaiting, &[&format!("Awaiting for 3.000 s: {free}")]);
        let idle = "Idle for 3.000 s: the worker has nothing to do.";
        check(&fixtures::threadpool_map(), "ThreadPoolExecutor-0_0", State::Idle, &[idle]);
        let so_far = format!("Sleeping for 2.000 s so far: {blocked}");
        check(&fixtures::in_progress(), "ThreadPoolExecutor-0_2", State::Sleeping, &[&so_far]);
    }

    #[test]
    fn waits_are_told_by_their_label_until_more_is_known() {
        let wait = |label: &str, end: bool| {
            let mut build = fixtures::script();
            build.open(fixtures::MAIN, State::Waiting, 0, label);
            let mut trace = if end { build.end(2_000) } else { build.so_far() };
            trace.lanes[0].end = None;
            details(&trace, SpanId(0)).unwrap().sentences.concat()
        };
        assert_eq!(wait("lock", false), "Waiting for a lock, 0.000 s so far.");
        assert_eq!(wait("lock", true), "Waited 2.000 s for a lock.");
        assert_eq!(wait("join Thread-1", true), "Waited 2.000 s for Thread-1 to end.");
        assert_eq!(wait("shutdown", true), "Waited 2.000 s for shutdown.");
        assert_eq!(wait("", true), "Waited 2.000 s for something else.");
    }

    #[test]
    fn only_one_that_ran_meanwhile_held_the_lock() {
        let mut build = fixtures::script();
        let threads = ["Thread-1", "Thread-2"].map(|name| build.thread(LaneId(0), name, 0));
        build.span(fixtures::MAIN, State::Gil, 0, 5, "GIL");
        build.span(threads[0], State::Running, 0, 5, "");
        build.span(fixtures::MAIN, State::Gil, 10, 20, "GIL");
        build.span(threads[0], State::Running, 10, 15, "");
        build.span(threads[1], State::Running, 15, 20, "");
        let found = of(&build.end(20), "MainThread", State::Gil);
        assert_eq!(found[0].sentences, ["Ready, but Thread-1 held the GIL."]);
        assert_eq!(found[1].sentences, ["Ready, while another thread held the interpreter lock."]);
    }

    #[test]
    fn arrows_are_few_and_end() {
        let mut trace = fixtures::threadpool_map();
        for at in 0..40 {
            let (one, other) = (LaneId(1 + at % 4), LaneId(1 + (at + 1) % 4));
            let time = trace.spans[0].start;
            trace.apply(Change::Link(Link { kind: LinkKind::Wake, from: (one, time), to: (other, time) }));
        }
        assert_eq!(details(&trace, SpanId(0)).unwrap().links.len(), super::LINKS);
        assert_eq!(details(&trace, SpanId(999)), None);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod simulated {
    use super::Ended;
    use super::tests::{check, of};
    use crate::kernel::Config;
    use crate::python::{Options, compile_and_link};
    use crate::simulate::simulate;
    use crate::trace::tasks::by_task;
    use crate::trace::{LinkKind, State, Trace};

    #[expect(clippy::unwrap_used, reason = "this is a test's helper")]
    fn run(program: &str) -> Trace {
        let trace = simulate(compile_and_link("a.py", program, Options::default()).unwrap(), Config::default());
        let trace = trace.unwrap();
        assert!(trace.output.iter().all(|piece| !piece.error), "{:?}", trace.output);
        trace
    }

    const BLOCKED: &str = "the thread is blocked and can do nothing else.";

    #[test]
    fn a_pool_says_who_submitted_and_how_long_it_queued() {
        let trace = run("import time\nfrom concurrent.futures import ThreadPoolExecutor\n\
             pool = ThreadPoolExecutor(1)\njobs = [pool.submit(time.sleep, n) for n in (1, 3)]\njobs[1].result()\n");
        let found = of(&trace, "ThreadPoolExecutor-0_0", State::Sleeping);
        let started = "Started by MainThread at 0.000 s.";
        let first = [&format!("Sleeping for 1.000 s: {BLOCKED}"), started, "Submitted by MainThread at 0.000 s."];
        assert_eq!(found[0].sentences, first);
        let second = "Submitted by MainThread at 0.000 s, waited 1.000 s in the queue.";
        assert_eq!(found[1].sentences, [&format!("Sleeping for 3.000 s: {BLOCKED}"), second]);
        let result = "Waited 4.000 s for ThreadPoolExecutor-0_0, whose result came at 4.000 s.";
        check(&trace, "MainThread", State::Waiting, &[result]);
        // The result's cause is the work's arrival; before that there is nothing.
        let links = &of(&trace, "MainThread", State::Waiting)[0].links;
        let kinds: Vec<LinkKind> = links.iter().map(|&link| trace.links[link as usize].kind).collect();
        assert_eq!(kinds.first(), Some(&LinkKind::Result), "{kinds:?}");
        assert!(kinds.contains(&LinkKind::Submit), "{kinds:?}");
    }

    #[test]
    fn an_item_blocks_its_worker_and_no_event_loop() {
        let pools = [
            ("concurrent.futures import ThreadPoolExecutor", "ThreadPoolExecutor-0_0"),
            ("concurrent.futures import ProcessPoolExecutor", "ForkProcess-1"),
        ];
        for (import, worker) in pools {
            let program = format!(
                "import time\nfrom {import} as Pool\nwith Pool(1) as pool:\n    \
                 pool.submit(time.sleep, 1)\n    pool.submit(time.sleep, 3)\n"
            );
            let trace = by_task(&run(&program));
            let found = of(&trace, "sleep(3)", State::Queued).remove(0).sentences;
            assert!(found[0].ends_with(" s: no worker of its pool has come to it yet."), "{found:?}");
            assert_eq!(found[1], "Submitted by MainThread at 0.000 s.");
            let found = of(&trace, "sleep(3)", State::Sleeping).remove(0).sentences;
            let blocks = format!("Sleeping for 3.000 s: this blocks its worker, {worker}, which can do nothing else.");
            assert_eq!(found[0], blocks);
            assert!(found[1].starts_with("Submitted by MainThread at 0.000 s, waited 1.0"), "{found:?}");
        }
    }

    #[test]
    fn items_do_not_change_what_is_said_of_tasks_and_workers() {
        let program = "import asyncio, time\nasync def main():\n    loop = asyncio.get_running_loop()\n    \
             job = loop.run_in_executor(None, time.sleep, 2)\n    time.sleep(1)\n    await job\nasyncio.run(main())\n";
        let (workers, tasks) = (run(program), by_task(&run(program)));
        let blocks = "Sleeping for 1.000 s: this blocks the thread, and with it all tasks of its event loop.";
        check(&workers, "Task-1", State::Sleeping, &[blocks]);
        check(&tasks, "Task-1", State::Sleeping, &[blocks]);
        let thread = format!("Sleeping for 2.000 s: {BLOCKED}");
        assert_eq!(of(&workers, "asyncio_0", State::Sleeping)[0].sentences[0], thread);
        let worker = "Sleeping for 2.000 s: this blocks its worker, asyncio_0, which can do nothing else.";
        check(&tasks, "sleep(2)", State::Sleeping, &[worker, "Submitted by Task-1 at 0.000 s."]);
    }

    #[test]
    fn threads_say_what_they_waited_for() {
        let trace = run("import threading, time\ne = threading.Event()\nlock = threading.Lock()\n\
             def work():\n    with lock:\n        time.sleep(2)\n        e.set()\n        time.sleep(1)\n\
             t = threading.Thread(target=work, name=\"Worker\")\nt.start()\ne.wait()\n\
             with lock:\n    pass\nu = threading.Thread(target=time.sleep, args=(1,))\nu.start()\nu.join()\n");
        let found: Vec<String> =
            of(&trace, "MainThread", State::Waiting).into_iter().flat_map(|found| found.sentences).collect();
        let expected = [
            "Waited 2.000 s for an event, which Worker set at 2.000 s.",
            "Waited 1.000 s for a lock, which Worker released at 3.000 s.",
            "Waited 1.000 s for Thread-1 (sleep) to end.",
        ];
        assert_eq!(found, expected);
        let started = format!("Sleeping for 2.000 s: {BLOCKED}");
        check(&trace, "Worker", State::Sleeping, &[&started, "Started by MainThread at 0.000 s."]);
    }

    #[test]
    fn tasks_say_what_they_awaited() {
        let trace = run("import asyncio, time\nasync def greet(q):\n    await asyncio.sleep(3)\n    await q.put(1)\n\
             \x20   time.sleep(1)\nasync def main():\n    q = asyncio.Queue()\n    t = asyncio.create_task(greet(q))\n\
             \x20   await q.get()\n    await t\nasyncio.run(main())\n");
        let free = "the event loop is free to run other tasks.";
        let found = of(&trace, "Task-2", State::Awaiting);
        assert_eq!(found[0].sentences, [&format!("Awaiting for 3.000 s: {free}"), "Started by Task-1 at 0.000 s."]);
        let blocks = "Sleeping for 1.000 s: this blocks the thread, and with it all tasks of its event loop.";
        check(&trace, "Task-2", State::Sleeping, &[blocks]);
        let found = of(&trace, "Task-1", State::Awaiting);
        assert!(found[0].sentences[1].ends_with("for something in a queue, which Task-2 put there at 3.000 s."));
    }

    /// How the spans of a row in one state ended.
    fn outcomes(trace: &Trace, row: &str, state: State) -> Vec<String> {
        let said = |found: super::Details| match found.outcome {
            Some((Ended::Returned, text)) => text,
            Some((Ended::Raised, text)) => ["raised ", &text].concat(),
            None => "nothing".into(),
        };
        of(trace, row, state).into_iter().map(said).collect()
    }

    #[test]
    fn a_bar_says_what_came_of_it() {
        let work = "class Own:\n    def __repr__(self):\n        print('asked')\n        return 'own'\n\
             def work(n):\n    time.sleep(1)\n    return [7, 'x' * 100, [n] * 100, Own(), 1 / n][n]\n";
        let rest = [
            "from concurrent.futures import ThreadPoolExecutor as Pool",
            "from concurrent.futures import ProcessPoolExecutor as Pool",
        ];
        for import in rest {
            let trace = run(&format!(
                "import time\n{import}\n{work}with Pool(1) as pool:\n    \
                 jobs = [pool.submit(work, n) for n in (1, 2, 3, 4, 0)]\n"
            ));
            assert_eq!(trace.stdout(), "", "nobody's repr was asked for");
            let name = if import.contains("Process") { "MainThread" } else { "ThreadPoolExecutor-0_0" };
            let all = outcomes(&trace, name, State::Sleeping);
            let cut = ["'", &"x".repeat(59), "…"].concat();
            let list = ["[", &"2, ".repeat(19), "2,…"].concat();
            let expected =
                [&cut, &list, "<__main__.Own object at ", "0.25", "raised ZeroDivisionError('division by zero')"];
            assert!(all.iter().zip(expected).all(|(one, expected)| one.starts_with(expected)), "{all:#?}");
            let items = by_task(&trace);
            let found = [1, 2, 3, 4, 0].map(|n| outcomes(&items, &format!("work({n})"), State::Sleeping).concat());
            assert_eq!(found.as_slice(), all);
        }
        let tasks = run("import asyncio\nasync def work(n):\n    await asyncio.sleep(1)\n    return 10 * n\n\
             async def main():\n    task = asyncio.create_task(asyncio.sleep(9))\n    \
             print(await asyncio.gather(work(1), work(2)))\n    task.cancel()\nasyncio.run(main())\n");
        assert_eq!(outcomes(&tasks, "Task-4", State::Awaiting), ["20"]);
        let thread = run("import time\nfrom concurrent.futures import ThreadPoolExecutor\ndef work(n):\n    \
             time.sleep(1)\n    time.sleep(1)\n    return n\nwith ThreadPoolExecutor(1) as pool:\n    \
             pool.submit(work, 5)\n    time.sleep(3)\n    pool.submit(work, 6)\n");
        let name = "ThreadPoolExecutor-0_0";
        assert_eq!(outcomes(&thread, name, State::Sleeping), ["5", "5", "6", "6"], "of all the work's bars");
        assert_eq!(outcomes(&thread, name, State::Idle), ["nothing"]);
        assert_eq!(outcomes(&tasks, "Task-2", State::Awaiting), ["nothing"], "it was cancelled");
        check(
            &tasks,
            "Task-1",
            State::Awaiting,
            &[
                "Awaiting for 1.000 s: the event loop is free to run other tasks.",
                "Waited 1.000 s for all that it gathers, which Task-4 ended at 1.000 s.",
            ],
        );
    }

    #[test]
    fn what_ended_a_join_has_an_arrow_to_it() {
        let programs = [
            "import threading, time\nt = threading.Thread(target=time.sleep, args=(1,))\nt.start()\nt.join()\n",
            "import multiprocessing, time\nt = multiprocessing.Process(target=time.sleep, args=(1,))\nt.start()\nt.join()\n",
            "import time\nfrom concurrent.futures import ThreadPoolExecutor\n\
             with ThreadPoolExecutor(1) as pool:\n    pool.submit(time.sleep, 1)\n",
            "import time\nfrom concurrent.futures import ProcessPoolExecutor\n\
             with ProcessPoolExecutor(1) as pool:\n    pool.submit(time.sleep, 1)\n",
        ];
        for program in programs {
            let trace = run(program);
            let main = of(&trace, "MainThread", State::Waiting).into_iter().find(|found| found.lane.0 == 1).unwrap();
            let ended = main.links.iter().map(|&link| trace.links[link as usize]);
            let ended: Vec<_> = ended.filter(|link| link.kind == LinkKind::Result).collect();
            let [link] = ended.as_slice() else { panic!("{program}: {ended:?} {main:?}") };
            assert_eq!((link.to.0.0, Some(link.to.1)), (1, main.to), "{program}");
            assert!(link.from.0.0 > 1 && link.from.1.0 >= 1_000_000, "{program}: {link:?}");
        }
    }

    #[test]
    fn waits_for_several_tasks_say_which_ended_them() {
        let trace = run("import asyncio\nasync def work(n):\n    await asyncio.sleep(n)\nasync def main():\n    \
             tasks = [asyncio.create_task(work(n)) for n in (1, 2)]\n    await asyncio.wait(tasks)\n    \
             await asyncio.wait_for(work(1), 5)\n    async with asyncio.TaskGroup() as group:\n        \
             group.create_task(work(1))\nasyncio.run(main())\n");
        let said: Vec<String> = of(&trace, "Task-1", State::Awaiting)
            .into_iter()
            .filter_map(|found| found.sentences.get(1).cloned())
            .collect();
        let expected = [
            "Waited 2.000 s for tasks, which Task-3 ended at 2.000 s.",
            "Waited 1.000 s for a task or its timeout, which Task-4 ended at 3.000 s.",
            "Waited 1.000 s for the tasks of its group, which Task-5 ended at 4.000 s.",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_process_is_called_as_its_row_is() {
        let trace = run("import time\nfrom multiprocessing import Pool\nif __name__ == \"__main__\":\n    \
             with Pool(1) as pool:\n        pool.apply(time.sleep, (1,))\n");
        let found = of(&trace, "MainThread", State::Waiting);
        assert!(found[0].sentences[0].contains("for ForkPoolWorker-1, whose result came at 1.010 s."), "{found:#?}");
    }

    #[test]
    fn the_interpreter_lock_has_a_holder() {
        let trace = run("import threading\ndef work():\n    n = 0\n    for i in range(300000):\n        n += i\n\
             ts = [threading.Thread(target=work, name=n) for n in (\"A\", \"B\")]\n\
             for t in ts:\n    t.start()\nfor t in ts:\n    t.join()\n");
        let found = of(&trace, "A", State::Gil);
        assert!(found.iter().any(|found| found.sentences[0] == "Ready, but B held the GIL."), "{found:#?}");
    }
}
