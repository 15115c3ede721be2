//! What the chart draws: a scene, with what the page says about its bars.

use std::rc::Rc;

use super::chart::layers;
use super::state::State;
use super::track::Grouping;
use super::watch;
use super::window::Window;
use crate::catalogue::Watch;
use crate::timeline::View;
use crate::timeline::layout::{self, Series};
use crate::timeline::overlay::{self, Arrow, Outline};
use crate::timeline::rows::Rows;
use crate::timeline::scene::{Bar, Row, Scene};
use crate::trace::{Link, Trace};

/// A scene, with what the page says about its bars.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawing {
    /// Another number, another drawing.
    pub(super) number: u32,
    /// The items.
    pub(super) scene: Scene,
    /// Its rows.
    pub(super) rows: Vec<Rc<DrawnRow>>,
    /// What is drawn over them.
    pub(super) over: Over,
}

/// A row, as it is drawn: the same as long as it looks the same.
#[derive(Clone, Debug)]
pub(super) struct DrawnRow {
    pub(super) row: Row,
    /// Whether each bar is an element: of the run, of the prediction.
    each: (bool, bool),
    /// What the prediction has of it, as markup.
    pub(super) ghosts: Rc<str>,
    /// What the run has of it, in pieces.
    pub(super) bars: Vec<Rc<str>>,
    /// Its moments.
    pub(super) dots: Rc<str>,
    /// Its name.
    pub(super) name: Rc<str>,
}

/// How many keys a row has for what is drawn of it.
const KEYS: u64 = 1 << 12;

impl DrawnRow {
    /// Keeps a row's elements its own while rows come and go.
    pub(super) fn key(&self) -> u64 {
        self.row.key.number().wrapping_add(self.row.section as u64).wrapping_mul(KEYS)
    }

    /// What the run has of it, each piece with its key: the bars, and what lies on them.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (u64, &'static str, &Rc<str>)> {
        let key = self.key();
        let bars = (0..).zip(&self.bars).chain([(KEYS - 1, &self.dots)]);
        bars.map(move |(piece, markup)| (key.wrapping_add(piece), "", markup))
    }
}

/// What is drawn over the bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Over {
    pub(super) chosen: Vec<Outline>,
    pub(super) of_line: Vec<Outline>,
    pub(super) arrows: Vec<Arrow>,
}

/// What a drawing is made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The chart's width, in CSS pixels.
    pub width: f64,
    /// From which y to which rows are in sight, and a little more, in CSS pixels.
    pub band: (f64, f64),
}

/// The rows of each track, made anew only when lanes come, are told of, or are folded.
#[derive(Debug, Default)]
pub(super) struct AllRows(Vec<(RowsOf, Rows)>);

/// What the rows of a track depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct RowsOf {
    shown: u32,
    /// How many lanes the run has, and the prediction.
    lanes: (usize, usize),
    /// How many details of the run's lanes came after the lanes.
    details: u32,
    folds: u32,
    grouping: Grouping,
    secret: bool,
}

impl AllRows {
    fn update(&mut self, state: &State) {
        let look = &state.inspection;
        let (grouping, secret) = (look.grouping, state.is_secret());
        self.0.truncate(state.tracks.len());
        for (at, track) in state.tracks.iter().enumerate() {
            let (real, details) = (track.grouped().trace(), track.grouped().details());
            let predicted = track.exhibit.grouped(grouping).trace();
            let lanes = (real.lanes.len(), predicted.lanes.len());
            let version = RowsOf { shown: state.shown, lanes, details, folds: look.folds, grouping, secret };
            if self.0.get(at).is_some_and(|(of, _)| *of == version) {
                continue;
            }
            let rows = Rows::new(real, (!secret).then_some(predicted), &look.folded);
            match self.0.get_mut(at) {
                Some(slot) => *slot = (version, rows),
                None => self.0.push((version, rows)),
            }
        }
    }
}

impl Drawing {
    /// The drawing after this one: what the state shows.
    pub(super) fn next(&self, state: &State, rows: &mut AllRows, frame: Frame) -> Self {
        rows.update(state);
        let grouping = state.inspection.grouping;
        let series: Vec<Series<'_>> = state
            .tracks
            .iter()
            .zip(&rows.0)
            .map(|(track, (_, rows))| Series {
                number: (state.shown << 12) + (state.run << 1) + u32::from(grouping == Grouping::ByTask),
                real: track.grouped(),
                predicted: (!state.is_secret()).then(|| track.exhibit.grouped(grouping)),
                rows,
            })
            .collect();
        let range: Window = state.window();
        let view = View { width: frame.width, range, narrow: frame.width < View::NARROW, band: frame.band };
        let scene = layout::scene(&series, &view, &self.scene);
        let few = layers::few(scene.rows.len());
        // Both come from top to bottom: what was there before is found by going along.
        let mut before = self.rows.as_slice();
        let mut drawn = Vec::with_capacity(scene.rows.len());
        for row in &scene.rows {
            let same = |known: &Rc<DrawnRow>| known.row.key == row.key && known.row.section == row.section;
            let known = before.iter().position(same).and_then(|at| before.get(at..)?.split_first());
            before = known.map_or(before, |(_, after)| after);
            drawn.push(Self::row(row, known.map(|(known, _)| known), few, state));
        }
        let over = over(&scene, state);
        Self { number: self.number + 1, scene, rows: drawn, over }
    }

    /// A row, with what of it was drawn before and still looks like that.
    fn row(row: &Row, known: Option<&Rc<DrawnRow>>, few: usize, state: &State) -> Rc<DrawnRow> {
        let each = (row.items.bars.len() <= few, row.items.ghosts.len() <= few);
        if let Some(known) = known.filter(|known| known.each == each && known.row.looks_like(row)) {
            return Rc::clone(known);
        }
        // Sentences speak of the rows of one program, by worker.
        let speaks = !state.is_race() && state.inspection.grouping == Grouping::ByWorker;
        let track = state.tracks.get(row.section).or(state.tracks.first());
        let sentences: &[Watch] = track.map_or(&[], |track| &track.exhibit.watch);
        let trace = track.map(|track| track.grouped().trace());
        let predicted = track.map(|track| track.exhibit.grouped(state.inspection.grouping).trace());
        let span = |bar: &Bar| trace.and_then(|trace| trace.spans.get(bar.span.0 as usize));
        let class = |bar: &Bar, trace: Option<&Trace>| match trace.filter(|_| speaks) {
            Some(trace) => class_of(bar, row, trace, sentences),
            None => "",
        };
        // At the same place, under the same name.
        let placed = known.filter(|known| known.row.stands_like(row));
        let same =
            |known: &&Rc<DrawnRow>| known.each.1 == each.1 && Rc::ptr_eq(&known.row.items.ghosts, &row.items.ghosts);
        let ghosts = match placed.filter(same) {
            Some(known) => Rc::clone(&known.ghosts),
            None => layers::ghosts(row, each.1, |bar| class(bar, predicted)).done(),
        };
        let times = |bar: &Bar| span(bar).map(|span| (span.start, span.end)).unwrap_or_default();
        let alike = placed.filter(|known| known.each.0 == each.0 && known.row.goes_on(row));
        let piece = |number: usize, from: usize, bars: &[Bar]| {
            // A bar that has not ended may have ended now, at the same place.
            let same = |known: &&Rc<DrawnRow>| {
                known.row.items.bars.get(from..from + bars.len()) == Some(bars) && bars.iter().all(|bar| !bar.open)
            };
            alike.filter(same).and_then(|known| known.bars.get(number).cloned())
        };
        let bars = layers::bars(row, each.0, times, |bar| class(bar, trace), piece);
        let (dots, name) = (layers::dots(row).done(), layers::name(row).done());
        Rc::new(DrawnRow { row: row.clone(), each, ghosts, bars, dots, name })
    }
}

/// Which sentences speak of a bar.
fn class_of(bar: &Bar, row: &Row, trace: &Trace, sentences: &[Watch]) -> &'static str {
    let label = trace.spans.get(bar.span.0 as usize).and_then(|span| span.label);
    watch::classes(sentences, &row.title, label.map_or("", |label| trace.text(label)), bar.state)
}

/// What a reader has chosen, over the bars.
fn over(scene: &Scene, state: &State) -> Over {
    let look = &state.inspection;
    let mut over = Over::default();
    if let Some(chosen) = look.chosen
        && let Some(recording) = state.recording_of(chosen)
    {
        let trace = recording.trace();
        over.chosen = overlay::outlines(scene, chosen.track, chosen.predicted, |bar| bar.span == chosen.span);
        let links = state.details().map_or(&[][..], |told| &told.links);
        let links: Vec<Link> = links.iter().filter_map(|&at| trace.links.get(at as usize).copied()).collect();
        over.arrows = overlay::arrows(scene, chosen.track, chosen.predicted, &links);
    }
    if let Some(line) = look.line
        && let Some(track) = state.focused()
    {
        let predicted = !track.began();
        let recording = if predicted { track.exhibit.grouped(look.grouping) } else { track.grouped() };
        over.of_line = overlay::bars_of_line(scene, look.focus, predicted, recording.trace(), line);
    }
    over
}
