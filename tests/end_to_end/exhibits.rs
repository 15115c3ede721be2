//! Any trace and any program on the real page: files that take the catalogue's place.
//!
//! A trace is shown as the prediction of a program that does nothing. It can be looked through and played; running it
//! runs that program.

use std::collections::HashMap;

use tasklanes::catalogue::{Built, Card, Index};
use tasklanes::kernel::Config;
use tasklanes::program::Location;
use tasklanes::python::{self, Options};
use tasklanes::simulate::simulate;
use tasklanes::time::Micros;
use tasklanes::trace::{End, Lane, LaneId, LaneKind, Outcome, Span, State, TextId, Trace};

use super::browser::Look;
use super::page::Page;
use super::server::Overrides;
use super::stage::Stage;

/// A listing that is not in the catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Exhibit {
    built: Built,
    program: Vec<u8>,
}

impl Exhibit {
    /// A trace, whatever is in it.
    pub(crate) fn trace(id: &str, trace: Trace) -> Self {
        let mut exhibit = Self::program(id, "pass\n");
        exhibit.built.prediction = trace;
        exhibit
    }

    /// A program, with what the simulation says of it.
    pub(crate) fn program(id: &str, source: &str) -> Self {
        let program = python::compile_and_link("program.py", source, Options::default()).expect("the program compiles");
        let encoded = program.encode();
        let built = Built {
            id: id.to_owned(),
            title: "A test's exhibit".to_owned(),
            lead: "It takes the place of a listing.".to_owned(),
            file: "program.py".to_owned(),
            code: python::highlight(source),
            cpus: 4,
            prediction: simulate(program, Config { cpus: 4, ..Config::default() }).expect("the program can be run"),
            ..Built::default()
        };
        Self { built, program: encoded }
    }
}

/// Opens the page with these in place of all listings, and shows the first of them.
pub(crate) async fn page_of<'a>(stage: &'a Stage, exhibits: &[Exhibit]) -> Page<'a> {
    let first = &exhibits[0].built.id;
    let page = stage.page_at(&format!("#{first}"), overrides(exhibits), Look::default()).await;
    page.chosen(first).await;
    page
}

/// The catalogue's files for these.
pub(crate) fn overrides(exhibits: &[Exhibit]) -> Overrides {
    let card = |id: &String| Card { id: id.clone(), chapter: "Test".to_owned(), short: id.clone(), ..Card::default() };
    let cards = exhibits.iter().map(|exhibit| card(&exhibit.built.id)).collect();
    let index = Index { cards, races: Vec::new() };
    let mut files = HashMap::from([("catalogue/index.bin".to_owned(), Some(index.encode()))]);
    for Exhibit { built, program } in exhibits {
        files.insert(format!("catalogue/{}.bin", built.id), Some(built.encode()));
        files.insert(format!("catalogue/{}.program", built.id), Some(program.clone()));
    }
    Overrides { files, ..Overrides::default() }
}

/// What a thread did: a state, from when to when in microseconds, and what is written into the bar.
pub(crate) type Stretch<'a> = (State, u64, u64, &'a str);

/// A trace of threads, written by hand: each one's name, and what it did.
pub(crate) fn threads(threads: &[(&str, &[Stretch])]) -> Trace {
    let mut trace = Trace::default();
    for &(name, stretches) in threads {
        let lane = add_lane(&mut trace, name);
        for &(state, start, end, label) in stretches {
            let label = (!label.is_empty()).then(|| add_text(&mut trace, label));
            trace.spans.push(span(lane, state, start, end, label));
        }
    }
    trace.spans.sort_by_key(|span| span.start);
    ended(trace)
}

/// So many spans on so many threads, in all states, between a fiftieth of a millisecond and a tenth of a second long.
pub(crate) fn many_spans(count: usize, lanes: usize) -> Trace {
    const STATES: [State; 6] =
        [State::Running, State::Sleeping, State::Waiting, State::Gil, State::Idle, State::Awaiting];
    let mut trace = Trace::default();
    let ids: Vec<LaneId> = (0..lanes).map(|number| add_lane(&mut trace, &format!("Thread-{number}"))).collect();
    let labels: Vec<TextId> = (1..=9).map(|number| add_text(&mut trace, &format!("sleep {number}"))).collect();
    // Each thread has one span in each round; the later a thread's number, the later it begins in the round, so that
    // the spans come in their order.
    let (round, step) = (100_000, 100_000 / (2 * lanes as u64).max(1));
    let mut random = Random(1);
    for number in 0..count {
        let (turn, lane) = ((number / lanes) as u64, number % lanes);
        let start = turn * round + lane as u64 * step + random.below(step);
        // As many short ones as long ones, by their order of magnitude.
        let length = (20_u64 << random.below(12)).min(round - step);
        let state = STATES[usize::try_from(random.below(STATES.len() as u64)).unwrap()];
        let label = labels[usize::try_from(random.below(labels.len() as u64)).unwrap()];
        trace.spans.push(span(ids[lane], state, start, start + length, Some(label)));
    }
    ended(trace)
}

/// So many threads, each of which sleeps once, a little later than the one before it.
pub(crate) fn many_lanes(count: usize) -> Trace {
    let mut trace = Trace::default();
    for number in 0..count {
        let lane = add_lane(&mut trace, &format!("Thread-{number}"));
        let start = number as u64 * 1_000;
        trace.spans.push(span(lane, State::Sleeping, start, start + 500_000, None));
    }
    ended(trace)
}

/// A run in which nothing happened.
pub(crate) fn empty() -> Trace {
    ended(Trace::default())
}

/// Spans that take no time: alone, side by side at one moment, and between others.
pub(crate) fn no_lengths() -> Trace {
    threads(&[
        ("alone", &[(State::Running, 500_000, 500_000, "")]),
        ("at once", &[(State::Running, 0, 0, ""), (State::Waiting, 0, 0, ""), (State::Sleeping, 0, 0, "")]),
        ("between", &[(State::Sleeping, 0, 400_000, "sleep"), (State::Running, 400_000, 400_000, "")]),
        ("until the end", &[(State::Sleeping, 0, 1_000_000, "sleep 1")]),
    ])
}

/// A microsecond beside an hour.
pub(crate) fn extremes() -> Trace {
    let hour = 3_600_000_000;
    threads(&[
        ("an hour", &[(State::Sleeping, 0, hour, "sleep 3600")]),
        ("a microsecond", &[(State::Running, hour / 2, hour / 2 + 1, "one")]),
        ("both", &[(State::Running, 0, 1, "one"), (State::Waiting, 1, hour, "join")]),
    ])
}

/// Names that no layout expects, each on a lane and in a bar of it: of 500 characters, without a space or with, written
/// from right to left, of emoji, of what HTML could mean, and none at all.
pub(crate) fn odd_names() -> Trace {
    let (unbroken, words) = ("x".repeat(500), "a name ".repeat(72));
    let names = [
        &unbroken,
        &words,
        "עובד-ראשון מספר 1",
        "خيط العمل الأول",
        "👩‍👩‍👧‍👦🏳️‍🌈🧵🔒",
        "e\u{301}\u{301}\u{301}\u{301}",
        "<b>&amp;\"'</b>",
        "\u{202e}reversed",
        "two\nlines\tand a tab",
        "",
    ];
    let stretches =
        names.map(|name| [(State::Sleeping, 0, 1_000_000, name), (State::Running, 1_000_000, 1_100_000, name)]);
    let lanes: Vec<(&str, &[Stretch])> = names.into_iter().zip(stretches.iter().map(<[_; 2]>::as_slice)).collect();
    threads(&lanes)
}

/// A thread of the main process, which comes with the first.
fn add_lane(trace: &mut Trace, name: &str) -> LaneId {
    let lane = |parent, kind, name: &str| Lane {
        parent,
        kind,
        name: name.to_owned(),
        detail: String::new(),
        start: Micros::ZERO,
        end: None,
    };
    if trace.lanes.is_empty() {
        trace.lanes.push(lane(None, LaneKind::Process, "MainProcess"));
    }
    trace.lanes.push(lane(Some(LaneId(0)), LaneKind::Thread, name));
    LaneId(u32::try_from(trace.lanes.len() - 1).unwrap())
}

fn add_text(trace: &mut Trace, text: &str) -> TextId {
    trace.texts.push(text.to_owned());
    TextId(u32::try_from(trace.texts.len() - 1).unwrap())
}

fn span(lane: LaneId, state: State, start: u64, end: u64, label: Option<TextId>) -> Span {
    Span { lane, state, start: Micros(start), end: Some(Micros(end)), label, at: Location::default() }
}

/// The trace, at its end with the last of its spans.
fn ended(mut trace: Trace) -> Trace {
    let time = trace.spans.iter().filter_map(|span| span.end).max().unwrap_or_default();
    for lane in &mut trace.lanes {
        lane.end = Some(time);
    }
    trace.end = Some(End { time, outcome: Outcome::Finished });
    trace
}

/// Numbers that look like chance, the same ones every time: Knuth's linear congruence, its upper half.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}
