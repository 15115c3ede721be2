use alloc::rc::Rc;

use super::{Action, Source, State, speed_text};
use crate::app::track::{Exhibit, Phase};
use crate::catalogue::{Built, Card, Index, Try};
use crate::program::Location;
use crate::runtime::clock::Wall;
use crate::runtime::protocol::{Message, Speed};
use crate::time::Micros;
use crate::trace::{Change, End, Lane, LaneId, LaneKind, Outcome, Span, Trace};

/// Wall clock of all tests: Python time zero.
const BEGAN: f64 = 1_700_000_000_000.0;

fn listing(id: &str) -> Vec<Rc<Exhibit>> {
    vec![exhibit(id)]
}

fn exhibit(id: &str) -> Rc<Exhibit> {
    let prediction =
        Trace { end: Some(End { time: Micros::from_secs(4), outcome: Outcome::Finished }), ..Trace::default() };
    Rc::new(Exhibit::new(Built {
        id: id.into(),
        title: "A title".into(),
        lead: "What to expect.".into(),
        prediction,
        written: id.contains('.').then_some(Micros::from_secs(9)),
        tries: vec![label("first", "As written"), label("first.short", "Shorten it")],
        ..Built::default()
    }))
}

fn label(id: &str, label: &str) -> Try {
    Try { id: id.into(), label: label.into() }
}

/// A page with two listings, the first of them with a variant and loaded.
fn page() -> State {
    let card = |id: &str, variants: &[&str]| Card {
        id: id.into(),
        variants: variants.iter().map(|id| label(id, "")).collect(),
        ..Card::default()
    };
    let mut state = State::default();
    state.reduce(Action::Indexed(Rc::new(Index {
        cards: vec![card("first", &["short"]), card("second", &[])],
        races: Vec::new(),
    })));
    state.reduce(Action::Loaded(listing("first")));
    state
}

fn trace(state: &State) -> &Trace {
    state.tracks[0].recording().trace()
}

fn lines(state: &State, moment: Option<Micros>) -> Vec<u32> {
    state.active(moment).iter().map(|active| active.line).collect()
}

fn hear(state: &mut State, run: u32, after_millis: f64, message: Message) -> bool {
    state.reduce(Action::Heard { run, track: 0, now: Wall(BEGAN + after_millis), message })
}

fn running() -> State {
    let mut state = page();
    state.reduce(Action::Start(Source::Workers));
    hear(&mut state, 1, 0.0, Message::Ready);
    hear(&mut state, 1, 1.0, Message::Began { at: BEGAN });
    state
}

fn end(secs: u64, outcome: Outcome) -> Message {
    Message::Changes(vec![Change::End(End { time: Micros::from_secs(secs), outcome })])
}

fn sleeping_main_thread() -> Message {
    Message::Changes(vec![
        Change::Lane(Lane {
            parent: None,
            kind: LaneKind::Thread,
            name: "MainThread".into(),
            detail: String::new(),
            start: Micros::ZERO,
            end: None,
        }),
        Change::SpanStart(Span {
            lane: LaneId(0),
            state: crate::trace::State::Sleeping,
            start: Micros::ZERO,
            end: None,
            label: None,
            at: Location { line: 8, column: 5 },
        }),
    ])
}

#[test]
fn the_first_listing_is_shown_where_the_address_names_none() {
    assert_eq!(page().chosen, "first");
    let mut state = State::default();
    state.reduce(Action::Addressed("nonsense".into()));
    state.reduce(Action::Indexed(page().index.unwrap()));
    assert_eq!(state.chosen, "first");
}

#[test]
fn an_address_that_came_before_the_index_is_kept() {
    let mut state = State::default();
    state.reduce(Action::Addressed("second".into()));
    state.reduce(Action::Indexed(page().index.unwrap()));
    assert_eq!(state.chosen, "second");
}

#[test]
fn what_an_address_wants_is_done_when_its_listing_is_there() {
    let mut state = State::default();
    state.reduce(Action::Addressed("second?speed=4&rows=tasks&at=2.5".into()));
    state.reduce(Action::Indexed(page().index.unwrap()));
    assert_eq!((state.chosen.as_str(), state.speed.0), ("second", Speed(10)));
    state.reduce(Action::Loaded(listing("second")));
    let looks = |state: &State| (state.speed.0, state.inspection.grouping, state.moment(Wall(BEGAN)));
    let wanted = (Speed(40), crate::app::track::Grouping::ByTask, Some(Micros(2_500_000)));
    assert_eq!(looks(&state), wanted);
    // It is done once.
    assert!(!state.reduce(Action::Addressed("second".into())));
    assert_eq!(looks(&state), wanted);
    assert!(state.reduce(Action::Addressed("second?at=1".into())));
    assert_eq!(looks(&state).2, Some(Micros::from_secs(1)));
    assert!(state.reduce(Action::Addressed("second?at=9".into())));
    assert_eq!(looks(&state).2, Some(Micros::from_secs(4)), "there is nothing after the end");
    // A run keeps its speed, and the playhead can be moved in it.
    state.reduce(Action::Start(Source::Workers));
    state.reduce(Action::Addressed("second?speed=20&at=0".into()));
    assert_eq!((state.speed.0, state.phase(), state.is_away()), (Speed(40), Phase::Starting, true));
    assert!(state.reduce(Action::Addressed("first?speed=10".into())));
    assert_eq!((state.phase(), state.speed.0), (Phase::Idle, Speed(40)));
    state.reduce(Action::Loaded(listing("first")));
    assert_eq!(state.speed.0, Speed(100));
    for odd in [
        "?",
        "first?",
        "first?speed",
        "first?speed=",
        "first?speed=3&rows=&at=-1",
        "first?at=1e9&speed=4x",
        "first?&=&?=&at=1.2.3",
    ] {
        assert!(!state.reduce(Action::Addressed(odd.into())), "{odd}");
        assert_eq!(looks(&state), (Speed(100), crate::app::track::Grouping::ByWorker, None), "{odd}");
    }
}

#[test]
fn an_unknown_address_changes_nothing() {
    let mut state = running();
    assert!(!state.reduce(Action::Addressed("nonsense".into())));
    assert_eq!((state.chosen.as_str(), state.phase()), ("first", Phase::Running));
}

#[test]
fn choosing_another_listing_ends_the_run() {
    let mut state = running();
    assert!(state.reduce(Action::Addressed("second".into())));
    assert_eq!((state.phase(), state.tracks.len()), (Phase::Idle, 0));
    assert!(!hear(&mut state, 1, 5.0, end(4, Outcome::Finished)), "what the old run still says is passed over");
}

#[test]
fn a_listing_that_arrives_too_late_is_passed_over() {
    let mut state = page();
    state.reduce(Action::Addressed("second".into()));
    assert!(!state.reduce(Action::Loaded(listing("first"))));
    assert!(state.tracks.is_empty());
}

#[test]
fn a_variant_takes_the_place_of_its_listing_and_back() {
    let mut state = page();
    let steps = [
        ("first.short", "Shorten it. What to expect. Predicted: 4.000 seconds."),
        ("first", "As written. Predicted: 4.000 seconds."),
    ];
    for (name, announcement) in steps {
        let before = state.shown;
        assert!(state.reduce(Action::Addressed(name.into())));
        assert!(!state.tracks.is_empty(), "what was there is shown until the other is loaded");
        assert!(!state.is_ready());
        assert!(!state.reduce(Action::Start(Source::Workers)), "what is shown is not what was chosen");
        assert!(state.reduce(Action::Loaded(listing(name))));
        assert!(state.is_ready() && state.tracks[0].exhibit.id == name);
        assert_eq!((state.shown, state.announcement.as_str()), (before + 1, announcement));
        assert!(state.reduce(Action::Start(Source::Workers)));
    }
}

#[test]
fn choosing_a_variant_ends_the_run() {
    let mut state = running();
    hear(&mut state, 1, 1.0, sleeping_main_thread());
    assert!(state.reduce(Action::Addressed("first.short".into())));
    assert_eq!((state.phase(), trace(&state)), (Phase::Idle, &Trace::default()));
    assert!(!hear(&mut state, 1, 5.0, end(4, Outcome::Finished)), "what the old run still says is passed over");
}

#[test]
fn a_variant_that_there_is_not_is_the_listing() {
    let mut state = State::default();
    state.reduce(Action::Addressed("second.short".into()));
    state.reduce(Action::Indexed(page().index.unwrap()));
    assert_eq!(state.chosen, "second");
    state.reduce(Action::Addressed("first.short".into()));
    assert_eq!(state.chosen, "first.short");
    assert!(state.reduce(Action::Addressed("first.long".into())));
    assert_eq!(state.chosen, "first");
}

#[test]
fn another_listing_is_announced_but_not_the_first() {
    let mut state = page();
    assert_eq!(state.announcement, "");
    state.reduce(Action::Addressed("second".into()));
    assert!(state.tracks.is_empty());
    state.reduce(Action::Loaded(listing("second")));
    assert_eq!(state.announcement, "A title. Predicted: 4.000 seconds.");
}

#[test]
fn a_run_that_changes_nothing_in_the_chart_does_not_draw_it_again() {
    let mut state = page();
    let before = state.revision;
    state.reduce(Action::Start(Source::Workers));
    hear(&mut state, 1, 1.0, Message::Began { at: BEGAN });
    assert_eq!(state.revision, before);
    hear(&mut state, 1, 2.0, sleeping_main_thread());
    assert_eq!(state.revision, before + 1);
}

#[test]
fn a_run_goes_from_starting_to_finished_and_tells_both_totals() {
    let mut state = page();
    assert_eq!(state.phase(), Phase::Idle);
    state.reduce(Action::Start(Source::Workers));
    assert_eq!(state.phase(), Phase::Starting);
    hear(&mut state, 1, 1.0, Message::Began { at: BEGAN });
    assert_eq!(state.phase(), Phase::Running);
    assert_eq!(state.measured(), None);
    hear(&mut state, 1, 4_100.0, end(4, Outcome::Finished));
    assert_eq!(state.phase(), Phase::Finished);
    assert_eq!((state.measured(), state.simulated()), (Some(Micros::from_secs(4)), Some(Micros::from_secs(4))));
    assert_eq!(state.announcement, "Finished: 4.000 seconds measured, 4.000 seconds simulated.");
}

#[test]
fn an_exception_is_a_finished_run_and_a_limit_a_failed_one() {
    let mut state = running();
    hear(&mut state, 1, 1.0, end(1, Outcome::Exception));
    assert_eq!((state.phase(), state.failure()), (Phase::Finished, None));

    let mut state = running();
    hear(&mut state, 1, 1.0, end(1, Outcome::Aborted("more than 64 lanes".into())));
    assert_eq!((state.phase(), state.failure()), (Phase::Failed, Some("more than 64 lanes")));
}

#[test]
fn a_failure_ends_what_was_still_open() {
    let mut state = running();
    hear(&mut state, 1, 1.0, sleeping_main_thread());
    hear(&mut state, 1, 2_000.0, Message::Failed("a worker broke".into()));
    assert_eq!(state.phase(), Phase::Failed);
    assert_eq!(trace(&state).spans[0].end, Some(Micros::from_secs(2)));
    assert_eq!(state.measured(), None);
}

#[test]
fn a_simulation_is_never_called_measured() {
    let mut state = page();
    state.reduce(Action::Start(Source::Prediction));
    hear(&mut state, 1, 0.0, Message::Began { at: BEGAN });
    hear(&mut state, 1, 4_000.0, end(4, Outcome::Finished));
    assert_eq!((state.phase(), state.measured()), (Phase::Finished, None));
    assert_eq!(state.announcement, "Finished: 4.000 seconds, simulated.");
}

#[test]
fn stopping_ends_everything_at_that_moment() {
    let mut state = running();
    hear(&mut state, 1, 1.0, sleeping_main_thread());
    state.reduce(Action::Stop { now: Wall(BEGAN + 1_500.0) });
    assert_eq!(state.phase(), Phase::Stopped);
    assert_eq!(state.time(Wall(BEGAN + 9_000.0)), Micros::from_millis(1_500));
    assert_eq!(trace(&state).spans[0].end, Some(Micros::from_millis(1_500)));
    assert!(!state.reduce(Action::Stop { now: Wall(BEGAN) }), "there is nothing left to stop");
}

#[test]
fn a_run_that_never_began_leaves_the_prediction_on_show() {
    for action in [Action::Stop { now: Wall(BEGAN) }, failed_at_once()] {
        let mut state = page();
        state.reduce(Action::Start(Source::Workers));
        assert!(state.reduce(action));
        assert_eq!((trace(&state), state.rest()), (&Trace::default(), Micros::ZERO));
    }
}

fn failed_at_once() -> Action {
    Action::Heard { run: 1, track: 0, now: Wall(BEGAN), message: Message::Failed("no workers here".into()) }
}

#[test]
fn the_clock_counts_python_seconds() {
    let mut state = page();
    state.reduce(Action::Speed { speed: Speed(200), now: Wall(BEGAN) });
    state.reduce(Action::Start(Source::Workers));
    assert_eq!(state.time(Wall(BEGAN + 50.0)), Micros::ZERO, "before the program starts");
    hear(&mut state, 1, 0.0, Message::Began { at: BEGAN });
    assert_eq!(state.time(Wall(BEGAN + 50.0)), Micros::from_secs(1));
    assert_eq!(state.time(Wall(BEGAN - 1.0)), Micros::ZERO, "clocks may disagree a little");
}

#[test]
fn another_speed_starts_a_live_run_again() {
    let mut state = running();
    hear(&mut state, 1, 1.0, sleeping_main_thread());
    state.reduce(Action::Speed { speed: Speed(100), now: Wall(BEGAN) });
    assert_eq!((state.phase(), state.run, trace(&state).lanes.len()), (Phase::Starting, 2, 0));
    assert!(!hear(&mut state, 1, 2.0, sleeping_main_thread()));
    assert!(!state.reduce(Action::Speed { speed: Speed(100), now: Wall(BEGAN) }), "the same speed again is no change");
}

#[test]
fn lines_at_work_are_named_while_the_run_goes_on() {
    let mut state = running();
    hear(&mut state, 1, 1.0, sleeping_main_thread());
    assert_eq!(lines(&state, None), [8]);
    state.reduce(Action::Stop { now: Wall(BEGAN + 10.0) });
    assert!(lines(&state, None).is_empty());
}

#[test]
fn the_chart_grows_when_time_passes_its_edge() {
    let mut state = running();
    let before = state.range;
    assert!(before > Micros::from_secs(4));
    assert!(!state.reduce(Action::Edge { now: Wall(BEGAN + 4_000.0) }));
    assert!(state.reduce(Action::Edge { now: Wall(BEGAN + 4_300.0) }));
    assert!(state.range > Micros::from_millis(4_300));
}

#[test]
fn speeds_are_written_without_floats() {
    let texts: Vec<String> = super::SPEEDS.iter().map(|speed| speed_text(*speed)).collect();
    assert_eq!(texts, ["0.5", "1", "2", "4", "10", "20"]);
}
