//! What is drawn over the bars when a reader asks: outlines of bars, and arrows from what led to what.

use alloc::string::String;
use alloc::vec::Vec;

use super::markup::number;
use super::scene::{Bar, Row, Scene};
use crate::trace::{LaneId, Link, LinkKind, SpanId, Trace};

/// How far an arrow swings out, in CSS pixels.
const SWING: f64 = 18.0;

/// Where a bar is, in CSS pixels of the scene.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Left edge.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// From what led to something, to that.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// What it says.
    pub kind: LinkKind,
    /// The line, as the `d` of an SVG path.
    pub path: String,
    /// Where its head is.
    pub to: (f64, f64),
}

/// The bars in a section for which this holds, of the run or of the prediction.
pub fn outlines(scene: &Scene, section: usize, predicted: bool, mut wanted: impl FnMut(&Bar) -> bool) -> Vec<Outline> {
    let rows = scene.rows.iter().filter(|row| row.section == section);
    let bars = rows.flat_map(|row| {
        let bars = if predicted { &row.items.ghosts } else { &row.items.bars };
        bars.iter().map(move |bar| (row, bar))
    });
    let outline =
        |(row, bar): (&Row, &Bar)| Outline { x: bar.x, y: row.y + bar.y, width: bar.width, height: bar.height };
    bars.filter(|(_, bar)| wanted(bar)).map(outline).collect()
}

/// The bars of a section that a line of the source brought about. One that stands for many spans is none of them.
#[must_use]
pub fn bars_of_line(scene: &Scene, section: usize, predicted: bool, trace: &Trace, line: u32) -> Vec<Outline> {
    let at = |span: SpanId| trace.spans.get(span.0 as usize).map(|span| span.at.line);
    outlines(scene, section, predicted, |bar| bar.spans == 1 && at(bar.span) == Some(line))
}

/// Arrows for links, as far as both of their ends are in sight.
#[must_use]
pub fn arrows(scene: &Scene, section: usize, predicted: bool, links: &[Link]) -> Vec<Arrow> {
    let scale = scene.scale();
    let row = |lane: LaneId| {
        let mut rows = scene.rows.iter().filter(|row| row.section == section);
        rows.find(|row| row.shows(lane, predicted))
    };
    let (start, stop) = scale.range();
    let draw = |link: &Link| {
        let (from, to) = (row(link.from.0)?, row(link.to.0)?);
        let seen = |moment| start <= moment && moment <= stop;
        if !seen(link.from.1) || !seen(link.to.1) || from.key == to.key {
            return None;
        }
        let (x, end) = (scale.x(link.from.1), scale.x(link.to.1));
        // From the edge that faces the other row, to the one that faces this one.
        let down = to.y > from.y;
        let y = if down { from.y + from.height } else { from.y };
        let end_y = if down { to.y } else { to.y + to.height };
        let lean = if down { 1.0 } else { -1.0 };
        let mut path = String::new();
        let bend = (end_y - y) / 2.0;
        let places = [(x, y), (x - SWING, y + bend), (end - SWING, end_y - bend), (end, end_y - 2.0 * lean)];
        for ((command, _), (x, y)) in [("M", 0), ("C", 1), (" ", 2), (" ", 3)].iter().zip(places) {
            path.push_str(command);
            number(&mut path, x);
            path.push(' ');
            number(&mut path, y);
        }
        Some(Arrow { kind: link.kind, path, to: (end, end_y) })
    };
    links.iter().filter_map(draw).collect()
}

#[cfg(test)]
mod tests {
    use super::{arrows, bars_of_line, outlines};
    use crate::program::Location;
    use crate::time::Micros;
    use crate::timeline::fixtures::{self, MAIN};
    use crate::timeline::layout;
    use crate::timeline::scene::View;
    use crate::trace::{LaneId, Link, LinkKind};

    #[test]
    fn arrows_go_from_row_to_row_and_from_sight_to_sight() {
        let trace = fixtures::threadpool_map();
        let view = View::whole(&trace, 960.0);
        let scene = layout(&trace, &view);
        let link = |from: u32, to: u32, time: u64| Link {
            kind: LinkKind::Submit,
            from: (LaneId(from), Micros::from_secs(time)),
            to: (LaneId(to), Micros::from_secs(time)),
        };
        let drawn = arrows(&scene, 0, false, &[link(1, 3, 2), link(3, 1, 4), link(1, 1, 1), link(1, 77, 1)]);
        let [down, up] = drawn.as_slice() else { panic!("{drawn:?}") };
        let (main, thread) = (&scene.rows[0], &scene.rows[2]);
        assert!(
            (down.to.1 - thread.y).abs() < 1e-9 && (down.to.0 - scene.scale().x(Micros::from_secs(2))).abs() < 1e-9
        );
        assert!((up.to.1 - (main.y + main.height)).abs() < 1e-9);
        assert!(down.path.starts_with('M') && down.path.contains('C'));
        let zoomed = layout(&trace, &View { range: (Micros::from_secs(3), Micros::from_secs(4)), ..view });
        assert_eq!(arrows(&zoomed, 0, false, &[link(1, 3, 2)]), []);
        assert_eq!(arrows(&scene, 1, false, &[link(1, 3, 2)]), [], "there is one section only");
    }

    #[test]
    fn a_line_has_its_bars() {
        let mut trace = fixtures::sync_loop();
        for (line, span) in (10..).zip(&mut trace.spans) {
            span.at = Location { line: line / 2, column: 1 };
        }
        let scene = layout(&trace, &View::whole(&trace, 960.0));
        assert_eq!(bars_of_line(&scene, 0, false, &trace, 5).len(), 2);
        assert_eq!(bars_of_line(&scene, 0, false, &trace, 7), []);
        let all = outlines(&scene, 0, false, |_| true);
        assert!(scene.rows[0].shows(MAIN, false) && all.len() == 4);
        assert!(all.iter().all(|outline| (outline.y - scene.rows[0].y).abs() < 1e-9));
    }
}
