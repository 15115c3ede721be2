//! What a layout promises, by example.

use super::fixtures::{self, MAIN};
use super::layout::{layout, layout_with_prediction};
use super::scene::{Anchor, Scene, View};
use crate::time::Micros;
use crate::trace::build::Build;
use crate::trace::{LaneId, LaneKind, MarkKind, State, Trace};

const WIDE: f64 = 960.0;

fn wide(trace: &Trace) -> Scene {
    layout(trace, &View::whole(trace, WIDE))
}

/// One line for each row: its name, indented, its detail, and its bars.
fn check(scene: &Scene, expected: &str) {
    let mut found = Vec::new();
    for (index, row) in scene.rows.iter().enumerate() {
        let detail = if row.detail.is_empty() { String::new() } else { format!(" ({})", row.detail) };
        let made = if row.lane.is_some() { "" } else { "?" };
        let mut line = format!("{}{}{detail}{made}:", "  ".repeat(row.depth as usize), row.name);
        let bars = scene.bars.iter().map(|bar| (bar, " "));
        let ghosts = scene.ghosts.iter().map(|bar| (bar, " ~"));
        for (bar, sign) in bars.chain(ghosts).filter(|(bar, _)| bar.row == index) {
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
    assert_eq!((scene.bars.len(), scene.dots.len()), (0, 1));
}

#[test]
fn a_very_short_span_can_be_seen() {
    let mut build = fixtures::script();
    build.micros(MAIN, State::Running, (500_000, Some(500_001)), "");
    let scene = wide(&build.end(1_000));
    assert!((scene.bars[0].width - 2.0).abs() < 1e-9);
}

#[test]
fn short_spans_side_by_side_are_one_bar_of_the_state_that_takes_most() {
    let scene = wide(&fixtures::fine());
    check(&scene, "MainThread: Running");
    assert_eq!(scene.bars[0].spans, 1_600);
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
    let view = View { width: WIDE, range: (Micros::ZERO, Micros::from_secs(5)), narrow: false };
    let scene = layout(&trace, &view);
    let open: Vec<_> = scene.bars.iter().filter(|bar| bar.open).collect();
    assert_eq!(open.len(), 2);
    assert!(open.iter().all(|bar| (bar.x + bar.width - scene.plot.1).abs() < 1e-9));
    assert_eq!(scene.end, None);
}

#[test]
fn a_zoomed_view_draws_what_is_in_it_and_clips_what_crosses_it() {
    let trace = fixtures::sync_loop();
    let view = View { width: WIDE, range: (Micros::from_secs(2), Micros::from_secs(5)), narrow: false };
    let scene = layout(&trace, &view);
    check(&scene, "MainThread: sleep 2 sleep 3");
    assert!((scene.bars[0].x - scene.plot.0).abs() < 1e-9);
    assert!((scene.bars[1].x + scene.bars[1].width - scene.plot.1).abs() < 1e-9);
    assert_eq!(scene.end, None, "the end is not in view");
}

#[test]
fn labels_are_shortened_where_they_do_not_fit() {
    let mut build = fixtures::script();
    build.span(MAIN, State::Sleeping, 0, 70, "sleep 0.07");
    build.span(MAIN, State::Sleeping, 70, 110, "sleep 0.04");
    build.span(MAIN, State::Sleeping, 110, 1_000, "sleep 0.89");
    check(&wide(&build.end(1_000)), "MainThread: slee… Sleeping sleep 0.89");
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
    assert_eq!(before.end.map(|end| end.text).as_deref(), Some("4.000 s"));
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
fn the_gutter_is_as_wide_as_the_longest_name_up_to_a_limit() {
    let left = |name: &str| {
        let mut build = fixtures::script();
        build.thread(LaneId(0), name, 0);
        let trace = build.end(1_000);
        let scene = wide(&trace);
        assert_eq!(scene.rows[1].title, name);
        (scene.plot.0, scene.rows[1].name.clone())
    };
    assert!(left("a").0 < left("ThreadPoolExecutor-0_0").0);
    let (limit, name) = left(&"name ".repeat(100));
    assert!((limit - 232.0).abs() < 1e-9, "{limit}");
    assert!(name.ends_with('…') && name.chars().count() < 40, "{name}");
    assert!(!left("שם ארוך מאוד של חוט עבודה אחד").1.is_empty());
    assert!(!left("👩\u{200d}👩\u{200d}👧".repeat(40).as_str()).1.ends_with("\u{200d}…"));
}

#[test]
fn points_find_their_row_and_bar() {
    let scene = wide(&fixtures::threadpool_map());
    for bar in &scene.bars {
        let middle = (bar.x + bar.width / 2.0, bar.y + bar.height / 2.0);
        assert_eq!(scene.row_at(middle.1), Some(bar.row));
        assert_eq!(scene.bar_at(middle.0, middle.1, 0.0), Some(bar));
    }
    let first = &scene.bars[0];
    assert_eq!(scene.bar_at(first.x - 3.0, first.y, 2.0), None);
    assert_eq!(scene.bar_at(first.x - 3.0, first.y, 4.0), Some(first));
    assert_eq!(scene.row_at(0.0), None, "the axis is no row");
    assert_eq!(scene.row_at(scene.height + 1.0), None);
    assert_eq!(scene.bar_at(f64::NAN, f64::NAN, 1.0), None);
}

#[test]
fn of_moments_that_touch_the_weightiest_is_drawn() {
    let scene = wide(&fixtures::create_task());
    assert!(scene.dots.iter().all(|dot| dot.kind == MarkKind::Done), "{:?}", scene.dots);
    assert_eq!(scene.dots.len(), 3);
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
    assert!(scene.rows.is_empty() && scene.bars.is_empty());
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
    assert_eq!((scene.rows.len(), scene.bars.len(), scene.ghosts.len()), (10_001, 10_000, 10_000));
    let last = scene.bars.last().unwrap();
    assert_eq!(scene.bar_at(last.x + 1.0, last.y + 1.0, 0.0), Some(last));
}

#[test]
fn an_hour_beside_a_microsecond() {
    let mut build = fixtures::script();
    build.micros(MAIN, State::Running, (0, Some(1)), "");
    build.micros(MAIN, State::Sleeping, (1, Some(3_600_000_001)), "sleep 3600");
    let trace = build.end(3_600_001);
    check(&wide(&trace), "MainThread: Running sleep 3600");
    let view = View { width: WIDE, range: (Micros::ZERO, Micros(2)), narrow: false };
    let scene = layout(&trace, &view);
    check(&scene, "MainThread: Running sleep 3600");
    assert!((scene.bars[0].width - scene.bars[1].width).abs() < 1e-6, "half and half");
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
