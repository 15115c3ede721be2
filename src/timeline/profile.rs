//! How many things are in progress at each moment.

use alloc::vec::Vec;

use super::summary;
use crate::order;
use crate::time::Micros;
use crate::trace::{Change, LaneId, LaneKind, Span, State, Trace};

/// The most buckets that a profile has.
const BUCKETS: usize = 4_096;

/// How much goes on at each moment of a run: what waits of its own ([`summary::is_own_wait`]), as the summary counts it.
/// Of a run in which nothing waits, what computes.
///
/// A task that runs or sleeps does so on its thread, whose row shows the same: it is counted there. What lasts no
/// time does not count, and of what ends and begins at one moment the one comes after the other.
///
/// It takes in one [`Change`] after the other, in the same time and space however many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    waits: Steps,
    all: Steps,
}

/// How many spans of some kind are in progress at each moment. Time is divided into a bounded number of buckets, each of
/// which knows the most at once within it; as the run goes on, their width doubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Steps {
    /// Whether what computes counts, too.
    computing: bool,
    /// The most at once in each bucket, up to `latest`.
    buckets: Vec<u32>,
    /// A bucket is two to the power of this many microseconds wide.
    shift: u32,
    /// The latest moment known of: the buckets count what was before it.
    latest: Micros,
    /// How many are in progress from then on.
    now: u32,
    /// The most at once before `latest`.
    most: u32,
    /// How many of these are each lane's.
    open: Vec<u32>,
}

impl Default for Profile {
    fn default() -> Self {
        Self { waits: Steps::default(), all: Steps { computing: true, ..Steps::default() } }
    }
}

impl Profile {
    /// Of what a trace shows so far.
    #[must_use]
    pub fn new(trace: &Trace) -> Self {
        Self { waits: Steps::new(trace, false), all: Steps::new(trace, true) }
    }

    /// Takes in a change that the trace is about to take: `before` is the trace without it.
    ///
    /// Clocks of different lanes differ a little. What comes late counts from the latest moment known of.
    pub fn apply(&mut self, before: &Trace, change: &Change) {
        self.waits.apply(before, change);
        self.all.apply(before, change);
    }

    /// The most at once, in the whole run.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.steps().most()
    }

    /// The most at once in each of a number of columns that a range of time is divided into.
    #[must_use]
    pub fn columns(&self, range: (Micros, Micros), columns: usize) -> Vec<u32> {
        self.columns_until(range, columns, self.steps().latest)
    }

    /// The same while the run goes on: what was in progress when the latest change came still is at `now`.
    #[must_use]
    pub fn columns_until(&self, range: (Micros, Micros), columns: usize, now: Micros) -> Vec<u32> {
        self.steps().columns(range, columns, now)
    }

    fn steps(&self) -> &Steps {
        if self.waits.most() > 0 { &self.waits } else { &self.all }
    }
}

impl Steps {
    fn new(trace: &Trace, computing: bool) -> Self {
        let mut profile = Self { computing, ..Self::default() };
        let mut steps: Vec<(Micros, i64)> = Vec::new();
        for span in trace.spans.iter().filter(|span| counts(trace, span, computing)) {
            let over = trace.lanes.get(span.lane.0 as usize).and_then(|lane| lane.end);
            let end = [span.end, over].into_iter().flatten().min();
            match end {
                Some(end) if end <= span.start => continue,
                Some(end) => steps.push((end, -1)),
                None => profile.opened(span.lane),
            }
            steps.push((span.start, 1));
        }
        order::sort(&mut steps);
        for (time, step) in steps {
            profile.advance(time);
            profile.now = if step > 0 { profile.now + 1 } else { profile.now.saturating_sub(1) };
        }
        profile.advance(trace.latest());
        for lane in &trace.lanes {
            profile.advance(lane.end.unwrap_or_default());
        }
        profile
    }

    fn apply(&mut self, before: &Trace, change: &Change) {
        match change {
            Change::Lane(lane) => self.advance(lane.start),
            Change::SpanStart(span) => {
                self.advance(span.start);
                if span.end.is_none() && counts(before, span, self.computing) {
                    self.opened(span.lane);
                    self.now += 1;
                }
            }
            Change::SpanEnd(id, time) => {
                let Some(span) = before.spans.get(id.0 as usize) else { return };
                self.advance(*time);
                if span.end.is_none() && counts(before, span, self.computing) {
                    self.close(span.lane, 1);
                }
            }
            Change::LaneEnd(lane, time) => {
                self.advance(*time);
                self.close(*lane, u32::MAX);
            }
            Change::End(end) => {
                self.advance(end.time);
                self.open.clear();
                self.now = 0;
            }
            Change::Text(_) | Change::LaneDetail(..) | Change::Mark(_) | Change::Link(_) | Change::Output(_) => {}
        }
    }

    fn most(&self) -> u32 {
        self.most.max(self.now)
    }

    fn columns(&self, (start, end): (Micros, Micros), columns: usize, now: Micros) -> Vec<u32> {
        let (length, parts) = (end.since(start).0, (columns as u64).max(1));
        let edge = |column: usize| {
            // The same as `length * column / parts`, which may be too large on its way.
            let column = column as u64;
            let along = (length / parts).saturating_mul(column).saturating_add(length % parts * column / parts);
            start.0.saturating_add(along)
        };
        let until = self.latest.max(now).0;
        let most = |column| {
            let from = edge(column);
            let last = edge(column + 1).saturating_sub(1).max(from);
            // The buckets that begin in it, so that what ended just before it is not seen in it; where none does, the
            // one that it lies in.
            let (begin, end) = (self.bucket_from(from), self.bucket_from(last.saturating_add(1)));
            let buckets = if begin < end { begin..end } else { begin.saturating_sub(1)..begin };
            let past = self.buckets.iter().take(buckets.end).skip(buckets.start).copied().max().unwrap_or(0);
            if last >= self.latest.0 && from <= until { past.max(self.now) } else { past }
        };
        (0..columns).map(most).collect()
    }

    fn bucket(&self, time: u64) -> usize {
        usize::try_from(time >> self.shift).unwrap_or(usize::MAX)
    }

    /// The first bucket that begins at a moment or later.
    fn bucket_from(&self, time: u64) -> usize {
        let within = time & ((1 << self.shift) - 1) != 0;
        self.bucket(time).saturating_add(usize::from(within))
    }

    /// One more of a lane's spans is in progress: the only one, unless a trace is not as it should be.
    fn opened(&mut self, lane: LaneId) {
        let at = lane.0 as usize;
        if self.open.len() <= at {
            self.open.resize(at + 1, 0);
        }
        if let Some(open) = self.open.get_mut(at) {
            *open += 1;
        }
    }

    /// At most so many of a lane's spans are over.
    fn close(&mut self, lane: LaneId, most: u32) {
        if let Some(open) = self.open.get_mut(lane.0 as usize) {
            let closed = most.min(*open);
            *open -= closed;
            self.now = self.now.saturating_sub(closed);
        }
    }

    /// Time goes on to a moment; until then, so many were in progress as now.
    fn advance(&mut self, to: Micros) {
        if to <= self.latest {
            return;
        }
        let last = to.0 - 1;
        while self.bucket(last) >= BUCKETS {
            self.buckets = self.buckets.chunks(2).map(|pair| pair.iter().copied().max().unwrap_or(0)).collect();
            self.shift += 1;
        }
        let (first, end) = (self.bucket(self.latest.0), self.bucket(last) + 1);
        self.buckets.resize(end, 0);
        for bucket in self.buckets.iter_mut().skip(first) {
            *bucket = self.now.max(*bucket);
        }
        self.most = self.most();
        self.latest = to;
    }
}

/// Whether a span is one of those that are counted.
fn counts(trace: &Trace, span: &Span, computing: bool) -> bool {
    match trace.lanes.get(span.lane.0 as usize).map(|lane| lane.kind) {
        Some(LaneKind::Thread | LaneKind::Item) => {
            span.state == State::Sleeping || (computing && span.state == State::Running)
        }
        Some(LaneKind::Task) => span.state == State::Awaiting && summary::is_own_wait(trace, span),
        Some(LaneKind::Process) | None => false,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::{BUCKETS, Profile, Steps, counts};
    use crate::program::Location;
    use crate::time::Micros;
    use crate::timeline::{fixtures, summary};
    use crate::trace::{Change, End, Lane, LaneId, LaneKind, Outcome, Span, SpanId, State, TextId, Trace};

    /// What each lane does: gaps, lengths, and which state; an even gap is none.
    type Lanes = Vec<Vec<(u64, u64, usize)>>;

    const STATES: [State; 5] = [State::Running, State::Sleeping, State::Awaiting, State::Waiting, State::Gil];

    fn lanes(longest: u64) -> impl Strategy<Value = Lanes> {
        let spans = prop::collection::vec((0..longest, 1..longest, 0..STATES.len()), 0..20);
        prop::collection::vec(spans, 1..8)
    }

    /// The changes in the order of time, the last span of each lane left open until its lane's or the run's end.
    fn changes(lanes: &Lanes) -> Vec<Change> {
        let mut changes = vec![Change::Text("sleep 1".to_owned())];
        let mut events = Vec::new();
        for (at, spans) in (0_u32..).zip(lanes) {
            let kind = [LaneKind::Thread, LaneKind::Task, LaneKind::Process][at as usize % 3];
            let (name, detail) = (String::new(), String::new());
            changes.push(Change::Lane(Lane { parent: None, kind, name, detail, start: Micros::ZERO, end: None }));
            let mut now = 0;
            for (index, &(gap, length, state)) in spans.iter().enumerate() {
                let start = now + if gap % 2 == 0 { 0 } else { gap };
                now = start + length;
                let open = index + 1 == spans.len();
                events.push((start, 1, at, STATES[state]));
                match at % 4 {
                    _ if !open => events.push((now, 0, at, STATES[state])),
                    0 => events.push((now, 2, at, STATES[state])),
                    _ => {}
                }
            }
        }
        // Ends come before starts only within a lane: elsewhere either may be first.
        events.sort_by_key(|&(time, what, at, _)| (time, at, what));
        let mut open = vec![None; lanes.len()];
        let mut count = 0;
        for (time, what, at, state) in events {
            let lane = LaneId(at);
            match what {
                0 => changes.push(Change::SpanEnd(open[at as usize].take().unwrap(), Micros(time))),
                1 => {
                    open[at as usize] = Some(SpanId(count));
                    count += 1;
                    let (start, label) = (Micros(time), Some(TextId(0)));
                    let span = Span { lane, state, start, end: None, label, at: Location::default() };
                    changes.push(Change::SpanStart(span));
                }
                _ => changes.push(Change::LaneEnd(lane, Micros(time))),
            }
        }
        changes
    }

    /// How many are in progress from a moment on.
    fn at(trace: &Trace, time: u64) -> u32 {
        let counted = trace.spans.iter().filter(|span| {
            let lane = trace.lanes[span.lane.0 as usize].end;
            let end = span.end.unwrap_or(Micros::MAX).min(lane.unwrap_or(Micros::MAX));
            counts(trace, span, true) && span.start.0 <= time && time < end.0
        });
        u32::try_from(counted.count()).unwrap()
    }

    /// The most from one moment until before another: it is reached where something begins.
    fn most(trace: &Trace, from: u64, to: u64) -> u32 {
        let starts = trace.spans.iter().map(|span| span.start.0).filter(|&start| from <= start && start < to);
        starts.chain([from]).map(|time| at(trace, time)).max().unwrap()
    }

    fn check(profile: &Steps, trace: &Trace, columns: usize) {
        let latest = trace.lanes.iter().filter_map(|lane| lane.end).fold(trace.latest(), Micros::max).0;
        let width = 1 << profile.shift;
        assert!(profile.buckets.len() <= BUCKETS);
        assert_eq!(profile.most(), most(trace, 0, u64::MAX));
        for (start, end) in [(0, latest), (latest / 3, latest / 2), (latest / 2, latest * 2 + 7), (5, 5)] {
            let found = profile.columns((Micros(start), Micros(end)), columns, profile.latest);
            assert_eq!(found.len(), columns);
            for (column, found) in found.into_iter().enumerate() {
                let edge = |column: usize| start + (end - start) * column as u64 / columns as u64;
                let (from, to) = (edge(column), edge(column + 1).max(edge(column) + 1));
                // The buckets that begin in it, or the one that it lies in; what is to come is not known.
                let (begin, end) = (from.div_ceil(width) * width, (to.div_ceil(width) * width).min(latest));
                let lies = to.div_ceil(width) * width == begin;
                let buckets = if lies { (begin - width, begin.min(latest)) } else { (begin, end) };
                let mut expected = if buckets.0 < buckets.1 { most(trace, buckets.0, buckets.1) } else { 0 };
                if from <= latest && latest < to {
                    expected = expected.max(at(trace, latest));
                }
                assert_eq!(found, expected, "column {column} of {columns} of {start} to {end}, {width} µs wide");
            }
        }
    }

    fn run(lanes: &Lanes, columns: usize) -> Result<(), TestCaseError> {
        let (mut trace, mut profile) = (Trace::default(), Steps { computing: true, ..Steps::default() });
        let end = |trace: &Trace| {
            let last = trace.lanes.iter().filter_map(|lane| lane.end).fold(trace.latest(), Micros::max);
            Change::End(End { time: last + Micros(3), outcome: Outcome::Finished })
        };
        for (number, change) in changes(lanes).into_iter().enumerate() {
            profile.apply(&trace, &change);
            trace.apply(change);
            prop_assert_eq!(profile.now, at(&trace, profile.latest.0));
            if number % 8 == 0 {
                prop_assert_eq!(Steps::new(&trace, true).now, profile.now);
            }
        }
        check(&Steps::new(&trace, true), &trace, columns);
        check(&profile, &trace, columns);
        let end = end(&trace);
        profile.apply(&trace, &end);
        trace.apply(end);
        check(&Steps::new(&trace, true), &trace, columns);
        check(&profile, &trace, columns);
        prop_assert_eq!(profile.now, 0);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn exact_while_time_fits_the_buckets(lanes in lanes(90), columns in 1..200_usize) {
            run(&lanes, columns)?;
        }

        #[test]
        fn exact_to_a_bucket_in_longer_runs(lanes in lanes(1_000_000), columns in 1..200_usize) {
            run(&lanes, columns)?;
        }

        #[test]
        fn changes_in_any_order_are_taken(
            lanes in lanes(1_000),
            order in prop::collection::vec(any::<(u16, u64)>(), 0..100),
        ) {
            let changes = changes(&lanes);
            let (mut trace, mut profile) = (Trace::default(), Steps { computing: true, ..Steps::default() });
            for (at, time) in order {
                let mut change = changes[usize::from(at) % changes.len()].clone();
                match &mut change {
                    Change::SpanEnd(_, at) | Change::LaneEnd(_, at) => *at = Micros(time),
                    Change::SpanStart(span) => span.start = Micros(time),
                    _ => {}
                }
                profile.apply(&trace, &change);
                trace.apply(change);
                prop_assert!(profile.buckets.len() <= BUCKETS);
                prop_assert_eq!(profile.columns((Micros::ZERO, Micros::MAX), 7, profile.latest).len(), 7);
                prop_assert!(Steps::new(&trace, true).buckets.len() <= BUCKETS);
            }
        }
    }

    #[test]
    fn as_many_as_the_summary_says() {
        let all = [
            fixtures::sync_loop(),
            fixtures::create_task(),
            fixtures::threadpool_map(),
            fixtures::in_progress(),
            fixtures::process_pool(),
            fixtures::fine(),
        ];
        for trace in all {
            // Of what only computes the summary has nothing to say.
            assert_eq!(Profile::new(&trace).most(), summary(&trace).at_once.max(1));
        }
        assert_eq!(Profile::new(&fixtures::sync_loop()).most(), 1);
        assert_eq!(Profile::new(&fixtures::threadpool_map()).most(), 4);
    }

    #[test]
    fn a_pool_has_less_and_less_to_do() {
        let profile = Profile::new(&fixtures::threadpool_map());
        let columns = profile.columns((Micros::ZERO, Micros::from_secs(8)), 8);
        assert_eq!(columns, [4, 3, 2, 1, 0, 0, 0, 0]);
        assert!(profile.columns((Micros::ZERO, Micros::ZERO), 0).is_empty());
    }

    #[test]
    fn a_run_in_progress_goes_on_as_it_is() {
        let profile = Profile::new(&fixtures::in_progress());
        let range = (Micros::ZERO, Micros::from_secs(8));
        assert_eq!(profile.columns_until(range, 4, Micros::from_millis(5_500)), [3, 1, 1, 0]);
    }

    #[test]
    fn where_nothing_waits_what_computes_counts() {
        let mut build = fixtures::script();
        build.span(fixtures::MAIN, State::Running, 0, 600, "");
        assert_eq!(Profile::new(&build.clone().end(600)).most(), 1);
        build.span(fixtures::MAIN, State::Sleeping, 600, 1_000, "sleep 0.4");
        let profile = Profile::new(&build.end(1_000));
        assert_eq!(profile.columns((Micros::ZERO, Micros::from_secs(1)), 2), [0, 1]);
    }

    #[test]
    fn nothing_is_no_column_high() {
        assert_eq!(Profile::default().most(), 0);
        assert_eq!(Profile::new(&Trace::default()).columns((Micros::ZERO, Micros::MAX), 3), [0, 0, 0]);
    }
}
