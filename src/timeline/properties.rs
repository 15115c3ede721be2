//! What a layout promises, whatever the trace.

use proptest::prelude::*;

use super::layout::{layout, layout_with_prediction};
use super::scale::Scale;
use super::scene::{Bar, Scene, View};
use super::svg::{Palette, Style, fluid, svg};
use super::text::text;
use super::thumbnail::thumbnail;
use super::{bars, measure, summary, ticks};
use crate::time::Micros;
use crate::trace::build::Build;
use crate::trace::{LaneId, LaneKind, MarkKind, State, Trace};

const STATES: [State; 8] = super::states::LEGEND;

/// A lane: how far back its parent is, its name, and its spans as gaps and lengths.
type Lane = (u8, String, Vec<(u64, u64, usize)>);

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9_-]{0,30}",
        any::<String>(),
        Just("</text><script>alert(1)</script>".to_owned()),
        Just("a\" onload='x' &amp;\u{0}\u{1b}\n\u{202e}שלום 👩\u{200d}👧\u{fffe}".to_owned()),
        Just("x".repeat(500)),
    ]
}

fn time() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0..50_u64, 0..5_000_u64, 0..2_000_000_u64, 0..4_000_000_000_u64]
}

fn lanes() -> impl Strategy<Value = Vec<Lane>> {
    let spans = prop::collection::vec((time(), time(), 0..STATES.len()), 0..40);
    prop::collection::vec((0..4_u8, name(), spans), 0..10)
}

fn build(lanes: &[Lane], ended: bool) -> Trace {
    let mut build = Build::default();
    let mut latest = 0;
    for (at, (back, name, spans)) in (0_u32..).zip(lanes) {
        let parent = at.checked_sub(u32::from(*back)).filter(|&parent| *back > 0 && parent < at).map(LaneId);
        let kind = [LaneKind::Process, LaneKind::Thread, LaneKind::Task][usize::from(back % 3)];
        let lane = build.lane(parent, kind, name, name, 0);
        let mut now = 0;
        for (index, &(gap, length, state)) in spans.iter().enumerate() {
            let start = now + gap;
            now = start + length;
            let open = !ended && index + 1 == spans.len();
            build.micros(lane, STATES[state], (start, (!open).then_some(now)), name);
            build.mark(lane, [MarkKind::Print, MarkKind::Done][index % 2], now / 1_000);
        }
        latest = latest.max(now);
    }
    if ended { build.end(latest / 1_000 + 1) } else { build.so_far() }
}

fn view() -> impl Strategy<Value = View> {
    (100.0..2_000.0, time(), time(), any::<bool>()).prop_map(|(width, one, other, narrow)| View {
        width,
        range: (Micros(one.min(other)), Micros(one.max(other))),
        narrow,
        band: View::ALL,
    })
}

fn verify(scene: &Scene) -> Result<(), TestCaseError> {
    for row in &scene.rows {
        verify_bars(scene, &row.items.bars)?;
        verify_bars(scene, &row.items.ghosts)?;
        for dots in row.items.dots.windows(2) {
            prop_assert!(dots[0].x < dots[1].x);
        }
        prop_assert!(row.band.0 <= row.y && row.y + row.height <= row.band.1);
        prop_assert!(row.band.1 <= scene.height && row.band.0 >= scene.top);
        prop_assert!(row.items.life.0 >= scene.plot.0 && row.items.life.1 <= scene.plot.1);
        prop_assert_eq!(scene.row_at(row.y + row.height / 2.0), Some(row));
        let right = row.name_at.0 + measure::sans(&row.name, measure::NAME);
        prop_assert!(right <= scene.width, "a name leaves the chart");
        prop_assert!(row.detail_at.is_none() || right <= scene.plot.0, "a name runs into the plot");
    }
    for rows in scene.rows.windows(2) {
        prop_assert!((rows[0].band.1 - rows[1].band.0).abs() < 1e-9, "bands meet");
    }
    Ok(())
}

fn verify_bars(scene: &Scene, bars: &[Bar]) -> Result<(), TestCaseError> {
    let most = (scene.plot.1 - scene.plot.0) / bars::LEAST;
    let count = u32::try_from(bars.len()).map_or(f64::INFINITY, f64::from);
    prop_assert!(count <= most + 1e-6, "{count} bars in a row");
    for bar in bars {
        prop_assert!(bar.width >= bars::LEAST - 1e-6, "{bar:?}");
        prop_assert!(bar.x >= scene.plot.0 - 1e-6 && bar.x + bar.width <= scene.plot.1 + 1e-6, "{bar:?}");
        prop_assert!(measure::mono(&bar.label) <= bar.width, "{bar:?}");
    }
    for pair in bars.windows(2) {
        prop_assert!(pair[0].x + pair[0].width <= pair[1].x + 1e-6, "{pair:?}");
    }
    Ok(())
}

/// Fails unless a text is one XML element with everything in it closed, quoted and escaped.
fn well_formed(xml: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml.trim_end();
    let mut seen = false;
    while !rest.is_empty() {
        if seen && open.is_empty() {
            return Err(format!("after the end: {rest}"));
        }
        let Some(inside) = rest.strip_prefix('<') else {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            characters(text)?;
            rest = after;
            continue;
        };
        seen = true;
        let end = inside.find('>').ok_or("a tag that does not end")?;
        let (tag, after) = (&inside[..end], &inside[end + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !name.chars().all(|char| char.is_ascii_alphabetic()) {
            return Err(format!("<{name}>"));
        }
        let mut names = Vec::new();
        while !attributes.trim().is_empty() {
            let (key, value) = attributes.trim_start().split_once("=\"").ok_or("an attribute without a value")?;
            let (value, after) = value.split_once('"').ok_or("a value that does not end")?;
            characters(value)?;
            if names.contains(&key) || value.contains('<') {
                return Err(format!("{key} in <{tag}>"));
            }
            names.push(key);
            attributes = after;
        }
        if !empty {
            open.push(name);
        }
    }
    if open.is_empty() && seen { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

fn characters(text: &str) -> Result<(), String> {
    let allowed = |char: char| !matches!(char, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if !text.chars().all(allowed) || text.contains('>') && text.contains('"') {
        return Err(format!("characters in {text:?}"));
    }
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
    let known = |at: usize| entities.iter().any(|entity| text[at..].starts_with(entity));
    text.match_indices('&').all(|(at, _)| known(at)).then_some(()).ok_or(format!("an entity in {text:?}"))
}

#[test]
fn the_check_of_well_formedness_can_fail() {
    for bad in [
        "",
        "x",
        "<a>",
        "<a></b>",
        "<a b></a>",
        "<a b=\"c></a>",
        "<a>&</a>",
        "<a>\u{1}</a>",
        "<a/><b/>",
        "<a b=\"\" b=\"\"/>",
    ] {
        assert!(well_formed(bad).is_err(), "{bad}");
    }
    assert_eq!(well_formed("<a b=\"c\"><d/>text &amp; text</a>\n"), Ok(()));
}

proptest! {
    #[test]
    fn time_to_pixels_and_back_is_the_same_time(start in 0..1_u64 << 40, length in 1..90_000_000_000_u64, part in 0.0..1.0, left in 0.0..300.0, width in 50.0..4_000.0) {
        let scale = Scale::new((Micros(start), Micros(start + length)), (left, left + width));
        let time = scale.time(left + part * width);
        prop_assert_eq!(scale.time(scale.x(time)), time);
    }

    #[test]
    fn later_is_further_right(start in time(), length in time(), one in time(), other in time()) {
        let scale = Scale::new((Micros(start), Micros(start + length)), (100.0, 900.0));
        let (one, other) = (Micros(one.min(other)), Micros(one.max(other)));
        prop_assert!(scale.x(one) <= scale.x(other));
        prop_assert!(scale.time(-50.0) <= scale.time(500.0));
    }

    #[test]
    fn texts_of_the_axis_never_touch(start in any::<u64>(), length in prop_oneof![time(), any::<u64>()], width in 10.0..4_000.0, least in 60.0..90.0) {
        let scale = Scale::new((Micros(start), Micros(start.saturating_add(length))), (0.0, width));
        let ticks = ticks::ticks(&scale, least);
        prop_assert!(ticks.len() <= ticks::MOST);
        for pair in ticks.windows(2) {
            let texts = f64::midpoint(measure::mono(&pair[0].text), measure::mono(&pair[1].text));
            prop_assert!(pair[1].x - pair[0].x >= texts + 4.0, "{pair:?}");
            prop_assert!(pair[1].x - pair[0].x >= least - 1e-6, "{pair:?}");
            prop_assert!(pair[0].text != pair[1].text);
        }
    }

    #[test]
    fn bars_lie_in_the_plot_and_never_overlap(lanes in lanes(), ended: bool, view in view()) {
        verify(&layout(&build(&lanes, ended), &view))?;
    }

    #[test]
    fn beside_a_prediction_every_lane_has_one_row_at_most(lanes in lanes(), other in lanes(), view in view()) {
        let (trace, predicted) = (build(&lanes, false), build(&other, true));
        let scene = layout_with_prediction(&trace, Some(&predicted), &view);
        verify(&scene)?;
        let mut shown: Vec<_> = scene.rows.iter().filter_map(|row| row.lane).collect();
        shown.sort_unstable();
        shown.dedup();
        prop_assert_eq!(shown.len(), scene.rows.iter().filter(|row| row.lane.is_some()).count());
    }

    #[test]
    fn drawings_are_well_formed_whatever_the_names(lanes in lanes(), ended: bool, view in view(), title in name()) {
        let trace = build(&lanes, ended);
        let scene = layout_with_prediction(&trace, Some(&trace), &view);
        let style = Style { title: &title, description: &title, palette: Palette::Auto, ids: &title, caption: &title };
        let drawn = svg(&scene, &style);
        prop_assert_eq!(well_formed(&drawn), Ok(()));
        prop_assert_eq!(well_formed(&fluid(&scene, &scene, &style)), Ok(()));
        let small = thumbnail(&trace);
        prop_assert_eq!(well_formed(&small), Ok(()));
        prop_assert!(small.len() <= 500, "{small}");
    }

    #[test]
    fn a_text_has_a_line_for_each_row(lanes in lanes(), ended: bool, columns in 0..60_usize) {
        let trace = build(&lanes, ended);
        let rows = layout(&trace, &View::whole(&trace, 900.0)).rows.len();
        let bars = text(&trace, columns);
        prop_assert!(bars.matches('|').count() >= rows * 2);
        let sum = summary::summary(&trace);
        prop_assert!(sum.at_once <= sum.tasks + sum.blocked);
        prop_assert!(!sum.sentence().is_empty());
    }
}
