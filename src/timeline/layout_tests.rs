//! What a layout promises, by example.

use alloc::rc::Rc;

use super::fixtures::{self, MAIN};
use super::layout::{self, Series, layout, layout_with_prediction};
use super::recording::Recording;
use super::rows::{RowKey, Rows};
use super::scene::{Anchor, Bar, Dot, Scene, View};
use crate::time::Micros;
use crate::trace::build::Build;
use crate::trace::{Change, LaneId, LaneKind, MarkKind, Span, State, Trace};

const WIDE: f64 = 960.0;

fn wide(trace: &Trace) -> Scene {
    layout(trace, &View::whole(trace, WIDE))
}

fn bars(scene: &Scene) -> Vec<&Bar> {
    scene.rows.iter().flat_map(|row| &row.items.bars).collect()
}

fn dots(scene: &Scene) -> Vec<&Dot> {
    scene.rows.iter().flat_map(|row| &row.items.dots).collect()
}

/// One line for each row: its name, indented, its detail, and its bars.
fn check(scene: &Scene, expected: &str) {
    let mut found = Vec::new();
    for row in &scene.rows {
        let detail = if row.detail.is_empty() { String::new() } else { format!(" ({})", row.detail) };
        let made = if row.lane.is_some() { "" } else { "?" };
        let mut line = format!("{}{}{detail}{made}:", "  ".repeat(row.depth as usize), row.name);
        let bars = row.items.bars.iter().map(|bar| (bar, " "));
        let ghosts = row.items.ghosts.iter().map(|bar| (bar, " ~"));
        for (bar, sign) in bars.chain(ghosts) {
            line += sign;
            let state = format!("{:?}", bar.state);
            line += if bar.label.is_empty() { &state } else { &bar.label };
        }
        found.push(line);
    }
    let expected: Vec<_> = expected.lines().filter(|line| !line.trim().is_empty()).collect();
    let least = expected.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let expected: Vec<_> = expected.iter().map(|line| &line[least..]).collect();
    assert!(found == expected, "expected\n{}\n\nfound\n{}\n", expected.join("\n"), found.join("\n"));
}

#[test]
fn the_only_process_has_no_row() {
    check(&wide(&fixtures::sync_loop()), "MainThread: sleep 1 sleep 2 sleep 3 sleep 4");
}

#[test]
fn tasks_are_rows_under_their_thread_with_their_coroutine() {
    check(
        &wide(&fixtures::create_task()),
        "
        MainThread: event loop
          Task-1 (main): await greet()
          Task-2 (greet): sleep 3
          Task-3 (greet): sleep 3",
    );
}

#[test]
fn of_several_processes_one_with_a_single_thread_is_one_row() {
    let scene = wide(&fixtures::process_pool());
    check(
        &scene,
        "
        MainProcess: Running result
        ForkPoolWorker-1: Starting sleep 1 Idle
        ForkPoolWorker-2: Starting sleep 2 Idle
        ForkPoolWorker-3: Starting sleep 3 Idle
        ForkPoolWorker-4: Starting sleep 4",
    );
    assert_eq!(scene.rows[1].lane, Some(LaneId(3)), "the thread, whose spans they are");
}

#[test]
fn a_process_with_several_threads_is_a_heading() {
    let mut build = fixtures::script();
    let other = build.process("Process-1", 0);
    build.thread(other, "MainThread", 0);
    build.thread(other, "Thread-1", 0);
    let scene = wide(&build.end(1));
    check(
        &scene,
        "
        MainProcess:
        Process-1:
          MainThread:
          Thread-1:",
    );
    assert!(scene.rows[1].height < scene.rows[2].height);
}

#[test]
fn a_process_that_has_no_thread_yet_is_a_row() {
    let mut build = fixtures::script();
    let other = build.process("ForkPoolWorker-1", 5);
    build.span(other, State::Starting, 5, 100, "");
    check(
        &wide(&build.end(100)),
        "
        MainProcess:
        ForkPoolWorker-1: Starting",
    );
}

#[test]
fn spans_of_a_process_and_its_thread_share_their_row() {
    let mut build = fixtures::script();
    let process = build.process("ForkPoolWorker-1", 0);
    build.span(process, State::Starting, 0, 500, "");
    let thread = build.thread(process, "MainThread", 500);
    build.span(thread, State::Sleeping, 500, 1_000, "sleep 0.5");
    check(
        &wide(&build.end(1_000)),
        "
        MainProcess:
        ForkPoolWorker-1: Starting sleep 0.5",
    );
}

#[test]
fn spans_of_the_only_process_are_shown_with_its_first_thread() {
    let mut build = fixtures::script();
    build.span(LaneId(0), State::Starting, 0, 100, "");
    build.span(MAIN, State::Running, 100, 1_000, "");
    build.thread(LaneId(0), "Thread-1", 0);
    check(
        &wide(&build.end(1_000)),
        "
        MainThread: Starting Running
        Thread-1:",
    );
}

#[test]
fn a_span_of_no_length_is_no_bar() {
    let mut build = fixtures::script();
    build.span(MAIN, State::Running, 500, 500, "");
    build.mark(MAIN, MarkKind::Print, 500);
    let scene = wide(&build.end(1_000));
    assert_eq!((bars(&scene).len(), dots(&scene).len()), (0, 1));
}

#[test]
fn a_very_short_span_can_be_seen() {
    let mut build = fixtures::script();
    build.micros(MAIN, State::Running, (500_000, Some(500_001)), "");
    let scene = wide(&build.end(1_000));
    assert!((bars(&scene)[0].width - 2.0).abs() < 1e-9);
}

#[test]
fn short_spans_side_by_side_are_one_bar_of_the_state_that_takes_most() {
    let scene = wide(&fixtures::fine());
    check(&scene, "MainThread: Running");
    assert_eq!(bars(&scene)[0].spans, 1_600);
}

#[test]
fn a_long_span_keeps_its_bar_beside_a_short_one() {
    let mut build = fixtures::script();
    build.span(MAIN, State::Sleeping, 0, 500, "sleep 0.5");
    build.micros(MAIN, State::Running, (500_000, Some(500_100)), "");
    build.micros(MAIN, State::Sleeping, (500_100, Some(1_000_000)), "sleep 0.5");
    check(&wide(&build.end(1_000)), "MainThread: sleep 0.5 Running sleep 0.5");
}

#[test]
fn an_open_span_reaches_to_the_right_edge() {
    let trace = fixtures::in_progress();
    let view = View { width: WIDE, range: (Micros::ZERO, Micros::from_secs(5)), narrow: false, band: View::ALL };
    let scene = layout(&trace, &view);
    let open: Vec<_> = bars(&scene).into_iter().filter(|bar| bar.open).collect();
    assert_eq!(open.len(), 2);
    assert!(open.iter().all(|bar| (bar.x + bar.width - scene.plot.1).abs() < 1e-9));
    assert_eq!(scene.end(), None);
}

#[test]
fn a_zoomed_view_draws_what_is_in_it_and_clips_what_crosses_it() {
    let trace = fixtures::sync_loop();
    let view =
        View { width: WIDE, range: (Micros::from_secs(2), Micros::from_secs(5)), narrow: false, band: View::ALL };
    let scene = layout(&trace, &view);
    check(&scene, "MainThread: sleep 2 sleep 3");
    assert!((bars(&scene)[0].x - scene.plot.0).abs() < 1e-9);
    assert!((bars(&scene)[1].x + bars(&scene)[1].width - scene.plot.1).abs() < 1e-9);
    assert_eq!(scene.end(), None, "the end is not in view");
}

#[test]
fn labels_are_shortened_where_they_do_not_fit() {
    let mut build = fixtures::script();
    build.span(MAIN, State::Sleeping, 0, 80, "sleep 0.08");
    build.span(MAIN, State::Sleeping, 80, 120, "sleep 0.04");
    build.span(MAIN, State::Sleeping, 120, 1_000, "sleep 0.88");
    check(&wide(&build.end(1_000)), "MainThread: slee… Sleeping sleep 0.88");
}

#[test]
fn the_prediction_holds_the_places_of_lanes_to_come() {
    let predicted = fixtures::threadpool_map();
    let view = View::whole(&predicted, WIDE);
    let before = layout_with_prediction(&Trace::default(), Some(&predicted), &view);
    let during = layout_with_prediction(&fixtures::in_progress(), Some(&predicted), &view);
    let after = layout_with_prediction(&predicted, Some(&predicted), &view);
    check(
        &before,
        "
        MainThread?: ~shutdown
        ThreadPoolExecutor-0_0?: ~sleep 1 ~Idle
        ThreadPoolExecutor-0_1?: ~sleep 2 ~Idle
        ThreadPoolExecutor-0_2?: ~sleep 3 ~Idle
        ThreadPoolExecutor-0_3?: ~sleep 4",
    );
    check(
        &during,
        "
        MainThread: shutdown ~Waiting
        ThreadPoolExecutor-0_0: sleep 1 ~Sleeping ~Idle
        ThreadPoolExecutor-0_1: sleep 2 ~Sleeping ~Idle
        ThreadPoolExecutor-0_2: sleep 3 ~Sleeping ~Idle
        ThreadPoolExecutor-0_3?: ~sleep 4",
    );
    for other in [&during, &after] {
        assert!((before.height - other.height).abs() < 1e-9 && before.plot == other.plot);
        assert!(before.rows.iter().zip(&other.rows).all(|(one, other)| one.band == other.band));
    }
    assert_eq!(before.end().map(|end| end.text.as_str()), Some("4.000 s"));
}

#[test]
fn a_lane_that_was_not_predicted_comes_after_its_siblings() {
    let mut predicted = fixtures::script();
    predicted.task(MAIN, "Task-1", "main", 0);
    predicted.thread(LaneId(0), "Thread-1", 0);
    let mut real = fixtures::script();
    real.task(MAIN, "Task-9", "odd", 0);
    real.task(MAIN, "Task-1", "main", 0);
    let (real, predicted) = (real.so_far(), predicted.end(1_000));
    check(
        &layout_with_prediction(&real, Some(&predicted), &View::whole(&predicted, WIDE)),
        "
        MainThread:
          Task-1 (main):
          Task-9 (odd):
        Thread-1?:",
    );
}

#[test]
fn lanes_of_one_name_are_matched_in_order() {
    let twice = |build: &mut Build| {
        build.thread(LaneId(0), "worker", 0);
        build.thread(LaneId(0), "worker", 0)
    };
    let (mut predicted, mut real) = (fixtures::script(), fixtures::script());
    twice(&mut predicted);
    let second = twice(&mut real);
    let third = real.thread(LaneId(0), "worker", 0);
    let (real, predicted) = (real.so_far(), predicted.end(1));
    let scene = layout_with_prediction(&real, Some(&predicted), &View::whole(&predicted, WIDE));
    let lanes: Vec<_> = scene.rows.iter().map(|row| row.lane).collect();
    assert_eq!(lanes, [Some(MAIN), Some(LaneId(2)), Some(second), Some(third)]);
}

#[test]
fn names_stand_above_their_bars_on_a_phone() {
    let trace = fixtures::create_task();
    let scene = layout(&trace, &View::whole(&trace, 360.0));
    assert!((scene.plot.0 - 14.0).abs() < 1e-9);
    for row in &scene.rows {
        assert!(row.name_at.1 < row.y && row.band.0 < row.name_at.1 - 10.0, "{row:?}");
        assert_eq!(row.detail_at, None);
    }
}

#[test]
fn the_gutter_is_as_wide_as_the_longest_name_within_limits() {
    let left = |name: &str| {
        let mut build = fixtures::script();
        build.thread(LaneId(0), name, 0);
        let trace = build.end(1_000);
        let scene = wide(&trace);
        assert_eq!(scene.rows[1].title, name);
        (scene.plot.0, scene.rows[1].name.clone())
    };
    assert!((left("a").0 - 192.0).abs() < 1e-9 && (left("ThreadPoolExecutor-0_0").0 - 192.0).abs() < 1e-9);
    assert!(left("a").0 < left("ForkServerPoolWorker-12_long").0);
    let (limit, name) = left(&"name ".repeat(100));
    assert!((limit - 232.0).abs() < 1e-9, "{limit}");
    assert!(name.ends_with('…') && name.chars().count() < 40, "{name}");
    assert!(!left("שם ארוך מאוד של חוט עבודה אחד").1.is_empty());
    assert!(!left("👩\u{200d}👩\u{200d}👧".repeat(40).as_str()).1.ends_with("\u{200d}…"));
}

#[test]
fn points_find_their_row_and_bar() {
    let scene = wide(&fixtures::threadpool_map());
    for row in &scene.rows {
        for bar in &row.items.bars {
            let middle = (bar.x + bar.width / 2.0, row.y + bar.y + bar.height / 2.0);
            assert_eq!(scene.row_at(middle.1), Some(row));
            assert_eq!(scene.bar_at(middle.0, middle.1, 0.0), Some((row, bar)));
        }
    }
    let (row, first) = (&scene.rows[0], bars(&scene)[0]);
    assert_eq!(scene.bar_at(first.x - 3.0, row.y, 2.0), None);
    assert_eq!(scene.bar_at(first.x - 3.0, row.y, 4.0), Some((row, first)));
    assert_eq!(scene.row_at(0.0), None, "the axis is no row");
    assert_eq!(scene.row_at(scene.height + 1.0), None);
    assert_eq!(scene.bar_at(f64::NAN, f64::NAN, 1.0), None);
}

#[test]
fn of_moments_that_touch_the_weightiest_is_drawn() {
    let scene = wide(&fixtures::create_task());
    assert!(dots(&scene).iter().all(|dot| dot.kind == MarkKind::Done), "{:?}", dots(&scene));
    assert_eq!(dots(&scene).len(), 3);
}

#[test]
fn texts_of_the_axis_stay_in_the_chart() {
    let mut build = fixtures::script();
    build.span(MAIN, State::Sleeping, 0, 300_000, "");
    let trace = build.end(300_000);
    let scene = layout(&trace, &View::whole(&trace, 360.0));
    let first = &scene.ticks[0];
    assert_eq!((first.text.as_str(), first.anchor), ("0 min", Anchor::Start));
    assert_eq!(scene.ticks[1].anchor, Anchor::Middle);
    let view = View { range: (Micros::ZERO, Micros(100_000_000)), ..View::whole(&trace, 360.0) };
    assert_eq!(layout(&trace, &view).ticks.last().map(|tick| tick.anchor), Some(Anchor::Middle), "100");
}

#[test]
fn an_empty_trace_is_an_axis() {
    let scene = wide(&Trace::default());
    assert!(scene.rows.is_empty() && bars(&scene).is_empty());
    assert!(scene.height > scene.top && scene.ticks.len() > 2);
}

#[test]
fn ten_thousand_lanes_are_ten_thousand_rows() {
    let mut build = fixtures::script();
    for _ in 0..10_000 {
        let thread = build.thread(LaneId(0), "Thread", 0);
        build.span(thread, State::Sleeping, 0, 1_000, "sleep 1");
    }
    let trace = build.end(1_000);
    let scene = layout_with_prediction(&trace, Some(&trace), &View::whole(&trace, WIDE));
    let ghosts: usize = scene.rows.iter().map(|row| row.items.ghosts.len()).sum();
    assert_eq!((scene.rows.len(), bars(&scene).len(), ghosts), (10_001, 10_000, 10_000));
    let last = scene.rows.last().unwrap();
    let bar = &last.items.bars[0];
    assert_eq!(scene.bar_at(bar.x + 1.0, last.y + 1.0, 0.0), Some((last, bar)));
    // Of those only the ones in sight are laid out, and where they were.
    let band = (scene.height / 2.0, scene.height / 2.0 + 600.0);
    let sight = layout(&trace, &View { band, ..View::whole(&trace, WIDE) });
    assert!((10..30).contains(&sight.rows.len()), "{}", sight.rows.len());
    assert!((sight.height - scene.height).abs() < 1e-6);
    for row in &sight.rows {
        let same = scene.rows.iter().find(|other| other.lane == row.lane).unwrap();
        assert_eq!((same.y.to_bits(), same.band.1.to_bits()), (row.y.to_bits(), row.band.1.to_bits()));
        assert!(row.band.1 >= band.0 && row.band.0 <= band.1);
    }
}

#[test]
fn an_hour_beside_a_microsecond() {
    let mut build = fixtures::script();
    build.micros(MAIN, State::Running, (0, Some(1)), "");
    build.micros(MAIN, State::Sleeping, (1, Some(3_600_000_001)), "sleep 3600");
    let trace = build.end(3_600_001);
    check(&wide(&trace), "MainThread: Running sleep 3600");
    let view = View { width: WIDE, range: (Micros::ZERO, Micros(2)), narrow: false, band: View::ALL };
    let scene = layout(&trace, &view);
    check(&scene, "MainThread: Running sleep 3600");
    assert!((bars(&scene)[0].width - bars(&scene)[1].width).abs() < 1e-6, "half and half");
}

#[test]
fn lanes_in_a_circle_or_without_a_parent_are_still_rows() {
    let mut build = Build::default();
    build.lane(Some(LaneId(1)), LaneKind::Thread, "one", "", 0);
    build.lane(Some(LaneId(0)), LaneKind::Task, "two", "", 0);
    build.lane(Some(LaneId(99)), LaneKind::Task, "three", "", 0);
    check(
        &wide(&build.end(1)),
        "
        one:
          two:
        three:",
    );
}

#[test]
fn widths_that_are_none_are_made_sensible() {
    let trace = fixtures::threadpool_map();
    for width in [f64::NAN, f64::INFINITY, -5.0, 0.0, 1e300] {
        for narrow in [false, true] {
            let scene = layout(&trace, &View { width, narrow, ..View::whole(&trace, WIDE) });
            assert!(scene.plot.0 < scene.plot.1 && scene.width.is_finite(), "{width}");
            assert!(scene.ticks.len() <= super::ticks::MOST);
        }
    }
}

#[test]
fn rows_that_have_not_changed_keep_their_items() {
    let mut real = Recording::default();
    let predicted = Recording::new(fixtures::threadpool_map());
    let view = View::whole(predicted.trace(), WIDE);
    let mut last = Scene::default();
    let mut kept = 0;
    for (_, change) in crate::trace::replay::steps(predicted.trace()) {
        real.apply(change);
        let rows = Rows::new(real.trace(), Some(predicted.trace()), &[]);
        let series = Series { number: 1, real: &real, predicted: Some(&predicted), rows: &rows };
        let next = layout::scene(&[series], &view, &last);
        let fresh = layout::scene(&[series], &view, &Scene::default());
        assert_eq!(next, fresh, "the same as if nothing had been there before");
        kept += next.rows.iter().filter(|row| last.rows.iter().any(|it| Rc::ptr_eq(&it.items, &row.items))).count();
        // What the prediction has of a row does not change with the run, once the row is the run's, too.
        for (row, before) in next.rows.iter().zip(&last.rows).filter(|(row, before)| row.lane == before.lane) {
            assert!(Rc::ptr_eq(&row.items.ghosts, &before.items.ghosts));
        }
        last = next;
    }
    assert!(kept > 50, "{kept}");
    // Other recordings share nothing.
    let rows = Rows::new(real.trace(), None, &[]);
    let other = layout::scene(&[Series { number: 2, real: &real, predicted: None, rows: &rows }], &view, &last);
    assert!(other.rows.iter().all(|row| !last.rows.iter().any(|it| Rc::ptr_eq(&it.items, &row.items))));
}

#[test]
fn what_is_folded_away_is_drawn_in_its_row() {
    let trace = fixtures::create_task();
    let open = wide(&trace);
    assert_eq!(open.rows.iter().map(|row| row.fold).collect::<Vec<_>>(), [Some(false), None, None, None]);
    let key = open.rows[0].key;
    let folded = folded(&trace, &[key]);
    check(&folded, "MainThread: Awaiting Awaiting Awaiting Awaiting");
    let (row, bars) = (&folded.rows[0], bars(&folded));
    assert_eq!((row.key, row.fold), (key, Some(true)));
    // Its own, and its three tasks, one below the other.
    for (bar, y) in bars.iter().zip([0.0, 6.5, 13.0, 19.5]) {
        assert!((bar.y - y).abs() < 1e-9 && (bar.height - 6.5).abs() < 1e-9, "{bar:?}");
        let found = folded.bar_at(bar.x + 1.0, row.y + bar.y + 1.0, 0.0);
        assert_eq!(found.map(|(_, found)| found.span), Some(bar.span));
    }
    // A process takes its threads' threads, too; of very many, some.
    let mut build = fixtures::script();
    let process = build.process("Process-1", 0);
    for _ in 0..100 {
        let thread = build.thread(process, "Thread", 0);
        build.span(thread, State::Sleeping, 0, 1_000, "sleep 1");
        build.task(thread, "Task-1", "", 0);
    }
    let trace = build.end(1_000);
    let key = wide(&trace).rows.iter().find(|row| row.title == "Process-1").unwrap().key;
    let scene = self::folded(&trace, &[key]);
    assert_eq!(scene.rows.len(), 2);
    assert!(scene.rows[1].items.bars.len() <= 8 && !scene.rows[1].items.bars.is_empty());
}

fn folded(trace: &Trace, folded: &[RowKey]) -> Scene {
    let (rows, real) = (Rows::new(trace, None, folded), Recording::new(trace.clone()));
    let series = Series { number: 0, real: &real, predicted: None, rows: &rows };
    layout::scene(&[series], &View::whole(trace, WIDE), &Scene::default())
}

#[test]
fn a_race_is_one_section_below_the_other() {
    let (one, two) = (Recording::new(fixtures::sync_loop()), Recording::new(fixtures::threadpool_map()));
    let (first, second) = (Rows::new(one.trace(), None, &[]), Rows::new(two.trace(), None, &[]));
    let all = [
        Series { number: 0, real: &one, predicted: None, rows: &first },
        Series { number: 0, real: &two, predicted: None, rows: &second },
    ];
    let view = View::whole(one.trace(), WIDE);
    let scene = layout::scene(&all, &view, &Scene::default());
    check(
        &scene,
        "
        MainThread: sleep 1 sleep 2 sleep 3 sleep 4
        MainThread: shutdown
        ThreadPoolExecutor-0_0: sleep 1 Idle
        ThreadPoolExecutor-0_1: sleep 2 Idle
        ThreadPoolExecutor-0_2: sleep 3 Idle
        ThreadPoolExecutor-0_3: sleep 4",
    );
    assert_eq!(scene.rows.iter().map(|row| row.section).collect::<Vec<_>>(), [0, 1, 1, 1, 1, 1]);
    let ends: Vec<_> = scene.sections.iter().map(|section| section.end.clone().unwrap().text).collect();
    assert_eq!(ends, ["10.000 s", "4.000 s"]);
    assert!((scene.sections[0].band.1 - scene.sections[1].band.0).abs() < 1e-9, "bands meet");
    assert!(scene.sections.iter().all(|section| section.heading.unwrap() < section.band.1));
    // The same again takes over all items.
    let again = layout::scene(&all, &view, &scene);
    assert!(again.rows.iter().zip(&scene.rows).all(|(again, row)| Rc::ptr_eq(&again.items, &row.items)));
}

#[test]
fn a_million_spans_are_as_many_bars_as_there_is_room_for() {
    let mut trace = fixtures::script().so_far();
    let lane = MAIN;
    for n in 0..1_000_000_u64 {
        let state = [State::Running, State::Gil, State::Sleeping][(n / 100_000 % 3) as usize];
        let at = crate::program::Location::default();
        let (start, end) = (Micros(n * 10), Some(Micros(n * 10 + 9)));
        trace.apply(Change::SpanStart(Span { lane, state, start, end, label: None, at }));
    }
    let recording = Recording::new(trace);
    let rows = Rows::new(recording.trace(), None, &[]);
    let series = Series { number: 0, real: &recording, predicted: None, rows: &rows };
    for (range, spans) in [((0, 10_000_000), 1_000_000), ((5_000_000, 5_001_000), 101), ((0, 100_000), 10_000)] {
        let range = (Micros(range.0), Micros(range.1));
        let view = View { width: WIDE, range, narrow: false, band: View::ALL };
        let scene = layout::scene(&[series], &view, &Scene::default());
        let bars = bars(&scene);
        assert!(bars.len() <= 400, "{}", bars.len());
        let shown: u32 = bars.iter().map(|bar| bar.spans).sum();
        assert!((spans - 1..=spans + 1).contains(&shown), "{shown} of {spans}");
    }
}
