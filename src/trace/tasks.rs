//! A trace by task: a lane for each unit of work, whoever did it.
//!
//! A task is an asyncio task, a piece of work that was handed to a pool (an *item*), a thread or process that the
//! program started itself, and the main thread. A pool's workers have no lanes of their own: what they do belongs to
//! the item that they work on, and their idle time to none.

use alloc::collections::VecDeque;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::mem::take;

use super::replay::steps;
use super::{Change, Lane, LaneId, LaneKind, Link, LinkKind, Mark, MarkKind, Output, Span, SpanId, State, Trace};
use crate::program::Location;
use crate::time::Micros;

/// Turns the changes of a trace by worker into those of one by task, as they come.
///
/// What cannot be told when a change arrives waits: a thread's lane until it is known to be no pool's worker, and
/// a span that may be another lane's until its moment has passed.
#[derive(Clone, Debug, Default)]
pub struct ByTask {
    rows: Vec<Row>,
    /// Whose each span is.
    spans: Vec<LaneId>,
    /// Lanes, spans and items so far in what comes out.
    made: (u32, u32, u32),
    /// Rows with a span that waits.
    held: Vec<LaneId>,
    out: Vec<Change>,
}

/// A lane by worker.
#[derive(Clone, Debug)]
struct Row {
    lane: Lane,
    role: Role,
    /// When it had started, as far as is known.
    ready: Micros,
    /// The lane that it now fills.
    target: Option<LaneId>,
    /// Until when that is filled.
    filled: Micros,
    /// The span that it is in, and what it is in the other trace.
    open: Option<(SpanId, Span, Option<SpanId>)>,
    /// From when on that span is to be shown unless something else of this moment says otherwise.
    held: Option<Micros>,
    /// How many of its tasks have not ended; of a process, how many threads it has had.
    tasks: u32,
    /// What one of its tasks last did.
    doing: Option<Span>,
    /// When it turned to which lane.
    turns: Vec<(Micros, Option<LaneId>)>,
    /// Items of which no end has been marked, with their ends as far as there are.
    unmarked: VecDeque<(LaneId, Micros)>,
    /// Where prints went of which the text is to come.
    prints: VecDeque<LaneId>,
    /// The arrow to its start, which waits for its lane.
    spawn: Option<Link>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Not known yet.
    Unknown,
    /// A process: its threads do what there is to do.
    Process,
    /// A task, or the main thread.
    Itself,
    /// Has done something that is nobody's item: a thread of the program's, or a worker that is set up.
    Own,
    /// A pool's worker.
    Worker,
}

/// The same trace by task.
#[must_use]
pub fn by_task(trace: &Trace) -> Trace {
    let (mut by, mut out) = (ByTask::default(), Trace::default());
    for (_, change) in steps(trace) {
        for change in by.apply(&change) {
            out.apply(change);
        }
    }
    out
}

impl ByTask {
    /// Takes a change of the one trace, and gives those of the other.
    pub fn apply(&mut self, change: &Change) -> Vec<Change> {
        self.pass(time_of(change));
        match change {
            Change::Text(_) => self.out.push(change.clone()),
            Change::End(end) => {
                for id in (0..count(self.rows.len())).map(LaneId) {
                    self.begun(id, end.time);
                }
                self.out.push(change.clone());
            }
            Change::Lane(lane) => self.lane(lane),
            Change::LaneEnd(id, time) => self.lane_end(*id, *time),
            Change::SpanStart(span) => {
                let id = SpanId(count(self.spans.len()));
                self.spans.push(span.lane);
                self.span(id, *span);
                if let Some(end) = span.end {
                    self.span_end(id, end);
                }
            }
            Change::SpanEnd(id, time) => self.span_end(*id, *time),
            Change::Mark(mark) => {
                self.decide(mark.lane, mark.time);
                if let Some(lane) = self.marked(mark.lane, mark.kind, mark.time) {
                    self.out.push(Change::Mark(Mark { lane, ..*mark }));
                }
            }
            Change::Link(link) => self.link(link),
            Change::Output(output) => {
                self.decide(output.lane, output.time);
                let lane = self.printed(output.lane, output.error).unwrap_or(LaneId(0));
                self.out.push(Change::Output(Output { lane, ..output.clone() }));
            }
        }
        take(&mut self.out)
    }

    #[inline(never)]
    fn row(&mut self, id: LaneId) -> Option<&mut Row> {
        self.rows.get_mut(id.0 as usize)
    }

    fn lane(&mut self, lane: &Lane) {
        let id = LaneId(count(self.rows.len()));
        let main = lane.kind == LaneKind::Thread && !self.rows.iter().any(|row| row.lane.kind == LaneKind::Thread);
        let mut role = match lane.kind {
            LaneKind::Process => Role::Process,
            LaneKind::Thread => Role::Unknown,
            LaneKind::Task => Role::Itself,
        };
        let mut lane = lane.clone();
        if let Some(parent) = lane.parent {
            if lane.kind == LaneKind::Task {
                // Who has a task works.
                self.decide(parent, lane.start);
            }
            if let Some(above) = self.row(parent) {
                above.tasks += 1;
                if lane.kind == LaneKind::Thread && above.lane.parent.is_some() {
                    let process = &above.lane.name;
                    if above.tasks == 1 {
                        // A process and its first thread are one.
                        lane.name.clone_from(process);
                        lane.kind = LaneKind::Process;
                    } else {
                        lane.detail = ["in ", process].concat();
                    }
                }
            }
        }
        if main {
            role = Role::Itself;
        }
        self.rows.push(Row {
            ready: lane.start,
            lane,
            role,
            target: None,
            filled: Micros::ZERO,
            open: None,
            held: None,
            tasks: 0,
            doing: None,
            turns: Vec::new(),
            unmarked: VecDeque::new(),
            prints: VecDeque::new(),
            spawn: None,
        });
        if role == Role::Itself {
            self.own(id, Micros::ZERO);
        }
    }

    fn lane_end(&mut self, id: LaneId, time: Micros) {
        let Some(row) = self.row(id) else { return };
        let (task, parent) = (row.lane.kind == LaneKind::Task, row.lane.parent);
        self.begun(id, time);
        self.leave(id, time);
        if let Some(above) = parent.filter(|_| task).and_then(|parent| self.row(parent)) {
            above.tasks = above.tasks.saturating_sub(1);
        }
    }

    /// It is over with a row of which nothing has been seen: what it did took no time.
    fn begun(&mut self, id: LaneId, time: Micros) {
        if let Some(row) = self.row(id).filter(|row| row.role == Role::Unknown) {
            let ready = if row.open.is_some() { time } else { row.ready };
            self.decide(id, ready);
        }
    }

    fn span(&mut self, id: SpanId, span: Span) {
        self.close(span.lane, span.start);
        let Some(row) = self.row(span.lane) else { return };
        row.open = Some((id, span, None));
        row.held = None;
        let parent = row.lane.parent.filter(|_| row.lane.kind == LaneKind::Task);
        match row.role {
            Role::Itself => {}
            Role::Own | Role::Worker | Role::Unknown if span.state == State::Idle => {
                row.role = Role::Worker;
                self.leave(span.lane, span.start);
                self.turn(span.lane, span.start, None);
                return;
            }
            // It may yet be a worker.
            Role::Unknown if matches!(span.state, State::Starting | State::Gil) => return,
            _ => self.decide(span.lane, span.start),
        }
        if let Some(parent) = parent.filter(|_| works(&span))
            && let Some(above) = self.row(parent)
        {
            above.doing = Some(span);
            if above.held.is_some() && above.open.is_some_and(|(_, open, _)| same(&open, &span)) {
                self.show(parent, span.start, true);
            }
        }
        let Some(row) = self.row(span.lane) else { return };
        if row.doing.is_some_and(|doing| same(&doing, &span)) {
            self.show(span.lane, span.start, true);
        } else if row.tasks > 0 && works(&span) {
            self.hold(span.lane, span.start);
        } else {
            self.show(span.lane, span.start, false);
        }
    }

    fn span_end(&mut self, id: SpanId, time: Micros) {
        let Some(&lane) = self.spans.get(id.0 as usize) else { return };
        let Some(row) = self.row(lane) else { return };
        if row.open.is_none_or(|(open, ..)| open != id) {
            return;
        }
        row.ready = row.ready.max(time);
        self.close(lane, time);
        if let Some(row) = self.row(lane) {
            row.open = None;
            row.held = None;
        }
    }

    fn link(&mut self, link: &Link) {
        self.decide(link.from.0, link.from.1);
        let from = self.at(link.from, link.kind == LinkKind::Result);
        let Some(row) = self.row(link.to.0) else { return };
        let to = match (link.kind, row.role) {
            (LinkKind::Submit, role) if role != Role::Itself => Some(self.item(link)),
            (LinkKind::Spawn, Role::Unknown) => {
                row.spawn = Some(*link);
                return;
            }
            _ => {
                self.decide(link.to.0, link.to.1);
                self.at(link.to, false)
            }
        };
        self.arrow(link, from, to);
    }

    fn arrow(&mut self, link: &Link, from: Option<LaneId>, to: Option<LaneId>) {
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            let (from, to) = ((from, link.from.1), (to, link.to.1));
            self.out.push(Change::Link(Link { kind: link.kind, from, to }));
        }
    }

    /// A worker begins a piece of work, which gets a lane.
    fn item(&mut self, link: &Link) -> LaneId {
        let (id, begin) = link.to;
        self.leave(id, begin);
        self.made.2 += 1;
        let name = ["Item ", &self.made.2.to_string()].concat();
        let worker = self.row(id).map_or("", |row| &row.lane.name);
        let detail = ["on ", worker].concat();
        let start = link.from.1.min(begin);
        let item = self.enter(id, Lane { parent: None, kind: LaneKind::Task, name, detail, start, end: None }, begin);
        self.turn(id, begin, Some(item));
        let Some(row) = self.row(id) else { return item };
        row.role = Role::Worker;
        row.unmarked.push_back((item, Micros::MAX));
        match row.open {
            Some((_, span, _)) if !matches!(span.state, State::Idle | State::Starting) => {
                if span.start >= begin {
                    self.show(id, begin, false);
                } else {
                    // It most often ends now; a worker that computes may go on computing.
                    self.hold(id, begin);
                }
            }
            _ => {}
        }
        item
    }

    /// A row that is at work and not known to work for a pool is a task of its own.
    fn decide(&mut self, id: LaneId, time: Micros) {
        if let Some(row) = self.row(id).filter(|row| matches!(row.role, Role::Unknown | Role::Process)) {
            row.role = Role::Own;
            let spawn = row.spawn.take();
            self.own(id, time);
            if let Some(link) = spawn {
                let (from, to) = (self.at(link.from, false), self.at(link.to, false));
                self.arrow(&link, from, to);
            }
        }
    }

    /// A lane for what the row itself is.
    fn own(&mut self, id: LaneId, begin: Micros) {
        let Some(row) = self.row(id) else { return };
        let lane = Lane { parent: None, end: None, ..row.lane.clone() };
        let start = lane.start;
        let made = self.enter(id, lane, begin);
        self.turn(id, start, Some(made));
    }

    /// The row fills a new lane from a moment on; until then that waits.
    fn enter(&mut self, id: LaneId, lane: Lane, begin: Micros) -> LaneId {
        let made = LaneId(self.made.0);
        self.made.0 += 1;
        let start = lane.start;
        self.out.push(Change::Lane(lane));
        if start < begin {
            let at = Location::default();
            let queued = self.start(Span { lane: made, state: State::Queued, start, end: None, label: None, at });
            self.out.push(Change::SpanEnd(queued, begin));
        }
        if let Some(row) = self.row(id) {
            row.target = Some(made);
            row.filled = begin.max(start);
        }
        made
    }

    /// The lane that the row fills ends.
    fn leave(&mut self, id: LaneId, time: Micros) {
        self.close(id, time);
        let Some(row) = self.row(id) else { return };
        let (target, end) = (row.target.take(), row.filled.max(time));
        if let Some(target) = target {
            if let Some(last) = row.unmarked.back_mut().filter(|(item, _)| *item == target) {
                last.1 = end;
            }
            self.out.push(Change::LaneEnd(target, end));
        }
    }

    fn turn(&mut self, id: LaneId, time: Micros, to: Option<LaneId>) {
        if let Some(row) = self.row(id) {
            row.turns.push((time, to));
        }
    }

    /// Shows the row's span from a moment on; as a loop's waiting where one of its tasks does that very thing.
    fn show(&mut self, id: LaneId, from: Micros, waits: bool) {
        let Some(row) = self.row(id) else { return };
        row.held = None;
        let (Some(lane), Some((_, span, None))) = (row.target, row.open) else { return };
        let start = span.start.max(from).max(row.filled);
        row.filled = start;
        let mut shown = Span { lane, start, end: None, ..span };
        if waits {
            (shown.state, shown.label) = (State::Awaiting, None);
        }
        let shown = self.start(shown);
        if let Some((.., image)) = self.row(id).and_then(|row| row.open.as_mut()) {
            *image = Some(shown);
        }
    }

    fn start(&mut self, span: Span) -> SpanId {
        self.out.push(Change::SpanStart(span));
        self.made.1 += 1;
        SpanId(self.made.1 - 1)
    }

    /// Ends what the row's span is in the other trace.
    fn close(&mut self, id: LaneId, time: Micros) {
        let Some(row) = self.row(id) else { return };
        if let Some(shown) = row.open.as_mut().and_then(|(.., image)| image.take()) {
            row.filled = row.filled.max(time);
            let end = row.filled;
            self.out.push(Change::SpanEnd(shown, end));
        }
    }

    fn hold(&mut self, id: LaneId, from: Micros) {
        if let Some(row) = self.row(id) {
            row.held = Some(from);
            self.held.push(id);
        }
    }

    /// Time has come to a moment: what still waits from an earlier one is what it seemed.
    fn pass(&mut self, now: Micros) {
        for id in take(&mut self.held) {
            match self.row(id).and_then(|row| row.held) {
                Some(from) if from < now => self.show(id, from, false),
                Some(_) => self.held.push(id),
                None => {}
            }
        }
    }

    /// The lane that the row filled at a moment; of two, the one that began then, unless the earlier is meant.
    fn at(&self, (id, time): (LaneId, Micros), earlier: bool) -> Option<LaneId> {
        let turns = &self.rows.get(id.0 as usize)?.turns;
        let found = turns.iter().rev().find(|turn| turn.0 < time || turn.0 == time && !earlier);
        found.or_else(|| turns.first()).and_then(|turn| turn.1)
    }

    /// Whose a mark is. At one moment a worker may end an item and begin the next: that the one is done stands between.
    fn marked(&mut self, id: LaneId, kind: MarkKind, time: Micros) -> Option<LaneId> {
        let row = self.row(id)?;
        while row.unmarked.front().is_some_and(|(_, end)| *end < time) {
            row.unmarked.pop_front();
        }
        let lane = row.unmarked.front().map(|item| item.0).or_else(|| last(row))?;
        match kind {
            MarkKind::Done | MarkKind::Error => drop(row.unmarked.pop_front()),
            MarkKind::Print => row.prints.push_back(lane),
            MarkKind::Set => {}
        }
        Some(lane)
    }

    fn printed(&mut self, id: LaneId, error: bool) -> Option<LaneId> {
        let row = self.row(id)?;
        let print = if error { None } else { row.prints.pop_front() };
        print.or_else(|| last(row))
    }
}

/// The lane that a row fills or last filled.
fn last(row: &Row) -> Option<LaneId> {
    row.target.or_else(|| row.turns.iter().rev().find_map(|turn| turn.1))
}

fn works(span: &Span) -> bool {
    matches!(span.state, State::Running | State::Sleeping)
}

/// Whether a thread's span and its task's are one.
fn same(one: &Span, other: &Span) -> bool {
    (one.state, one.start, one.label, one.at) == (other.state, other.start, other.label, other.at)
}

fn time_of(change: &Change) -> Micros {
    match change {
        Change::Text(_) => Micros::ZERO,
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
