use alloc::rc::Rc;

use super::{Playhead, Seek};
use crate::app::state::{Action, Source, State};
use crate::app::track::{Exhibit, Phase};
use crate::catalogue::{Built, Card, Index};
use crate::program::Location;
use crate::runtime::clock::Wall;
use crate::runtime::protocol::{Message, Speed};
use crate::time::Micros;
use crate::trace::{Change, End, Lane, LaneId, LaneKind, Outcome, Output, Span, SpanId, Trace};

/// Wall clock of all tests: Python time zero of runs, at 1×.
const BEGAN: f64 = 1_700_000_000_000.0;

fn at(millis: u64) -> Wall {
    Wall(BEGAN + Micros::from_millis(millis).seconds() * 1_000.0)
}

fn lane() -> Change {
    let lane = Lane {
        parent: None,
        kind: LaneKind::Thread,
        name: "MainThread".into(),
        detail: String::new(),
        start: Micros::ZERO,
        end: None,
    };
    Change::Lane(lane)
}

fn span(line: u32, start: u64) -> Change {
    Change::SpanStart(Span {
        lane: LaneId(0),
        state: crate::trace::State::Sleeping,
        start: Micros::from_millis(start),
        end: None,
        label: None,
        at: Location { line, column: 1 },
    })
}

fn ended(span: u32, end: u64) -> Change {
    Change::SpanEnd(SpanId(span), Micros::from_millis(end))
}

fn printed(millis: u64) -> Change {
    Change::Output(Output { lane: LaneId(0), time: Micros::from_millis(millis), error: false, text: "a\n".into() })
}

/// Line 3 from 0 to 1 s, line 5 from 1 s to 4 s, something printed at 2 s.
fn changes() -> Vec<Change> {
    vec![lane(), span(3, 0), ended(0, 1_000), span(5, 1_000), printed(2_000)]
}

fn end() -> Change {
    Change::End(End { time: Micros::from_secs(4), outcome: Outcome::Finished })
}

fn idle() -> State {
    let mut prediction = Trace::default();
    changes().into_iter().chain([end()]).for_each(|change| prediction.apply(change));
    let mut state = State::default();
    let card = Card { id: "first".into(), ..Card::default() };
    state.reduce(Action::Indexed(Rc::new(Index { cards: vec![card], races: Vec::new() })));
    state.reduce(Action::Loaded(vec![Rc::new(Exhibit::new(Built {
        id: "first".into(),
        prediction,
        ..Built::default()
    }))]));
    state
}

fn lines(state: &State, moment: Option<Micros>) -> Vec<u32> {
    state.active(moment).iter().map(|active| active.line).collect()
}

fn hear(state: &mut State, millis: u64, message: Message) {
    let run = state.run;
    state.reduce(Action::Heard { run, track: 0, now: at(millis), message });
}

fn running() -> State {
    let mut state = idle();
    state.reduce(Action::Start(Source::Workers));
    hear(&mut state, 0, Message::Began { at: BEGAN });
    hear(&mut state, 2_000, Message::Changes(changes()));
    state
}

fn finished() -> State {
    let mut state = running();
    hear(&mut state, 4_000, Message::Changes(vec![end()]));
    assert_eq!(state.phase(), Phase::Finished);
    state
}

fn seek(state: &mut State, to: Seek, millis: u64) -> Option<u64> {
    state.reduce(Action::Seek { to, now: at(millis) });
    moment(state, millis)
}

fn moment(state: &State, millis: u64) -> Option<u64> {
    state.moment(at(millis)).map(|moment| moment.0 / 1_000)
}

fn to(millis: u64) -> Seek {
    Seek::To(Micros::from_millis(millis))
}

#[test]
fn the_playhead_rests_at_the_end_until_it_is_moved() {
    let mut state = finished();
    assert_eq!((moment(&state, 9_000), state.is_away(), state.is_playing()), (None, false, false));
    assert_eq!(seek(&mut state, to(2_500), 9_000), Some(2_500));
    assert_eq!(moment(&state, 20_000), Some(2_500), "it stands");
    assert_eq!(lines(&state, state.moment(at(9_000))), [5]);
    assert_eq!(seek(&mut state, to(1_000), 9_000), Some(1_000));
    assert_eq!(lines(&state, state.moment(at(9_000))), [5], "a span ends before the next begins");
    assert_eq!(seek(&mut state, to(999), 9_000), Some(999));
    assert_eq!(lines(&state, state.moment(at(9_000))), [3]);
    for end in [to(4_000), to(99_000), Seek::End] {
        seek(&mut state, to(1), 9_000);
        assert_eq!(seek(&mut state, end, 9_000), None, "beyond the end is the end: {end:?}");
    }
    assert!(!state.reduce(Action::Seek { to: Seek::End, now: at(9_000) }), "it is there already");
}

#[test]
fn steps_go_from_event_to_event() {
    let mut state = finished();
    let back = [Some(2_000), Some(1_000), Some(0), Some(0)];
    assert_eq!(back.map(|_| seek(&mut state, Seek::Previous, 9_000)), back);
    let ahead = [Some(1_000), Some(2_000), None, None];
    assert_eq!(ahead.map(|_| seek(&mut state, Seek::Next, 9_000)), ahead);
    seek(&mut state, to(1_500), 9_000);
    assert_eq!(seek(&mut state, Seek::Next, 9_000), Some(2_000), "from between two of them, too");
}

#[test]
fn strides_stay_within_the_run() {
    let mut state = finished();
    let stride = Micros::from_millis(1_500);
    let back = [Some(2_500), Some(1_000), Some(0)];
    assert_eq!(back.map(|_| seek(&mut state, Seek::Back(stride), 9_000)), back);
    let ahead = [Some(1_500), Some(3_000), None];
    assert_eq!(ahead.map(|_| seek(&mut state, Seek::Ahead(stride), 9_000)), ahead);
    assert_eq!(seek(&mut state, Seek::Ahead(Micros::MAX), 9_000), None);
}

#[test]
fn playing_goes_at_the_chosen_speed_and_stops_at_the_end() {
    let mut state = finished();
    state.reduce(Action::Speed { speed: Speed(20), now: at(9_000) });
    assert!(state.reduce(Action::Play { now: at(9_000) }), "from the end it begins again");
    assert_eq!([9_000, 9_500, 10_000].map(|now| moment(&state, now)), [Some(0), Some(1_000), Some(2_000)]);
    assert_eq!(state.next_turn(at(9_100)), Some(at(9_500)), "the next event is at 1 s");
    assert_eq!(state.next_turn(at(10_100)), Some(at(11_000)), "the end is one");
    // Another speed goes on from where it is.
    state.reduce(Action::Speed { speed: Speed(10), now: at(10_000) });
    assert_eq!(moment(&state, 11_000), Some(3_000));
    assert!(state.reduce(Action::Pause { now: at(11_000) }));
    assert_eq!((moment(&state, 15_000), state.is_playing()), (Some(3_000), false));
    assert!(!state.reduce(Action::Pause { now: at(15_000) }));
    assert!(state.reduce(Action::Play { now: at(15_000) }));
    assert_eq!(moment(&state, 15_500), Some(3_500));
    assert!(state.reduce(Action::Turn { now: at(15_500) }) && state.is_playing());
    assert_eq!(moment(&state, 17_000), Some(4_000), "no further than the end");
    assert!(state.reduce(Action::Turn { now: at(17_000) }));
    assert_eq!((state.playhead, state.is_playing()), (Playhead::Follows, false));
}

#[test]
fn to_the_start_plays_on_where_it_plays() {
    let mut state = finished();
    assert_eq!(seek(&mut state, Seek::Start, 9_000), Some(0));
    assert!(!state.is_playing());
    state.reduce(Action::Play { now: at(9_000) });
    seek(&mut state, Seek::Start, 10_000);
    assert_eq!((moment(&state, 10_500), state.is_playing()), (Some(500), true));
}

#[test]
fn a_live_run_goes_on_while_the_playhead_is_elsewhere() {
    let mut state = running();
    assert!(state.is_playing() && !state.is_away());
    assert!(!state.reduce(Action::Play { now: at(2_500) }), "it plays as it is");
    assert_eq!(seek(&mut state, to(500), 2_500), Some(500));
    assert_eq!((moment(&state, 3_000), state.time(at(3_000))), (Some(500), Micros::from_secs(3)));
    assert_eq!(lines(&state, state.moment(at(3_000))), [3]);
    assert_eq!(seek(&mut state, to(3_500), 3_000), None, "what is not there yet is now");

    seek(&mut state, Seek::Start, 3_000);
    assert_eq!(moment(&state, 3_250), Some(250), "it plays after the run");
    hear(&mut state, 4_000, Message::Changes(vec![end()]));
    assert_eq!((state.phase(), state.measured()), (Phase::Finished, Some(Micros::from_secs(4))));
    assert_eq!(moment(&state, 4_000), Some(1_000), "and goes on after the run's end");
    state.reduce(Action::Turn { now: at(7_000) });
    assert_eq!(state.playhead, Playhead::Follows);
}

#[test]
fn a_live_run_can_be_held_and_caught_up_with() {
    let mut state = running();
    state.reduce(Action::Pause { now: at(2_500) });
    assert_eq!((moment(&state, 3_500), state.is_away()), (Some(2_500), true));
    assert_eq!(seek(&mut state, Seek::Next, 3_500), Some(2_500), "nothing has happened since");
    assert_eq!(seek(&mut state, Seek::End, 3_500), None);
    assert!(state.is_playing());
}

#[test]
fn the_prediction_can_be_looked_through_before_a_run() {
    let mut state = idle();
    assert!(!state.is_simulated());
    assert_eq!(seek(&mut state, to(2_500), 0), Some(2_500));
    assert_eq!((lines(&state, state.moment(at(0))), state.is_simulated()), (vec![5], true));
    state.reduce(Action::Start(Source::Workers));
    assert_eq!((state.playhead, state.is_simulated()), (Playhead::Follows, false), "a run takes the playhead with it");
}

#[test]
fn a_moment_beyond_what_was_recorded_is_its_end() {
    let mut state = running();
    seek(&mut state, to(3_900), 3_950);
    let early = End { time: Micros::from_millis(3_800), outcome: Outcome::Finished };
    hear(&mut state, 4_000, Message::Changes(vec![Change::End(early)]));
    assert_eq!(moment(&state, 4_000), Some(3_800));
    assert!(state.reduce(Action::Play { now: at(5_000) }), "there is nothing left: from the start");
    assert_eq!(moment(&state, 5_100), Some(100));
}

#[test]
fn without_anything_recorded_nothing_moves() {
    for mut state in [State::default(), {
        let mut starting = idle();
        starting.reduce(Action::Start(Source::Workers));
        starting
    }] {
        for to in [
            to(0),
            to(5),
            Seek::Back(Micros::MAX),
            Seek::Ahead(Micros(5)),
            Seek::Previous,
            Seek::Next,
            Seek::Start,
            Seek::End,
        ] {
            assert!(!state.reduce(Action::Seek { to, now: at(0) }), "{to:?}");
        }
        assert!(!state.reduce(Action::Play { now: at(0) }));
        assert_eq!(state.next_turn(at(0)), None);
    }
}
