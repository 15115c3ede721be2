//! A trace by task: a lane for each piece of work, whoever did it.
//!
//! A trace has a lane for each worker: process, thread, asyncio task. [`ByTask`] makes of it one with a lane for each
//! *task*: an asyncio task, an *item* that was handed to a pool, a thread or process that the program started itself,
//! and the main thread. An item shows how long it was queued, and then what the pool's worker did while it was at it.
//! What a worker does without an item, start, compute or stand by, is nobody's task and not shown.
//!
//! # Invariants
//! - The time that is slept, or awaited as a sleep, is the same: what a task does as its thread is the task's.
//! - The spans of a lane are in order and do not overlap.
//! - A trace that is regrouped as it grows has the same lanes as one that is regrouped when it is there.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem::take;

use super::replay::steps;
use super::{Change, Lane, LaneId, LaneKind, Link, LinkKind, Mark, MarkKind, Output, Span, SpanId, State};
use super::{TextId, Trace};
use crate::time::Micros;

/// Regroups a whole trace.
#[must_use]
pub fn by_task(trace: &Trace) -> Trace {
    let (mut by_task, mut made) = (ByTask::default(), Trace::default());
    for (_, change) in steps(trace) {
        by_task.apply(&change).into_iter().for_each(|change| made.apply(change));
    }
    by_task.settle().into_iter().for_each(|change| made.apply(change));
    made
}

/// Regroups a trace as it grows: turns its changes into those of a trace by task. Lanes are numbered in the order in
/// which the tasks were submitted or made.
///
/// What a lane is in at a moment counts once the moment has passed, as in the recorder of a kernel: an item that is taken up
/// as it is handed over has not been queued.
#[derive(Clone, Debug, Default)]
pub struct ByTask {
    texts: Vec<String>,
    lanes: Vec<Source>,
    /// For each span: whose it is, and what it is now.
    spans: Vec<(LaneId, Option<PieceId>)>,
    pieces: Vec<Piece>,
    /// Pieces whose moment has not passed.
    held: Vec<PieceId>,
    /// The latest moment that changes have told of.
    moment: Micros,
    workers: Vec<Worker>,
    /// Names of pools' workers that have not appeared yet.
    coming: Vec<String>,
    items: Vec<Item>,
    /// The first item that may still be queued.
    queued: usize,
    made_lanes: u32,
    made_spans: u32,
    out: Vec<Change>,
}

/// A lane of the trace by worker.
#[derive(Clone, Debug)]
struct Source {
    lane: Lane,
    row: Row,
    /// Whether a process has its main thread, which it shares a lane with.
    has_thread: bool,
    open: Option<Open>,
    /// What one of its tasks last did as this thread.
    doing: Option<Span>,
}

/// Where a lane's doings are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Row {
    /// The first process: its main thread is to come.
    Later,
    Lane(LaneId),
    /// In its items' lanes: a number in [`ByTask::workers`].
    Worker(usize),
}

/// A span that has not ended.
#[derive(Clone, Copy, Debug)]
struct Open {
    id: SpanId,
    span: Span,
}

/// A number in [`ByTask::pieces`].
type PieceId = usize;

/// A span of the trace by task.
#[derive(Clone, Copy, Debug)]
enum Piece {
    /// It began at this moment, and may end with it.
    Held(Span),
    Shown(SpanId),
    /// It took no time.
    Gone,
}

/// A thread or process of a pool.
#[derive(Clone, Debug)]
struct Worker {
    /// The lane that it has its name of, a process or a thread, and the one that does something.
    named: LaneId,
    thread: LaneId,
    /// What it worked on, in order.
    stints: Vec<Stint>,
    /// Items that have begun, whose links are to come.
    begun: Line<usize>,
    /// Whose prints are to come as output.
    prints: Line<LaneId>,
}

/// What is taken from its front.
#[derive(Clone, Debug)]
struct Line<T> {
    all: Vec<T>,
    taken: usize,
}

impl<T: Copy> Line<T> {
    const fn new() -> Self {
        Self { all: Vec::new(), taken: 0 }
    }

    fn take(&mut self) -> Option<T> {
        let next = self.all.get(self.taken).copied()?;
        self.taken += 1;
        Some(next)
    }
}

#[derive(Clone, Copy, Debug)]
struct Stint {
    lane: LaneId,
    begin: Micros,
    end: Option<Micros>,
}

/// Work that was handed to a pool.
#[derive(Clone, Debug)]
struct Item {
    lane: LaneId,
    label: Option<TextId>,
    /// When it was handed over, and by whom.
    start: Micros,
    from: Option<LaneId>,
    queued: PieceId,
    is_queued: bool,
}

impl ByTask {
    /// Takes a change of the trace by worker; gives those that it makes to the trace by task.
    pub fn apply(&mut self, change: &Change) -> Vec<Change> {
        self.pass(time_of(change));
        match change {
            Change::Text(text) => {
                self.texts.push(text.clone());
                self.out.push(change.clone());
            }
            Change::Lane(lane) => self.lane(lane),
            Change::LaneEnd(id, time) => self.lane_end(*id, *time),
            Change::SpanStart(span) => self.span_start(*span),
            Change::SpanEnd(id, time) => self.span_end(*id, *time),
            Change::Mark(mark) => self.mark(*mark),
            Change::Link(link) => self.link(*link),
            Change::Output(output) => self.output(output),
            // Only a trace by task has details that come later.
            Change::LaneDetail(..) => {}
            Change::End(_) => {
                // What begins with the end lasts no time.
                self.held.clear();
                self.out.push(change.clone());
            }
        }
        take(&mut self.out)
    }

    /// What lanes are in now counts from here on as having lasted: to be asked for when somebody looks.
    pub fn settle(&mut self) -> Vec<Change> {
        for piece in take(&mut self.held) {
            self.show(piece);
        }
        take(&mut self.out)
    }

    fn source(&self, id: LaneId) -> Option<&Source> {
        self.lanes.get(id.0 as usize)
    }

    fn source_mut(&mut self, id: LaneId) -> Option<&mut Source> {
        self.lanes.get_mut(id.0 as usize)
    }

    fn new_lane(&mut self, lane: Lane) -> LaneId {
        self.out.push(Change::Lane(Lane { parent: None, end: None, ..lane }));
        self.made_lanes += 1;
        LaneId(self.made_lanes - 1)
    }

    fn start(&mut self, lane: LaneId, span: Span) -> PieceId {
        let piece = self.pieces.len();
        self.pieces.push(Piece::Held(Span { lane, end: None, ..span }));
        self.held.push(piece);
        piece
    }

    fn end(&mut self, piece: PieceId, time: Micros) {
        let Some(slot) = self.pieces.get_mut(piece) else { return };
        match *slot {
            Piece::Held(span) if time <= span.start => *slot = Piece::Gone,
            Piece::Held(_) => {
                self.show(piece);
                self.end(piece, time);
            }
            Piece::Shown(id) => self.out.push(Change::SpanEnd(id, time)),
            Piece::Gone => {}
        }
    }

    fn show(&mut self, piece: PieceId) {
        let Some(slot) = self.pieces.get_mut(piece) else { return };
        if let Piece::Held(span) = *slot {
            *slot = Piece::Shown(SpanId(self.made_spans));
            self.made_spans += 1;
            self.out.push(Change::SpanStart(span));
        }
    }

    /// Time has come to a moment: what began before it has lasted.
    fn pass(&mut self, now: Micros) {
        if now <= self.moment {
            return;
        }
        self.moment = now;
        for piece in take(&mut self.held) {
            match self.pieces.get(piece) {
                Some(Piece::Held(span)) if span.start < now => self.show(piece),
                Some(Piece::Held(_)) => self.held.push(piece),
                _ => {}
            }
        }
    }

    fn lane(&mut self, lane: &Lane) {
        let id = LaneId(count(self.lanes.len()));
        let parent = lane.parent.and_then(|parent| self.source(parent));
        let process = parent.filter(|parent| parent.lane.kind == LaneKind::Process && lane.kind == LaneKind::Thread);
        // A process and its first thread are one; another thread says where it is.
        let joined = process.filter(|process| !process.has_thread).map(|process| process.row);
        let mut lane = lane.clone();
        if let Some(process) = process.filter(|process| process.has_thread && process.lane.parent.is_some()) {
            lane.detail = ["in ", &process.lane.name].concat();
        }
        let coming = self.coming.iter().position(|name| *name == lane.name).filter(|_| lane.kind != LaneKind::Task);
        let row = match (joined, coming) {
            (Some(row), _) if row != Row::Later => row,
            _ if id.0 == 0 && lane.kind == LaneKind::Process => Row::Later,
            (_, Some(at)) => {
                self.coming.swap_remove(at);
                self.new_worker(id)
            }
            _ => Row::Lane(self.new_lane(lane.clone())),
        };
        if let Row::Worker(worker) = row
            && let Some(worker) = self.workers.get_mut(worker)
        {
            worker.thread = id;
        }
        if let Some(process) = lane.parent.filter(|_| joined.is_some()).and_then(|parent| self.source_mut(parent)) {
            (process.has_thread, process.row) = (true, row);
        }
        self.lanes.push(Source { lane, row, has_thread: false, open: None, doing: None });
    }

    fn new_worker(&mut self, id: LaneId) -> Row {
        let (begun, prints) = (Line::new(), Line::new());
        self.workers.push(Worker { named: id, thread: id, stints: Vec::new(), begun, prints });
        Row::Worker(self.workers.len() - 1)
    }

    /// Where a lane is shown; a process that does something before its main thread is there gets a lane for it.
    fn row(&mut self, id: LaneId) -> Option<Row> {
        let source = self.source(id)?;
        if source.row != Row::Later {
            return Some(source.row);
        }
        let lane = source.lane.clone();
        let row = Row::Lane(self.new_lane(lane));
        self.source_mut(id)?.row = row;
        Some(row)
    }

    /// The worker that a lane is.
    fn worker(&mut self, id: LaneId) -> Option<(usize, &mut Worker)> {
        let Some(Row::Worker(worker)) = self.row(id) else { return None };
        Some((worker, self.workers.get_mut(worker)?))
    }

    fn lane_end(&mut self, id: LaneId, time: Micros) {
        match self.row(id) {
            Some(Row::Lane(lane)) => self.out.push(Change::LaneEnd(lane, time)),
            Some(Row::Worker(worker)) => self.leave(worker, time),
            _ => {}
        }
    }

    fn current(&self, worker: usize) -> Option<Stint> {
        self.workers.get(worker)?.stints.last().copied().filter(|stint| stint.end.is_none())
    }

    /// A worker has nothing to work on.
    fn leave(&mut self, worker: usize, time: Micros) {
        let Some(stint) = self.workers.get_mut(worker).and_then(|worker| worker.stints.last_mut()) else { return };
        if stint.end.is_none() {
            let (lane, end) = (stint.lane, time.max(stint.begin));
            stint.end = Some(end);
            self.out.push(Change::LaneEnd(lane, end));
        }
    }

    /// A worker works on something else.
    fn turn_to(&mut self, worker: usize, lane: LaneId, time: Micros) {
        self.leave(worker, time);
        let Some(of) = self.workers.get_mut(worker) else { return };
        let begin = of.stints.last().and_then(|stint| stint.end).map_or(time, |end| end.max(time));
        of.stints.push(Stint { lane, begin, end: None });
        let thread = of.thread;
        let Some(open) = self.source(thread).and_then(|source| source.open) else { return };
        // What it computes goes on from the one to the other without a break; all else ends at its own moment.
        let computes = matches!(open.span.state, State::Running | State::Gil);
        if computes || open.span.start >= begin && !is_nobodys(open.span.state) {
            let start = open.span.start.max(begin);
            if let Some(piece) = self.piece(open.id) {
                self.end(piece, start);
            }
            let piece = self.start(lane, Span { start, ..open.span });
            self.became(open.id, piece);
        }
    }

    fn piece(&self, id: SpanId) -> Option<PieceId> {
        self.spans.get(id.0 as usize)?.1
    }

    fn became(&mut self, id: SpanId, piece: PieceId) {
        if let Some(span) = self.spans.get_mut(id.0 as usize) {
            span.1 = Some(piece);
        }
    }

    fn span_start(&mut self, span: Span) {
        let id = SpanId(count(self.spans.len()));
        self.spans.push((span.lane, None));
        let Some(row) = self.row(span.lane) else { return };
        let lane = match row {
            Row::Lane(lane) => Some(lane),
            Row::Worker(worker) => self.item_of(worker, &span),
            Row::Later => None,
        };
        let Some(of) = self.source_mut(span.lane) else { return };
        of.open = Some(Open { id, span });
        let (task, parent) = (of.lane.kind == LaneKind::Task, of.lane.parent);
        let shared = of.doing.is_some_and(|doing| same(&doing, &span));
        if let Some(thread) = parent.filter(|_| task && works(&span)) {
            self.does(thread, span);
        }
        if let Some(lane) = lane {
            let piece = self.start(lane, if shared { held_up(span) } else { span });
            self.became(id, piece);
        }
    }

    /// A task is at work as its thread: what the thread itself does is the same, and counts as waiting for the task.
    fn does(&mut self, thread: LaneId, span: Span) {
        let Some(of) = self.source_mut(thread) else { return };
        of.doing = Some(span);
        let open = of.open.filter(|open| same(&open.span, &span));
        if let Some(piece) = open.and_then(|open| self.piece(open.id))
            && let Some(Piece::Held(held)) = self.pieces.get_mut(piece)
        {
            *held = held_up(*held);
        }
    }

    /// The lane of the item to which a span of a worker belongs.
    fn item_of(&mut self, worker: usize, span: &Span) -> Option<LaneId> {
        if span.state == State::Idle {
            self.leave(worker, span.start);
        }
        if is_nobodys(span.state) {
            return None;
        }
        if let Some(stint) = self.current(worker) {
            let stints = &self.workers.get(worker)?.stints;
            let earlier = stints.iter().rev().find(|stint| stint.begin <= span.start);
            return Some(earlier.unwrap_or(&stint).lane);
        }
        if !matches!(span.state, State::Sleeping | State::Awaiting) {
            return None;
        }
        // It waits before its first item or after its last: in what the pool was told to call then.
        let named = self.source(self.workers.get(worker)?.named)?;
        let lane = Lane { start: span.start, ..named.lane.clone() };
        let lane = self.new_lane(lane);
        self.turn_to(worker, lane, span.start);
        Some(lane)
    }

    fn span_end(&mut self, id: SpanId, time: Micros) {
        let Some(&(source, piece)) = self.spans.get(id.0 as usize) else { return };
        if let Some(of) = self.source_mut(source) {
            of.open = of.open.filter(|open| open.id != id);
        }
        if let Some(piece) = piece {
            self.end(piece, time);
        }
    }

    /// Where something that happens now is shown.
    fn now(&mut self, id: LaneId) -> Option<LaneId> {
        match self.row(id)? {
            Row::Lane(lane) => Some(lane),
            Row::Worker(worker) => Some(self.workers.get(worker)?.stints.last()?.lane),
            Row::Later => None,
        }
    }

    /// Where something that happened is shown: a result that was left at the moment at which the next item began is
    /// that of the item before.
    fn then(&mut self, id: LaneId, time: Micros) -> Option<LaneId> {
        let Row::Worker(worker) = self.row(id)? else { return self.now(id) };
        let stints = &self.workers.get(worker)?.stints;
        let next = stints.partition_point(|stint| stint.begin < time);
        let (before, at) = (next.checked_sub(1).and_then(|at| stints.get(at)), stints.get(next));
        let at = at.filter(|stint| stint.begin == time);
        let lasted = before.filter(|stint| stint.end.is_none_or(|end| end >= time));
        lasted.or(at).or(before).map(|stint| stint.lane)
    }

    fn mark(&mut self, mark: Mark) {
        match mark.kind {
            MarkKind::Worker => {
                let name = self.text(mark.label);
                self.coming.push(name);
            }
            MarkKind::Submit => self.submit(&mark),
            MarkKind::Begin | MarkKind::Cancel => {
                let mut queued = self.items.iter_mut().enumerate().skip(self.queued);
                let Some((at, item)) = queued.find(|(_, item)| item.is_queued && item.label == mark.label) else {
                    return;
                };
                item.is_queued = false;
                let (lane, piece, time) = (item.lane, item.queued, mark.time.max(item.start));
                while self.items.get(self.queued).is_some_and(|item| !item.is_queued) {
                    self.queued += 1;
                }
                self.end(piece, time);
                if mark.kind == MarkKind::Cancel {
                    self.out.push(Change::LaneEnd(lane, time));
                } else if let Some((worker, of)) = self.worker(mark.lane) {
                    of.begun.all.push(at);
                    let named = of.named;
                    let detail = self.source(named).map(|named| ["on ", &named.lane.name].concat());
                    self.out.push(Change::LaneDetail(lane, detail.unwrap_or_default()));
                    self.turn_to(worker, lane, time);
                }
            }
            MarkKind::Print | MarkKind::Set | MarkKind::Done | MarkKind::Error => {
                let Some(lane) = self.now(mark.lane) else { return };
                if mark.kind == MarkKind::Print
                    && let Some((_, worker)) = self.worker(mark.lane)
                {
                    worker.prints.all.push(lane);
                }
                self.out.push(Change::Mark(Mark { lane, ..mark }));
            }
        }
    }

    fn text(&self, id: Option<TextId>) -> String {
        id.and_then(|id| self.texts.get(id.0 as usize)).cloned().unwrap_or_default()
    }

    /// An item appears, and is queued.
    fn submit(&mut self, mark: &Mark) {
        let (label, start, at) = (mark.label, mark.time, mark.at);
        let (name, detail) = (self.text(label), String::new());
        let from = self.then(mark.lane, start);
        let lane = self.new_lane(Lane { parent: None, kind: LaneKind::Item, name, detail, start, end: None });
        let queued = self.start(lane, Span { lane, state: State::Queued, start, end: None, label: None, at });
        self.items.push(Item { lane, label, start, from, queued, is_queued: true });
    }

    fn link(&mut self, link: Link) {
        let (from, to) = match (link.kind, self.worker(link.to.0)) {
            (LinkKind::Submit, Some((_, worker))) => {
                let item = worker.begun.take();
                let Some(item) = item.and_then(|item| self.items.get(item)) else { return };
                (item.from, Some(item.lane))
            }
            // Nobody's task starts.
            (LinkKind::Spawn, Some(_)) => return,
            _ => (self.then(link.from.0, link.from.1), self.now(link.to.0)),
        };
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            let (from, to) = ((from, link.from.1), (to, link.to.1));
            self.out.push(Change::Link(Link { kind: link.kind, from, to }));
        }
    }

    fn output(&mut self, output: &Output) {
        let worker = self.worker(output.lane).filter(|_| !output.error);
        let printed = worker.and_then(|(_, worker)| worker.prints.take());
        // What nobody's task printed is the program's.
        let lane = printed.or_else(|| self.now(output.lane)).unwrap_or(LaneId(0));
        self.out.push(Change::Output(Output { lane, ..output.clone() }));
    }
}

/// Whether a worker that is in this state works on nothing.
const fn is_nobodys(state: State) -> bool {
    matches!(state, State::Idle | State::Starting | State::Queued)
}

fn works(span: &Span) -> bool {
    matches!(span.state, State::Running | State::Sleeping)
}

/// Whether a thread's span and its task's are one.
fn same(one: &Span, other: &Span) -> bool {
    (one.state, one.start, one.label, one.at) == (other.state, other.start, other.label, other.at)
}

/// What a thread does while one of its tasks is at work as the thread.
const fn held_up(span: Span) -> Span {
    Span { state: State::Awaiting, label: None, ..span }
}

fn time_of(change: &Change) -> Micros {
    match change {
        Change::Text(_) | Change::LaneDetail(..) => Micros::ZERO,
        Change::Lane(lane) => lane.start,
        Change::LaneEnd(_, time) | Change::SpanEnd(_, time) => *time,
        Change::SpanStart(span) => span.start,
        Change::Mark(mark) => mark.time,
        Change::Link(link) => link.to.1,
        Change::Output(output) => output.time,
        Change::End(end) => end.time,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
