use alloc::rc::Rc;

use super::{Grouping, Inspect};
use crate::app::playhead::{Playhead, Seek};
use crate::app::race::{sentence, standings};
use crate::app::state::{Action, Source, State};
use crate::app::track::{Chosen, Exhibit, Phase};
use crate::catalogue::{Built, Card, Index};
use crate::runtime::clock::Wall;
use crate::runtime::protocol::Message;
use crate::time::Micros;
use crate::timeline::fixtures;
use crate::trace::{Change, End, Outcome, SpanId, Trace, replay};

/// Wall clock of all tests: Python time zero of runs, at 1×.
const BEGAN: f64 = 1_700_000_000_000.0;

fn at(millis: u64) -> Wall {
    Wall(BEGAN + Micros::from_millis(millis).seconds() * 1_000.0)
}

/// A page on these, each named by a letter.
fn page(predictions: &[Trace]) -> State {
    let names: Vec<String> = (b'a'..).map(|letter| char::from(letter).to_string()).take(predictions.len()).collect();
    let cards = names.iter().map(|id| Card { id: id.clone(), ..Card::default() }).collect();
    let mut state = State::default();
    state.reduce(Action::Addressed(names.join("+")));
    state.reduce(Action::Indexed(Rc::new(Index { cards, races: Vec::new() })));
    let exhibit = |(id, prediction): (&String, &Trace)| {
        let built =
            Built { id: id.clone(), title: id.to_uppercase(), prediction: prediction.clone(), ..Built::default() };
        Rc::new(Exhibit::new(built))
    };
    state.reduce(Action::Loaded(names.iter().zip(predictions).map(exhibit).collect()));
    state
}

fn look(state: &mut State, inspect: Inspect) -> bool {
    state.reduce(Action::Inspect(inspect))
}

fn seconds(from: u64, to: u64) -> (Micros, Micros) {
    (Micros::from_secs(from), Micros::from_secs(to))
}

/// Runs a track: it does what was predicted for it, up to a moment.
fn run(state: &mut State, track: usize, until: u64) {
    let run = state.run;
    let mut hear = |message| state.reduce(Action::Heard { run, track, now: at(until), message });
    assert!(hear(Message::Began { at: BEGAN }));
    let steps = replay::steps(state.tracks[track].exhibit.predicted().trace());
    let changes = steps.into_iter().filter(|(time, _)| *time <= Micros::from_millis(until)).map(|(_, change)| change);
    let changes = Message::Changes(changes.collect());
    state.reduce(Action::Heard { run, track, now: at(until), message: changes });
}

#[test]
fn looking_closer_and_back() {
    let mut state = page(&[fixtures::sync_loop()]);
    assert_eq!(state.window(), (Micros::ZERO, Micros::from_millis(10_500)));
    let two = Micros::from_secs(2);
    assert!(look(&mut state, Inspect::Zoom { at: two, to: two, times: 0.5 }));
    assert_eq!(state.window(), (Micros::from_secs(1), Micros::from_millis(6_250)));
    // What was at 2 s comes to where 3 s was.
    look(&mut state, Inspect::Zoom { at: two, to: Micros::from_secs(3), times: 1.0 });
    assert_eq!(state.window(), (Micros::ZERO, Micros::from_millis(5_250)));
    look(&mut state, Inspect::Pan(1_000_000));
    assert_eq!(state.window().0, Micros::from_secs(1));
    assert!(look(&mut state, Inspect::Window(None)));
    assert!(!look(&mut state, Inspect::Pan(1_000_000)), "all of it cannot be moved");
    assert!(!look(&mut state, Inspect::Window(Some((two, two)))), "no time is no window");
    // Stepping brings what it comes to into sight.
    look(&mut state, Inspect::Window(Some(seconds(0, 2))));
    for _ in 0..3 {
        state.reduce(Action::Seek { to: Seek::Start, now: at(0) });
        for _ in 0..3 {
            state.reduce(Action::Seek { to: Seek::Next, now: at(0) });
        }
    }
    let (from, to) = state.window();
    let Playhead::Stands(moment) = state.playhead else { panic!("{:?}", state.playhead) };
    assert!(from <= moment && moment <= to && moment > two, "{moment} in {from} to {to}");
    // Another run shows all of it again.
    state.reduce(Action::Start(Source::Workers));
    assert_eq!(state.inspection.window, None);
}

#[test]
fn the_window_goes_with_the_run_unless_the_reader_is_elsewhere() {
    let mut state = page(&[fixtures::sync_loop()]);
    state.reduce(Action::Start(Source::Workers));
    run(&mut state, 0, 100);
    look(&mut state, Inspect::Window(Some(seconds(0, 2))));
    assert!(!state.reduce(Action::Edge { now: at(1_000) }));
    assert!(state.reduce(Action::Edge { now: at(2_001) }));
    let (from, to) = state.window();
    assert!(from < Micros::from_millis(2_001) && Micros::from_millis(2_001) < to);
    look(&mut state, Inspect::Window(Some(seconds(0, 1))));
    assert!(!state.reduce(Action::Edge { now: at(2_500) }), "what was is looked at in peace");
}

#[test]
fn a_bar_is_chosen_and_told_of() {
    let mut state = page(&[fixtures::threadpool_map()]);
    let chosen = Chosen { track: 0, predicted: true, span: SpanId(1) };
    assert!(look(&mut state, Inspect::Choose(Some(chosen))));
    let details = state.details().unwrap();
    assert_eq!((details.name.as_str(), details.label.as_str()), ("ThreadPoolExecutor-0_0", "sleep 1"));
    assert!(state.announcement.starts_with("ThreadPoolExecutor-0_0: sleep 1. "), "{}", state.announcement);
    // A line takes its place; again, it is let go of.
    assert!(look(&mut state, Inspect::Line(Some(3))));
    assert_eq!((state.inspection.chosen, state.inspection.line), (None, Some(3)));
    look(&mut state, Inspect::Line(Some(3)));
    assert_eq!(state.inspection.line, None);
    look(&mut state, Inspect::Choose(Some(chosen)));
    look(&mut state, Inspect::Nothing);
    assert!(state.details().is_none());
    // What is not there has nothing to say.
    look(&mut state, Inspect::Choose(Some(Chosen { track: 9, predicted: false, span: SpanId(99) })));
    assert!(state.details().is_none());
}

#[test]
fn by_task_is_by_task_while_it_grows() {
    let mut state = page(&[fixtures::create_task()]);
    let lanes = |state: &State| state.tracks[0].grouped().trace().lanes.len();
    state.reduce(Action::Start(Source::Workers));
    look(&mut state, Inspect::Group(Grouping::ByTask));
    run(&mut state, 0, 3_000);
    assert_eq!(state.phase(), Phase::Finished);
    let expected = state.tracks[0].exhibit.grouped(Grouping::ByTask).trace().lanes.len();
    assert_eq!(lanes(&state), expected);
    look(&mut state, Inspect::Group(Grouping::ByWorker));
    assert_eq!(lanes(&state), state.tracks[0].recording().trace().lanes.len());
    look(&mut state, Inspect::Group(Grouping::ByTask));
    assert_eq!(lanes(&state), expected, "the same, made afterwards");
}

#[test]
fn a_guess_is_kept_from_the_answer_and_judged() {
    let mut state = page(&[fixtures::threadpool_map()]);
    let first = state.first_guess();
    assert!(look(&mut state, Inspect::Guess(Some(first))) && state.is_secret());
    // A chart of four or of ten seconds would tell.
    assert_eq!(state.range, Micros::from_millis(12_600));
    look(&mut state, Inspect::Guess(Some(Micros::from_millis(6_500))));
    state.reduce(Action::Start(Source::Workers));
    assert!(state.is_secret() && state.verdict().is_none());
    assert!(!look(&mut state, Inspect::Guess(None)), "not while it runs");
    run(&mut state, 0, 4_000);
    assert!(!state.is_secret());
    assert_eq!(state.verdict().as_deref(), Some("You guessed 6.50 s, it took 4.00 s: 2.50 s off. It was over sooner."));
    for (guess, word) in [(4_000, "Spot on."), (4_300, "Close."), (1_000, "It took longer.")] {
        state.inspection.guess = Some(Micros::from_millis(guess));
        assert!(state.verdict().unwrap().ends_with(word), "{guess}");
    }
    // What has happened need not be guessed; the guess can be taken back.
    assert!(look(&mut state, Inspect::Guess(None)));
    assert!(!look(&mut state, Inspect::Guess(Some(first))));
}

#[test]
fn the_playhead_measures_from_an_anchor() {
    let mut state = page(&[fixtures::sync_loop()]);
    look(&mut state, Inspect::Anchor(Micros::from_secs(1)));
    state.reduce(Action::Seek { to: Seek::To(Micros::from_secs(4)), now: at(0) });
    assert_eq!(state.inspection.measured, Some(seconds(1, 4)));
    look(&mut state, Inspect::Anchor(Micros::from_secs(4)));
    assert_eq!((state.inspection.measured, state.inspection.anchor), (None, None));
    look(&mut state, Inspect::Measure(Some(seconds(5, 3))));
    assert_eq!(state.inspection.measured, Some(seconds(5, 3)));
}

#[test]
fn a_race_is_run_at_once_and_its_gaps_are_named() {
    let mut state = page(&[fixtures::sync_loop(), fixtures::threadpool_map(), fixtures::process_pool()]);
    let names = ["A".to_owned(), "B".to_owned(), "C".to_owned()];
    assert!(state.is_race() && state.is_ready());
    assert_eq!(sentence(&state, &names), "B in 4.00 s; C 0.16 s later; A 6.00 s later.");
    assert!(standings(&state).iter().all(|standing| standing.place.is_none() && !standing.measured));
    state.reduce(Action::Start(Source::Workers));
    run(&mut state, 0, 1_000);
    run(&mut state, 1, 4_000);
    assert_eq!((state.phase(), state.measured()), (Phase::Running, None));
    let places = |state: &State| standings(state).iter().map(|standing| standing.place).collect::<Vec<_>>();
    assert_eq!(places(&state), [None, Some(1), None]);
    run(&mut state, 2, 4_163);
    let (run, end) = (state.run, End { time: Micros::from_secs(10), outcome: Outcome::Finished });
    state.reduce(Action::Heard { run, track: 0, now: at(10_000), message: Message::Changes(vec![Change::End(end)]) });
    assert_eq!((state.phase(), places(&state)), (Phase::Finished, vec![Some(3), Some(1), Some(2)]));
    assert_eq!(sentence(&state, &names), "B in 4.00 s; C 0.16 s later; A 6.00 s later.");
    // One that fails does not end the others.
    state.reduce(Action::Start(Source::Workers));
    let (run, message) = (state.run, Message::Failed("by design".into()));
    state.reduce(Action::Heard { run, track: 1, now: at(0), message });
    assert!(state.phase().is_live() && state.failure() == Some("by design"));
    state.reduce(Action::Stop { now: at(10) });
    assert_eq!(
        state.tracks.iter().map(|track| track.phase).collect::<Vec<_>>(),
        [Phase::Stopped, Phase::Failed, Phase::Stopped]
    );
    assert_eq!(state.phase(), Phase::Failed);
}

#[test]
fn a_race_of_too_many_is_one_of_four() {
    let five: Vec<Trace> = (0..5).map(|_| fixtures::sync_loop()).collect();
    let mut state = page(&five);
    assert_eq!(state.chosen, "a+b+c+d");
    assert!(state.tracks.is_empty(), "what came is not what is chosen");
    state.reduce(Action::Addressed("b+nonsense+a+b".into()));
    assert_eq!(state.chosen, "b+a");
}

#[test]
fn folding_is_there_and_back() {
    let mut state = page(&[fixtures::create_task()]);
    let key =
        crate::timeline::layout(&fixtures::create_task(), &crate::timeline::View::whole(&Trace::default(), 900.0)).rows
            [0]
        .key;
    look(&mut state, Inspect::Fold(key));
    assert_eq!(state.inspection.folded, [key]);
    look(&mut state, Inspect::Fold(key));
    assert!(state.inspection.folded.is_empty() && state.inspection.folds == 2);
}
