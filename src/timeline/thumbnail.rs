//! A trace's shape, small enough to stand beside a name in a list.

use alloc::string::String;
use alloc::vec::Vec;

use super::bars::pieces;
use super::markup::number;
use super::recording::Recording;
use super::rows::{Lanes, Rows};
use super::scale::Scale;
use super::states::{LEGEND, look};
use super::summary;
use crate::time::Micros;
use crate::trace::{State, Trace};

/// Width and height, in CSS pixels.
pub const SIZE: (f64, f64) = (34.0, 16.0);

/// The most rows that can be told apart.
const ROWS: usize = 5;
/// The most bytes: a list of listings holds many thumbnails, and all are on the page's first path.
pub const BYTES: usize = 500;
/// About what the element itself, a state's path and a bar take of them.
const FRAME: usize = 76;
const PATH: usize = 46;
const BAR: usize = 28;

/// Draws a trace's shape as an SVG element of 34 × 16 CSS pixels, for a page that has a CSS variable for each
/// state ([`look`]). It is decoration: hidden from screen readers, without text.
#[must_use]
pub fn thumbnail(trace: &Trace) -> String {
    let rows = Rows::new(trace, None, &[]);
    let recording = Recording::new(trace.clone());
    let scale = Scale::new((Micros::ZERO, trace.latest()), (0.0, SIZE.0));
    // Lanes that only wait for others say nothing of the shape, unless there are no others.
    let works = |lanes: &Lanes| {
        let mut spans = lanes.iter().flat_map(|lane| (0..recording.count(lane)).map(move |at| (lane, at)));
        spans.any(|(lane, at)| recording.span_of(lane, at).is_some_and(|(_, span)| summary::is_own_wait(trace, span)))
    };
    let all: Vec<Lanes> = rows.plans.iter().map(|plan| plan.real).collect();
    let busy: Vec<Lanes> = all.iter().copied().filter(works).collect();
    let shown = sample(if busy.is_empty() { &all } else { &busy });

    let (height, pitch, top) = match shown.len() {
        0 | 1 => (6.0, 0.0, 5.0),
        2 => (5.0, 7.0, 2.0),
        3 => (4.0, 5.0, 1.0),
        4 => (3.0, 4.0, 0.5),
        _ => (2.0, 3.0, 1.0),
    };
    // One path for each state: many rectangles in few bytes.
    let mut paths: [String; LEGEND.len()] = Default::default();
    let mut y = top;
    for lanes in shown {
        let bars = pieces(&recording, lanes, &scale);
        let visible = bars.iter().filter(|bar| !matches!(bar.state(), State::Idle | State::Queued));
        for bar in visible {
            let left = BYTES.saturating_sub(FRAME + spent(&paths));
            let at = LEGEND.iter().position(|&state| state == bar.state());
            if let Some(path) = at.and_then(|at| paths.get_mut(at))
                && left >= BAR + if path.is_empty() { PATH } else { 0 }
            {
                // A gap tells a bar from the next.
                rectangle(path, bar.x, y, (bar.right - bar.x - 0.8).max(1.0), height);
            }
        }
        y += pitch;
    }
    let mut out = String::from(r#"<svg class="thumbnail" width="34" height="16" aria-hidden="true">"#);
    for (state, path) in LEGEND.into_iter().zip(&paths).filter(|(_, path)| !path.is_empty()) {
        let name = look(state).name;
        for part in [r#"<path class=""#, name, r#"" fill="var(--"#, name, r#")" d=""#, path, r#""/>"#] {
            out.push_str(part);
        }
    }
    out.push_str("</svg>");
    out
}

/// How many bytes the paths take.
fn spent(paths: &[String]) -> usize {
    paths.iter().filter(|path| !path.is_empty()).map(|path| PATH + path.len()).sum()
}

/// The rows, or some of them from the first to the last.
fn sample(rows: &[Lanes]) -> Vec<Lanes> {
    if rows.len() <= ROWS {
        return rows.to_vec();
    }
    (0..ROWS).filter_map(|at| rows.get(at * (rows.len() - 1) / (ROWS - 1)).copied()).collect()
}

fn rectangle(path: &mut String, x: f64, y: f64, width: f64, height: f64) {
    for (command, value) in [("M", x), (" ", y), ("h", width), ("v", height), ("h", -width)] {
        path.push_str(command);
        number(path, value);
    }
    path.push('z');
}

#[cfg(test)]
mod tests {
    use super::{BYTES, thumbnail};
    use crate::timeline::fixtures;
    use crate::trace::{State, Trace};

    fn check(trace: &Trace, expected: &[(&str, usize)]) {
        let drawn = thumbnail(trace);
        let bars = |state: &str| {
            let path =
                drawn.split(&format!(r#"fill="var(--{state})""#)).nth(1).and_then(|rest| rest.split("/>").next());
            path.map_or(0, |path| path.matches('M').count())
        };
        let found: Vec<_> = expected.iter().map(|&(state, _)| (state, bars(state))).collect();
        assert_eq!(found, expected, "{drawn}");
        assert_eq!(drawn.matches('M').count(), expected.iter().map(|(_, count)| count).sum::<usize>(), "{drawn}");
        assert!(drawn.len() <= BYTES && drawn.contains("aria-hidden"));
    }

    #[test]
    fn only_lanes_that_do_something_are_drawn() {
        check(&fixtures::sync_loop(), &[("sleep", 4)]);
        check(&fixtures::create_task(), &[("await", 2)]);
        check(&fixtures::threadpool_map(), &[("sleep", 4)]);
        check(&fixtures::process_pool(), &[("start", 4), ("sleep", 4)]);
    }

    #[test]
    fn of_many_rows_five_are_drawn() {
        let mut build = fixtures::script();
        for n in 1..10 {
            let task = build.task(fixtures::MAIN, "Task", "", 0);
            build.span(task, State::Awaiting, 0, n * 1_000, "sleep");
        }
        check(&build.end(9_000), &[("await", 5)]);
    }

    #[test]
    fn nothing_is_an_empty_drawing() {
        check(&Trace::default(), &[]);
    }
}
