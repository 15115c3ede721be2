//! What a trace by task promises, and how the listings look by task.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

use proptest::prelude::*;

use super::{ByTask, by_task, time_of};
use crate::catalogue::build::build_all;
use crate::catalogue::{LISTINGS, listing_of};
use crate::program::Location;
use crate::time::Micros;
use crate::timeline::states::LEGEND;
use crate::timeline::summary;
use crate::timeline::text::check;
use crate::trace::build::Build;
use crate::trace::replay::steps;
use crate::trace::{
    Change, End, Lane, LaneId, LaneKind, Link, LinkKind, Mark, MarkKind, Outcome, Output, Span, SpanId, State,
};
use crate::trace::{TextId, Trace};

/// A recorder of changes in whichever order a test likes.
#[derive(Debug, Default)]
struct Recording {
    changes: Vec<Change>,
    texts: Vec<String>,
    lanes: u32,
    spans: u32,
}

impl Recording {
    fn text(&mut self, text: &str) -> TextId {
        let known = self.texts.iter().position(|known| known == text);
        let known = known.unwrap_or_else(|| {
            self.changes.push(Change::Text(text.to_owned()));
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        });
        TextId(u32::try_from(known).unwrap())
    }

    /// Two processes that are one row, and a worker of a pool.
    fn pool(worker: &str) -> (Self, LaneId, LaneId) {
        let mut run = Self::default();
        let process = run.lane(None, LaneKind::Process, "MainProcess", 0);
        let main = run.lane(Some(process), LaneKind::Thread, "MainThread", 0);
        run.pools(main, MarkKind::Worker, 0, worker);
        let thread = run.lane(Some(process), LaneKind::Thread, worker, 0);
        run.link(LinkKind::Spawn, (main, 0), (thread, 0));
        (run, main, thread)
    }

    /// What a pool marks.
    fn pools(&mut self, lane: LaneId, kind: MarkKind, time: u64, label: &str) {
        let (label, time) = (Some(self.text(label)), Micros(time));
        self.changes.push(Change::Mark(Mark { lane, kind, time, label, at: Location { line: 3, column: 1 } }));
    }

    /// A worker takes up what was handed over.
    fn begin(&mut self, from: (LaneId, u64), to: (LaneId, u64), title: &str) {
        self.pools(to.0, MarkKind::Begin, to.1, title);
        self.link(LinkKind::Submit, from, to);
    }

    fn lane(&mut self, parent: Option<LaneId>, kind: LaneKind, name: &str, start: u64) -> LaneId {
        let (name, start) = (name.to_owned(), Micros(start));
        self.changes.push(Change::Lane(Lane { parent, kind, name, detail: String::new(), start, end: None }));
        self.lanes += 1;
        LaneId(self.lanes - 1)
    }

    fn start(&mut self, lane: LaneId, state: State, start: u64, line: u32) -> SpanId {
        let (start, at) = (Micros(start), Location { line, column: 1 });
        self.changes.push(Change::SpanStart(Span { lane, state, start, end: None, label: Some(TextId(0)), at }));
        self.spans += 1;
        SpanId(self.spans - 1)
    }

    fn end(&mut self, span: SpanId, time: u64) {
        self.changes.push(Change::SpanEnd(span, Micros(time)));
    }

    fn lane_end(&mut self, lane: LaneId, time: u64) {
        self.changes.push(Change::LaneEnd(lane, Micros(time)));
    }

    fn link(&mut self, kind: LinkKind, from: (LaneId, u64), to: (LaneId, u64)) {
        let (from, to) = ((from.0, Micros(from.1)), (to.0, Micros(to.1)));
        self.changes.push(Change::Link(Link { kind, from, to }));
    }

    fn mark(&mut self, lane: LaneId, kind: MarkKind, time: u64) {
        let time = Micros(time);
        self.changes.push(Change::Mark(Mark { lane, kind, time, label: None, at: Location::default() }));
        if kind == MarkKind::Print {
            self.changes.push(Change::Output(Output { lane, time, error: false, text: "x\n".into() }));
        }
    }

    fn trace(&self) -> Trace {
        made(self.changes.iter().cloned())
    }

    /// What somebody has seen who looked after each change.
    fn looked_at(&self) -> Trace {
        let mut by = ByTask::default();
        made(self.changes.iter().flat_map(|change| [by.apply(change), by.settle()].concat()))
    }

    /// What comes of it change by change.
    fn grouped(&self) -> Trace {
        let mut by = ByTask::default();
        let changes: Vec<_> = self.changes.iter().flat_map(|change| by.apply(change)).collect();
        made(changes.into_iter().chain(by.settle()))
    }
}

fn made(changes: impl Iterator<Item = Change>) -> Trace {
    let mut trace = Trace::default();
    changes.for_each(|change| trace.apply(change));
    trace
}

/// Fails where a trace by task breaks its word.
fn verify(original: &Trace, grouped: &Trace) {
    let mut last = vec![Micros::ZERO; grouped.lanes.len()];
    for span in &grouped.spans {
        let lane = span.lane.0 as usize;
        assert!(last[lane] <= span.start, "{span:?} begins before {:?}", last[lane]);
        assert!(grouped.lanes[lane].start <= span.start);
        assert!(span.state != State::Queued || span.label.is_none());
        last[lane] = span.end.unwrap_or(Micros::MAX);
        assert!(last[lane] <= grouped.lanes[lane].end.unwrap_or(Micros::MAX));
    }
    let there = |lane: LaneId| assert!((lane.0 as usize) < grouped.lanes.len());
    for link in &grouped.links {
        there(link.from.0);
        there(link.to.0);
        assert_ne!(link.from.0, link.to.0);
    }
    grouped.marks.iter().for_each(|mark| there(mark.lane));
    grouped.output.iter().for_each(|output| there(output.lane));
    assert!(grouped.lanes.iter().all(|lane| lane.parent.is_none()));
    // Of what goes on it counts what there is until the latest moment, which need not be the same: idle time may begin then.
    let waiting = |trace: &Trace| {
        let mut trace = trace.clone();
        if trace.end.is_none() {
            trace.apply(Change::End(End { time: original.latest(), outcome: Outcome::Finished }));
        }
        summary(&trace).waiting
    };
    assert_eq!(waiting(original), waiting(grouped));
    assert_eq!((&original.texts, &original.end), (&grouped.texts, &grouped.end));
    assert_eq!((original.output.len(), original.stdout()), (grouped.output.len(), grouped.stdout()));
}

/// What a lane of a generated run does next: after how long, what, and whether something is printed.
type Step = (u64, u8, bool);

const STATES: [State; 4] = [State::Running, State::Sleeping, State::Waiting, State::Gil];

#[derive(Debug)]
struct Actor {
    lane: LaneId,
    pool: bool,
    now: u64,
    left: Vec<Step>,
    open: Option<(SpanId, State)>,
    busy: bool,
    /// Whether it ends after its last step.
    ends: bool,
}

/// Records a run of a main thread, workers and threads. Where `late`, a worker's state is recorded before the
/// work that brought it about.
fn record(actors: &[(bool, Vec<Step>)], late: bool, ended: bool) -> Recording {
    let mut run = Recording::default();
    run.text("x");
    let process = run.lane(None, LaneKind::Process, "MainProcess", 0);
    let main = run.lane(Some(process), LaneKind::Thread, "MainThread", 0);
    let mut rows: Vec<Actor> = Vec::new();
    for (at, (pool, left)) in actors.iter().enumerate() {
        let name = format!("T{at}");
        if *pool {
            run.pools(main, MarkKind::Worker, 0, &name);
        }
        let lane = run.lane(Some(process), LaneKind::Thread, &name, 0);
        run.link(LinkKind::Spawn, (main, 0), (lane, 0));
        let open =
            late.then(|| (run.start(lane, if *pool { State::Idle } else { State::Starting }, 0, 0), State::Idle));
        let left = left.iter().rev().copied().collect();
        rows.push(Actor { lane, pool: *pool, now: 1, left, open, busy: false, ends: false });
    }
    // Whose next step comes first goes on.
    while let Some(row) = rows.iter_mut().filter(|row| row.ends || !row.left.is_empty()).min_by_key(|row| row.now) {
        let (lane, now) = (row.lane, row.now);
        let Some((after, what, prints)) = row.left.pop() else {
            run.end(row.open.take().unwrap().0, now);
            run.lane_end(lane, now);
            row.ends = false;
            continue;
        };
        let rests = row.pool && what.is_multiple_of(7) && row.busy;
        let begins = row.pool && !rests && (what.is_multiple_of(3) || !row.busy);
        if row.busy && (begins || rests) {
            run.mark(lane, MarkKind::Done, now);
        }
        let state = if rests { State::Idle } else { STATES[usize::from(what / 7 % 4)] };
        let state = if (begins || prints) && state == State::Gil { State::Running } else { state };
        let title = format!("work({})", what % 4);
        if begins {
            run.pools(main, MarkKind::Submit, now / 2, &title);
        }
        let submit = |run: &mut Recording| run.begin((main, now / 2), (lane, now), &title);
        if begins && !late {
            submit(&mut run);
        }
        if prints && !late {
            run.mark(lane, MarkKind::Print, now);
        }
        // A computation may go on over the end of an item.
        let goes_on = !late && state == State::Running && row.open.is_some_and(|open| open.1 == State::Running);
        if !goes_on {
            if let Some((open, _)) = row.open.take() {
                run.end(open, now);
            }
            row.open = Some((run.start(lane, state, now, u32::from(what)), state));
        }
        if begins && late {
            submit(&mut run);
        }
        row.busy = !rests;
        row.now += after + 1;
        row.ends = row.left.is_empty() && what.is_multiple_of(2);
    }
    if ended {
        let time = Micros(rows.iter().map(|row| row.now).max().unwrap_or(0));
        run.changes.push(Change::End(End { time, outcome: Outcome::Finished }));
    }
    // What was handed over comes where it was.
    run.changes.sort_by_key(|change| if matches!(change, Change::Text(_)) { Micros::ZERO } else { time_of(change) });
    run
}

fn actors() -> impl Strategy<Value = Vec<(bool, Vec<Step>)>> {
    let step = (0..50_u64, any::<u8>(), any::<bool>());
    prop::collection::vec((any::<bool>(), prop::collection::vec(step, 0..12)), 0..5)
}

proptest! {
    #[test]
    fn what_is_promised_holds_for_any_run(actors in actors(), late: bool, ended: bool) {
        let run = record(&actors, late, ended);
        verify(&run.trace(), &run.grouped());
        verify(&run.trace(), &by_task(&run.trace()));
    }

    #[test]
    fn as_they_come_changes_give_what_the_whole_trace_gives(actors in actors(), ended: bool) {
        let run = record(&actors, false, ended);
        let (live, whole, mut looked_at) = (run.grouped(), by_task(&run.trace()), run.looked_at());
        // Who looks too early sees more.
        looked_at.spans.retain(|span| span.end != Some(span.start));
        let lanes = |trace: &Trace| {
            let of = |id: u32| {
                let mine = |lane: LaneId| lane.0 == id;
                let spans: Vec<_> = trace.spans.iter().filter(|span| mine(span.lane)).collect();
                let spans: Vec<_> = spans.iter().map(|span| (span.state, span.start, span.end, span.at)).collect();
                let marks: Vec<_> = trace.marks.iter().filter(|mark| mine(mark.lane)).copied().collect();
                let prints = trace.output.iter().filter(|output| mine(output.lane)).count();
                let marks: Vec<_> = marks.iter().map(|mark| (mark.kind, mark.time)).collect();
                (spans, marks, prints)
            };
            let mut lanes: Vec<_> = (0..).zip(&trace.lanes).map(|(id, lane)| {
                (lane.name.clone(), lane.detail.clone(), lane.start, lane.end, of(id))
            }).collect();
            lanes.sort_by_key(|lane| format!("{lane:?}"));
            lanes
        };
        prop_assert_eq!(lanes(&live), lanes(&whole));
        prop_assert_eq!(lanes(&looked_at), lanes(&whole));
        prop_assert_eq!(live.links.len(), whole.links.len());
    }
}

#[test]
fn replayed_listings_give_what_they_give_as_a_whole() {
    for product in LISTINGS.iter().flat_map(|listing| build_all(listing).unwrap()) {
        let trace = &product.built.prediction;
        let grouped = by_task(trace);
        verify(trace, &grouped);
        let mut by = ByTask::default();
        let changes: Vec<_> = steps(trace).iter().flat_map(|(_, change)| by.apply(change)).collect();
        assert_eq!(made(changes.into_iter().chain(by.settle())), grouped);
        // A reader who looks half-way sees what there is so far.
        let half = Micros(trace.latest().0 / 2);
        let first = steps(trace).into_iter().filter(|(time, _)| *time <= half).map(|(_, change)| change);
        let first = Recording { changes: first.collect(), ..Recording::default() };
        verify(&first.trace(), &first.grouped());
        assert!(grouped.spans.iter().all(|span| span.end > Some(span.start)), "{}", product.built.id);
    }
}

/// Fails unless a listing by task looks like this.
fn picture(name: &str, expected: &str) {
    let listing = LISTINGS.iter().find(|listing| listing.id == listing_of(name)).unwrap();
    let product = build_all(listing).unwrap().into_iter().find(|product| product.built.id == name).unwrap();
    check(&by_task(&product.built.prediction), expected);
}

#[test]
fn the_items_of_a_thread_pool_wait_for_a_worker() {
    picture(
        "threadpool-map",
        "
        MainThread |wwwwwwwwwwwwwwwwwwww|
        work(1)    |sssss...............|
        work(2)    |ssssssssss..........|
        work(3)    |sssssssssssssss.....|
        work(4)    |ssssssssssssssssssss|
        total 4.000 s",
    );
    picture(
        "threadpool-map.one-worker",
        "
        MainThread |wwwwwwwwwwwwwwwwwwww|
        work(1)    |ss..................|
        work(2)    |qqssss..............|
        work(3)    |qqqqqqssssss........|
        work(4)    |qqqqqqqqqqqqssssssss|
        total 10.000 s",
    );
}

#[test]
fn items_stand_beside_the_task_that_handed_them_over() {
    picture(
        "executor-gather",
        "
        MainThread |aaaaaaaaaaaaaaaaaaaa|
        Task-1     |aaaaaaaaaaaaaaaaaaaa|
        work(1)    |sssss...............|
        work(2)    |ssssssssss..........|
        work(3)    |sssssssssssssss.....|
        work(4)    |ssssssssssssssssssss|
        total 4.000 s",
    );
}

#[test]
fn the_processes_of_a_pool_have_no_rows() {
    picture(
        "process-pool",
        "
        MainThread |wwwwwwwwwwwwwwwwwwww|
        work(1)    |sssss...............|
        work(2)    |ssssssssss..........|
        work(3)    |sssssssssssssss.....|
        work(4)    |ssssssssssssssssssss|
        total 4.010 s",
    );
    picture(
        "process-pool.two-processes",
        "
        MainThread |wwwwwwwwwwwwwwwwwwww|
        work(1)    |sss.................|
        work(2)    |sssssss.............|
        work(3)    |qqqssssssssss.......|
        work(4)    |qqqqqqqsssssssssssss|
        total 6.010 s",
    );
}

#[test]
fn tasks_stand_beside_their_thread_which_waits_for_them() {
    picture(
        "async-wait",
        "
        MainThread |aaaaaaaaaaaaaaaaaaaa|
        Task-1     |aaaaaaaaaaaaaaaaaaaa|
        Task-2     |aa..................|
        Task-3     |aaaa................|
        Task-4     |aaaaaaa.............|
        Task-5     |aaaaaaaaa...........|
        Task-6     |aaaaaaaaaaa.........|
        Task-7     |aaaaaaaaaaaaa.......|
        Task-8     |aaaaaaaaaaaaaaaa....|
        Task-9     |aaaaaaaaaaaaaaaaaa..|
        Task-10    |aaaaaaaaaaaaaaaaaaaa|
        total 9.000 s",
    );
    picture(
        "async-create-task.blocking",
        "
        MainThread |aaaaaaaaaaaaaaaaaaaa|
        Task-1     |aaaaaaaaaaaaaaaaaaaa|
        Task-2     |ssssssssss..........|
        Task-3     |qqqqqqqqqqssssssssss|
        total 6.000 s",
    );
}

#[test]
fn threads_and_processes_of_the_program_are_tasks() {
    picture(
        "thread-event",
        "
        MainThread        |wwwwwwwwwwwwwwwwwwww|
        Thread-1 (square) |ssssssssssssssssssss|
        total 6.000 s",
    );
    picture(
        "pyrallel",
        "
        MainThread |wwwwwwwwwwwwwwwwwwww|
        Thread-1   |wwwwwwwwwwwwwwwwwwww|
        Process-1  |sssss...............|
        Process-2  |ssssssssss..........|
        Process-3  |sssssssssssssss.....|
        Process-4  |ssssssssssssssssssss|
        total 4.100 s",
    );
}

#[test]
fn a_worker_that_computes_without_a_pause_works_on_one_item_after_the_other() {
    for idle_first in [false, true] {
        let (mut run, main, worker) = Recording::pool("W");
        let idle = idle_first.then(|| run.start(worker, State::Idle, 0, 0));
        run.pools(main, MarkKind::Submit, 0, "one");
        run.pools(main, MarkKind::Submit, 5, "two");
        if let Some(idle) = idle {
            run.end(idle, 10);
        }
        run.begin((main, 0), (worker, 10), "one");
        let running = run.start(worker, State::Running, 10, 0);
        run.mark(worker, MarkKind::Print, 15);
        run.mark(worker, MarkKind::Done, 20);
        run.begin((main, 5), (worker, 20), "two");
        run.mark(worker, MarkKind::Print, 20);
        run.mark(worker, MarkKind::Done, 40);
        run.end(running, 40);
        run.start(worker, State::Idle, 40, 0);
        run.changes.push(Change::End(End { time: Micros(40), outcome: Outcome::Finished }));
        for grouped in [run.grouped(), by_task(&run.trace())] {
            let expected = "
                MainThread |........|
                one        |qqrr....|
                two        |.qqqrrrr|
                total 0.000 s";
            check(&grouped, expected);
            let marks: Vec<_> = grouped.marks.iter().map(|mark| (mark.lane.0, mark.time.0)).collect();
            assert_eq!(marks, [(1, 15), (1, 20), (2, 20), (2, 40)]);
            assert_eq!(grouped.lanes[1].detail, "on W");
        }
    }
}

#[test]
fn a_worker_that_is_set_up_has_a_lane_until_it_works_for_others() {
    let (mut run, main, worker) = Recording::pool("W");
    run.pools(main, MarkKind::Submit, 0, "one");
    let set_up = run.start(worker, State::Sleeping, 0, 1);
    run.begin((main, 0), (worker, 20), "one");
    run.end(set_up, 20);
    run.start(worker, State::Sleeping, 20, 2);
    run.changes.push(Change::End(End { time: Micros(40), outcome: Outcome::Finished }));
    let expected = "
        MainThread |....|
        one        |qqss|
        W          |ss..|
        total 0.000 s";
    check(&run.grouped(), expected);
    check(&by_task(&run.trace()), expected);
}

#[test]
fn a_worker_that_only_starts_and_computes_has_no_lane() {
    let (mut run, main, worker) = Recording::pool("W");
    run.pools(main, MarkKind::Submit, 0, "one");
    let starting = run.start(worker, State::Starting, 0, 0);
    run.end(starting, 10);
    let running = run.start(worker, State::Running, 10, 0);
    run.begin((main, 0), (worker, 20), "one");
    run.end(running, 20);
    run.start(worker, State::Sleeping, 20, 2);
    run.changes.push(Change::End(End { time: Micros(40), outcome: Outcome::Finished }));
    let expected = "
        MainThread |....|
        one        |qqss|
        total 0.000 s";
    check(&run.grouped(), expected);
    check(&by_task(&run.trace()), expected);
}

#[test]
fn an_item_is_there_from_its_submission_on() {
    let (mut run, main, worker) = Recording::pool("W");
    run.start(worker, State::Sleeping, 0, 1);
    run.pools(main, MarkKind::Submit, 10, "one");
    let grouped = run.grouped();
    let one = grouped.lanes.last().unwrap();
    assert_eq!((one.name.as_str(), one.kind, one.start, one.detail.as_str()), ("one", LaneKind::Item, Micros(10), ""));
    let queued = grouped.spans.last().unwrap();
    assert_eq!((queued.state, queued.end, queued.at.line), (State::Queued, None, 3), "it says where it was submitted");
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(by_task(&Trace::default()), Trace::default());
}

type OddLane = (u8, Vec<(u64, u64, usize)>);
/// What happens at a moment: on which lane, with which other, when, what.
type Event = (u8, u8, u64, usize);

fn lanes() -> impl Strategy<Value = Vec<OddLane>> {
    let spans = prop::collection::vec((0..3_000_u64, 1..3_000_u64, 0..LEGEND.len()), 0..12);
    prop::collection::vec((0..4_u8, spans), 1..8)
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((0..9_u8, 0..9_u8, 0..20_000_u64, 0..11_usize), 0..40)
}

fn build(lanes: &[OddLane], events: &[Event]) -> Trace {
    let mut build = Build::default();
    for (at, (back, spans)) in (0_u32..).zip(lanes) {
        let parent = at.checked_sub(u32::from(*back)).filter(|&parent| *back > 0 && parent < at).map(LaneId);
        let kind = [LaneKind::Process, LaneKind::Thread, LaneKind::Task][usize::from(back % 3)];
        let lane = build.lane(parent, kind, ["a", "b"][usize::from(back % 2)], "", 0);
        // A process does nothing that is not a thread's.
        let mut now = 0;
        for &(gap, length, state) in spans.iter().filter(|_| kind != LaneKind::Process) {
            // A task that sleeps is its thread's affair: tried with the programs.
            let state = if kind == LaneKind::Task && LEGEND[state] == State::Sleeping { 0 } else { state };
            build.micros(lane, LEGEND[state], (now + gap, Some(now + gap + length)), ["sleep 1", "a"][state % 2]);
            now += gap + length;
        }
    }
    let mut trace = build.end(1_000);
    let mut events = events.to_vec();
    events.sort_by_key(|event| event.2);
    for (one, other, time, what) in events {
        let lane = |at: u8| LaneId(u32::from(at));
        let time = Micros(time);
        let mark = |kind, label: u32| Mark {
            lane: lane(one),
            kind,
            time,
            label: Some(TextId(label)),
            at: Location::default(),
        };
        match what {
            0 => trace.marks.push(mark(MarkKind::Worker, 1)),
            1 | 2 => trace.marks.push(mark(MarkKind::Submit, u32::from(other % 3))),
            3 => trace.marks.push(mark(MarkKind::Begin, u32::from(other % 3))),
            4 => trace.marks.push(mark(MarkKind::Print, 0)),
            10 => trace.marks.push(mark(MarkKind::Cancel, u32::from(other % 3))),
            5 => trace.output.push(Output { lane: lane(one), time, error: other % 2 == 0, text: "x".into() }),
            _ => trace.links.push(Link {
                kind: [LinkKind::Spawn, LinkKind::Submit, LinkKind::Result, LinkKind::Submit][what % 4],
                from: (lane(other), Micros(time.0 / 2)),
                to: (lane(one), time),
            }),
        }
    }
    trace
}

/// The spans of each lane are in order, and none ends before it begins.
fn in_order(trace: &Trace) -> Result<(), TestCaseError> {
    for lane in 0..u32::try_from(trace.lanes.len()).unwrap() {
        let spans: Vec<&Span> = trace.spans.iter().filter(|span| span.lane == LaneId(lane)).collect();
        for pair in spans.windows(2) {
            prop_assert!(pair[0].end.is_some_and(|end| end <= pair[1].start), "{pair:?}");
        }
    }
    prop_assert!(trace.spans.iter().all(|span| span.end.is_none_or(|end| span.start <= end)));
    let known = |lane: LaneId| (lane.0 as usize) < trace.lanes.len();
    prop_assert!(trace.spans.iter().all(|span| known(span.lane)));
    prop_assert!(trace.marks.iter().all(|mark| known(mark.lane)));
    prop_assert!(trace.links.iter().all(|link| known(link.from.0) && known(link.to.0) && link.from.0 != link.to.0));
    Ok(())
}

proptest! {
    #[test]
    fn whatever_the_trace_it_stays_in_order(lanes in lanes(), events in events()) {
        let trace = build(&lanes, &events);
        let tasks = by_task(&trace);
        in_order(&tasks)?;
        prop_assert_eq!(summary(&tasks).waiting, summary(&trace).waiting);
        prop_assert_eq!(tasks.output.len(), trace.output.len());
    }

    #[test]
    fn no_change_however_odd_makes_it_fail(lanes in lanes(), events in events(), order in any::<u64>()) {
        let steps = steps(&build(&lanes, &events));
        let mut by_task = ByTask::default();
        let mut at = order;
        for _ in 0..steps.len() {
            at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let place = usize::try_from((at >> 33) % u64::try_from(steps.len()).unwrap()).unwrap();
            by_task.apply(&steps[place].1);
        }
    }
}
