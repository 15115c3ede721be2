//! A scene as a standalone SVG file: posters, `tasklanes draw`, exports.
//!
//! Colours are classes with plain values, not CSS variables, which many programs that read SVG files do not
//! know.

use alloc::string::String;
use alloc::vec::Vec;

use super::markup::{attribute, escaped, number};
use super::measure::{self, NAME};
use super::scene::{Bar, Dot, Flag, LABEL_INSET, RADIUS, Row, Scene};
use super::states::{DARK, LEGEND, LIGHT, Look, Pattern, look};
use crate::trace::{MarkKind, SpanId, State};

/// How a scene is to be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style<'a> {
    /// What it shows, in a few words, for those who cannot see it; browsers show it as a tooltip.
    pub title: &'a str,
    /// The same at more length; left out if empty.
    pub description: &'a str,
    /// A sentence to be written under the chart, and under that what the textures mean; nothing if empty.
    pub caption: &'a str,
    /// Which colours.
    pub palette: Palette,
    /// What the names of the patterns begin with: two drawings in one page must not share it. Letters and
    /// digits; others are dropped.
    pub ids: &'a str,
}

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// As the reader's system has it (`prefers-color-scheme`), or as the picture's address asks: `poster.svg#dark`.
    #[default]
    Auto,
    /// Light paper.
    Light,
    /// Dark paper.
    Dark,
}

/// The height of the end's flag, in CSS pixels.
const FLAG: f64 = 20.0;

/// The heights of the caption's two parts, in CSS pixels, of a line of its text, and how large that is.
const SENTENCE: f64 = 60.0;
const KEY: f64 = 37.0;
const LINE: f64 = 19.0;
const TEXT: f64 = 13.0;

/// The room beside what is under the chart, in CSS pixels.
const MARGIN: f64 = 16.0;
/// No drawing is wider, in CSS pixels.
const WIDEST: f64 = 32_000.0;

/// Draws a scene.
#[must_use]
pub fn svg(scene: &Scene, style: &Style<'_>) -> String {
    let mut pen = Pen::new(style);
    let height = scene.height + if style.caption.is_empty() { 0.0 } else { SENTENCE + KEY };
    pen.out.push_str(" viewBox=\"0 0 ");
    number(&mut pen.out, scene.width);
    pen.out.push(' ');
    number(&mut pen.out, height);
    pen.out.push('"');
    attribute(&mut pen.out, "width", scene.width);
    attribute(&mut pen.out, "height", height);
    pen.open(style, "");
    pen.scene(scene, style.caption);
    pen.close(style)
}

/// As high a fluid drawing has to be made to show the narrow scene, in CSS pixels; less, and it shows the wide one.
const FLUID_NARROW: f64 = 2000.0;

/// Draws a chart that is as wide as its place: texts and heights stay as they are, the time axis gets longer or shorter, and a label
/// that does not fit into its bar any more is hidden. It is for browsers, in places that show only as much of its height as is wanted:
/// the size is all that a picture can be told by a page, so its height says which of two scenes it shows.
#[must_use]
pub fn fluid(wide: &Scene, narrow: &Scene, style: &Style<'_>) -> String {
    let mut pen = Pen::new(style);
    pen.out.push_str(" width=\"100%\" height=\"100%\"");
    let mut rules = String::from(STRETCHED);
    for (class, scene) in [("wide", wide), ("narrow", narrow)] {
        for part in [".", class, "{--g:"] {
            rules.push_str(part);
        }
        number(&mut rules, scene.plot.0);
        rules.push_str("px;--u:calc((100vw - ");
        number(&mut rules, scene.width - scene.plot.1 + scene.plot.0);
        rules.push_str("px)/1e4)}");
    }
    rules.push_str(".narrow{display:none}@media (min-height:");
    number(&mut rules, FLUID_NARROW);
    rules.push_str("px){.wide{display:none}.narrow{display:inline}}");
    pen.open(style, &rules);
    for (class, scene) in [("wide", wide), ("narrow", narrow)] {
        pen.put(&["<g class=\"", class, "\">"]);
        pen.fluid = Some(scene.plot);
        pen.scene(scene, style.caption);
        pen.out.push_str("</g>");
    }
    pen.close(style)
}

#[derive(Debug)]
struct Pen {
    out: String,
    ids: String,
    /// The plot as it is laid out, where it is to be stretched.
    fluid: Option<(f64, f64)>,
}

impl Pen {
    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn new(style: &Style<'_>) -> Self {
        let mut ids: String = style.ids.chars().filter(char::is_ascii_alphanumeric).collect();
        ids.insert_str(0, "tl");
        let out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tasklanes\" role=\"img\"");
        Self { out, ids, fluid: None }
    }

    /// All of the drawing's tag but its size, and what comes before the chart.
    fn open(&mut self, style: &Style<'_>, rules: &str) {
        self.out.push_str("><title>");
        escaped(&mut self.out, style.title);
        self.out.push_str("</title>");
        if !style.description.is_empty() {
            self.out.push_str("<desc>");
            escaped(&mut self.out, style.description);
            self.out.push_str("</desc>");
        }
        self.out.push_str("<style>");
        match style.palette {
            Palette::Light => self.colours("", false),
            Palette::Dark => self.colours("", true),
            Palette::Auto => {
                self.colours("", false);
                self.out.push_str("@media (prefers-color-scheme:dark){");
                self.colours("", true);
                self.out.push('}');
                self.colours("#light:target ", false);
                self.colours("#dark:target ", true);
            }
        }
        self.out.push_str(RULES);
        self.out.push_str(rules);
        self.out.push_str("</style>");
        if style.palette == Palette::Auto {
            self.out.push_str("<g id=\"light\"><g id=\"dark\">");
        }
        self.out.push_str("<defs>");
        for state in LEGEND {
            self.pattern(&look(state));
        }
        self.out.push_str("</defs><rect class=\"card\" width=\"100%\" height=\"100%\"/>");
    }

    fn scene(&mut self, scene: &Scene, caption: &str) {
        self.axis(scene);
        for row in &scene.rows {
            self.life(row);
        }
        self.out.push_str("<g class=\"ghosts\">");
        for (row, bar) in scene.rows.iter().flat_map(|row| row.items.ghosts.iter().map(move |bar| (row, bar))) {
            self.ghost(row, bar);
        }
        self.out.push_str("</g>");
        for (row, bar) in scene.rows.iter().flat_map(|row| row.items.bars.iter().map(move |bar| (row, bar))) {
            self.bar(row, bar);
        }
        for row in &scene.rows {
            row.items.bars.iter().for_each(|bar| self.label(row, bar, false));
            row.items.ghosts.iter().for_each(|bar| self.label(row, bar, true));
        }
        if let Some(end) = scene.end() {
            self.end(end, scene);
        }
        for row in &scene.rows {
            row.items.dots.iter().for_each(|dot| self.dot(row, dot));
            self.name(row);
        }
        if let Some(end) = scene.end() {
            self.flag(end, scene);
        }
        if !caption.is_empty() {
            self.caption(scene, caption);
        }
    }

    fn close(mut self, style: &Style<'_>) -> String {
        self.out.push_str(if style.palette == Palette::Auto { "</g></g></svg>\n" } else { "</svg>\n" });
        self.out
    }

    /// The rules that give every class its colours, below an element that this selects.
    fn colours(&mut self, below: &str, dark: bool) {
        let paper = if dark { DARK } else { LIGHT };
        for (classes, property, value) in [
            (".card", "fill", paper.card),
            ("text,.print", "fill", paper.ink_2),
            ("p", "color", paper.ink_2),
            (".name,.label", "fill", paper.ink),
            (".detail,.tick", "fill", paper.ink_3),
            (".label,.dot", "stroke", paper.card),
            (".label.on", "fill", paper.card),
            (".label.ahead", "fill", paper.ink_3),
            (".grid", "stroke", paper.line_2),
            (".life", "stroke", paper.line),
            (".flag", "fill", paper.accent),
            (".total", "fill", paper.accent_ink),
        ] {
            let classes = classes.split(',').map(|class| [".tasklanes ", below, class].concat()).collect::<Vec<_>>();
            self.put(&[&classes.join(","), "{", property, ":", value, "}"]);
        }
        for state in LEGEND {
            let look = look(state);
            let colours = look.colours(dark);
            let name = look.name;
            let class = [".tasklanes ", below, ".", name].concat();
            self.put(&[&class, "{stroke:", colours.stroke, "}"]);
            self.put(&[&class, "-ink{fill:", colours.stroke, ";stroke:", colours.stroke, "}"]);
            self.put(&[&class, "-bg{fill:", colours.ground, "}"]);
        }
    }

    fn pattern(&mut self, look: &Look) {
        // Width and height of the tile, and what is drawn on the ground.
        let (width, height, turn, marks) = match look.pattern {
            Pattern::Solid | Pattern::Outline | Pattern::Line => return,
            Pattern::Hatch => ("7", "7", "45", "<path d=\"M1.2 0V7\" stroke-width=\"2.4\" opacity=\".6\"/>"),
            Pattern::Dots => {
                ("7", "7", "0", "<circle cx=\"3.5\" cy=\"3.5\" r=\"1.2\" stroke=\"none\" opacity=\".85\"/>")
            }
            Pattern::Rows => ("6", "5", "0", "<path d=\"M0 2.5H6\" stroke-width=\"1\" opacity=\".6\"/>"),
            Pattern::Columns => ("5", "6", "0", "<path d=\"M2.5 0V6\" stroke-width=\"1.4\" opacity=\".8\"/>"),
            Pattern::Cross => ("6", "6", "45", "<path d=\"M3 0V6M0 3H6\" stroke-width=\"1\" opacity=\".7\"/>"),
        };
        let ids = self.ids.clone();
        self.put(&["<pattern id=\"", &ids, "-", look.name, "\" width=\"", width, "\" height=\"", height]);
        self.put(&["\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(", turn, ")\">"]);
        self.put(&["<rect class=\"", look.name, "-bg\" width=\"", width, "\" height=\"", height, "\"/>"]);
        self.put(&["<g class=\"", look.name, "-ink\">", marks, "</g></pattern>"]);
    }

    /// Within an element's tag: where it stands in time and, of what can be stretched, how wide it is there. Gives the
    /// x that its own coordinates count from.
    fn place(&mut self, x: f64, width: Option<f64>) -> f64 {
        let Some((left, right)) = self.fluid else { return x };
        let part = |pixels: f64| 1e4 * pixels / (right - left);
        self.out.push_str(" style=\"--x:");
        number(&mut self.out, part(x - left));
        if let Some(width) = width {
            self.out.push_str(";--n:");
            number(&mut self.out, part(width));
        }
        self.out.push('"');
        0.0
    }

    /// Within a rectangle's tag: from where to where it goes. Its outline falls on whole pixels.
    fn stretch(&mut self, x: f64, width: f64) {
        let left = crisp(self.place(x, Some(width)));
        attribute(&mut self.out, "x", left);
        if self.fluid.is_none() {
            attribute(&mut self.out, "width", (crisp(x + width) - 1.0 - left).max(1.0));
        }
    }

    fn axis(&mut self, scene: &Scene) {
        for tick in &scene.ticks {
            self.out.push_str("<path class=\"grid\"");
            let x = crisp(self.place(tick.x, None));
            self.out.push_str(" d=\"M");
            number(&mut self.out, x);
            self.out.push(' ');
            number(&mut self.out, scene.top);
            self.out.push('V');
            number(&mut self.out, scene.height - 8.0);
            self.out.push_str("\"/>");
        }
        for tick in &scene.ticks {
            // The flag would lie on it.
            let near = |flag: &Flag| {
                (flag.x - tick.x).abs() < f64::midpoint(measure::mono(&flag.text), measure::mono(&tick.text)) + 12.0
            };
            if scene.end().is_some_and(near) {
                continue;
            }
            self.put(&["<text class=\"tick\" text-anchor=\"", tick.anchor.name(), "\""]);
            let x = self.place(tick.x, None);
            attribute(&mut self.out, "x", x);
            attribute(&mut self.out, "y", scene.top - 8.0);
            self.out.push('>');
            escaped(&mut self.out, &tick.text);
            self.out.push_str("</text>");
        }
    }

    fn life(&mut self, row: &Row) {
        let life = row.items.life;
        if row.lane.is_none() || life.1 - life.0 < 1.0 {
            return;
        }
        self.line("life", life, row.y + row.height / 2.0);
    }

    fn line(&mut self, class: &str, (left, right): (f64, f64), y: f64) {
        // The outline of a rectangle as high as the outline is wide.
        self.put(&["<rect class=\"", class, "\" fill=\"none\""]);
        self.stretch(left, right - left);
        attribute(&mut self.out, "y", y - 0.5);
        self.out.push_str(" height=\"1\"/>");
    }

    fn bar(&mut self, row: &Row, bar: &Bar) {
        self.bar_at(row.y, bar);
    }

    /// A bar of a row that begins there.
    fn bar_at(&mut self, y: f64, bar: &Bar) {
        let look = look(bar.state);
        let ids = self.ids.clone();
        match look.pattern {
            Pattern::Line => self.line(look.name, (bar.x, bar.x + bar.width), y + bar.y + bar.height / 2.0),
            // Too narrow for a texture: the colour alone.
            _ if bar.width < 4.0 => self.block(y, bar, &[look.name, "-ink"], ""),
            Pattern::Solid => self.block(y, bar, &[look.name, "-ink"], ""),
            Pattern::Outline => self.block(y, bar, &["card ", look.name], " stroke-dasharray=\"3 3\""),
            _ => {
                let mut fill = String::from(" fill=\"url(#");
                for part in [&ids, "-", look.name, ")\""] {
                    fill.push_str(part);
                }
                self.block(y, bar, &[look.name], &fill);
            }
        }
    }

    fn ghost(&mut self, row: &Row, bar: &Bar) {
        let look = look(bar.state);
        match look.pattern {
            Pattern::Line => {}
            _ if bar.width < 4.0 => self.block(row.y, bar, &[look.name, "-ink"], ""),
            _ => self.block(row.y, bar, &[look.name], " fill=\"none\" stroke-dasharray=\"4 4\""),
        }
    }

    fn block(&mut self, y: f64, bar: &Bar, class: &[&str], rest: &str) {
        self.out.push_str("<rect class=\"");
        self.put(class);
        self.out.push('"');
        self.stretch(bar.x, bar.width);
        attribute(&mut self.out, "y", crisp(y + bar.y));
        attribute(&mut self.out, "height", bar.height - 1.0);
        attribute(&mut self.out, "rx", RADIUS.min(bar.width / 3.0));
        self.put(&[rest, "/>"]);
    }

    fn label(&mut self, row: &Row, bar: &Bar, ghost: bool) {
        if bar.label.is_empty() {
            return;
        }
        let solid = look(bar.state).pattern == Pattern::Solid;
        let class = match (ghost, solid) {
            (true, _) => "label ahead",
            (false, true) => "label on",
            (false, false) => "label",
        };
        self.put(&["<text class=\"", class, "\""]);
        let left = self.place(bar.x, Some(bar.width));
        attribute(&mut self.out, "x", left + LABEL_INSET);
        attribute(&mut self.out, "y", row.y + bar.y + bar.height / 2.0 + 4.0);
        self.out.push('>');
        escaped(&mut self.out, &bar.label);
        self.out.push_str("</text>");
    }

    fn dot(&mut self, row: &Row, dot: &Dot) {
        let (class, radius) = match dot.kind {
            MarkKind::Print | MarkKind::Worker | MarkKind::Submit | MarkKind::Begin | MarkKind::Cancel => return,
            MarkKind::Done => ("dot run-ink", 4.0),
            MarkKind::Set => ("dot await-ink", 4.0),
            MarkKind::Error => ("dot gil-ink", 5.0),
        };
        self.put(&["<circle class=\"", class, "\""]);
        let middle = self.place(dot.x, None);
        attribute(&mut self.out, "cx", middle);
        attribute(&mut self.out, "cy", row.y + dot.y);
        attribute(&mut self.out, "r", radius);
        self.out.push_str("/>");
        if dot.kind == MarkKind::Error {
            // A cross: an error is not told by colour alone.
            self.out.push_str("<path class=\"cross\"");
            self.place(dot.x, None);
            self.out.push_str(" d=\"M");
            for (move_to, x, y) in [("", -2.0, -2.0), ("L", 2.0, 2.0), ("M", 2.0, -2.0), ("L", -2.0, 2.0)] {
                self.out.push_str(move_to);
                number(&mut self.out, middle + x);
                self.out.push(' ');
                number(&mut self.out, row.y + dot.y + y);
            }
            self.out.push_str("\"/>");
        }
    }

    fn name(&mut self, row: &Row) {
        self.put(&["<text", if row.strong { " class=\"name strong\"" } else { " class=\"name\"" }]);
        if row.lane.is_none() {
            self.out.push_str(" opacity=\".6\"");
        }
        attribute(&mut self.out, "x", row.name_at.0);
        attribute(&mut self.out, "y", row.name_at.1);
        self.out.push('>');
        if row.title != row.name {
            self.out.push_str("<title>");
            escaped(&mut self.out, &row.title);
            self.out.push_str("</title>");
        }
        escaped(&mut self.out, &row.name);
        if !row.detail.is_empty() {
            self.out.push_str("<tspan class=\"detail\"");
            if let Some((x, y)) = row.detail_at {
                attribute(&mut self.out, "x", x);
                attribute(&mut self.out, "y", y);
            } else {
                self.out.push_str(" dx=\"7\"");
            }
            self.out.push('>');
            escaped(&mut self.out, &row.detail);
            self.out.push_str("</tspan>");
        }
        self.out.push_str("</text>");
    }

    /// The sentence under the chart, and the states that occur in it.
    fn caption(&mut self, scene: &Scene, sentence: &str) {
        for edge in [scene.height, scene.height + SENTENCE] {
            self.out.push_str("<path class=\"grid\" d=\"M0 ");
            number(&mut self.out, crisp(edge));
            self.out.push('H');
            number(&mut self.out, if self.fluid.is_some() { WIDEST } else { scene.width });
            self.out.push_str("\"/>");
        }
        // From here on everything is where it is.
        if self.fluid.take().is_some() {
            self.out.push_str("<foreignObject width=\"100%\"");
            attribute(&mut self.out, "y", scene.height);
            attribute(&mut self.out, "height", SENTENCE);
            self.out.push_str("><p xmlns=\"http://www.w3.org/1999/xhtml\">");
            escaped(&mut self.out, sentence);
            self.out.push_str("</p></foreignObject>");
        } else {
            let lines = wrapped(sentence, scene.width - 2.0 * MARGIN);
            let more = [0.0, LINE / 2.0, LINE].get(lines.len() - 1).copied().unwrap_or_default();
            let mut y = scene.height + SENTENCE / 2.0 + 4.5 - more;
            for line in lines {
                self.text("caption", (MARGIN, y), &line);
                y += LINE;
            }
        }
        let (mut x, middle) = (MARGIN, scene.height + SENTENCE + KEY / 2.0);
        let occurs = |state| scene.rows.iter().any(|row| row.items.bars.iter().any(|bar| bar.state == state));
        let states: Vec<State> = LEGEND.into_iter().filter(|&state| occurs(state)).collect();
        let length = |words: &str| 30.0 + measure::sans(words, NAME) + MARGIN;
        let all: f64 = states.iter().map(|&state| length(look(state).words)).sum();
        for state in states {
            // Where there is little room: `sleeping`, not `sleeping, thread blocked`.
            let words = look(state).words;
            let words = if all > scene.width { words.split(',').next().unwrap_or(words) } else { words };
            if x + length(words) - MARGIN > scene.width {
                break;
            }
            let swatch = Bar {
                span: SpanId(0),
                spans: 1,
                state,
                x,
                width: 22.0,
                y: 0.0,
                height: 12.0,
                label: String::new(),
                open: false,
            };
            self.bar_at(middle - 6.0, &swatch);
            self.text("key", (x + 30.0, middle + 4.5), words);
            x += length(words);
        }
    }

    fn text(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        self.put(&["<text class=\"", class, "\""]);
        attribute(&mut self.out, "x", x);
        attribute(&mut self.out, "y", y);
        self.out.push('>');
        escaped(&mut self.out, text);
        self.out.push_str("</text>");
    }

    /// The line at the end.
    fn end(&mut self, end: &Flag, scene: &Scene) {
        self.out.push_str("<rect class=\"flag\"");
        let x = self.place(end.x, None);
        attribute(&mut self.out, "x", (x - 1.0).round());
        attribute(&mut self.out, "y", FLAG);
        attribute(&mut self.out, "width", 2.0);
        attribute(&mut self.out, "height", scene.height - FLAG - 8.0);
        self.out.push_str("/>");
    }

    /// The flag on it.
    fn flag(&mut self, end: &Flag, scene: &Scene) {
        let width = measure::mono(&end.text) + 10.0;
        let beside = (-width / 2.0).min(scene.width - width - 2.0 - end.x).max(2.0 - end.x);
        self.out.push_str("<rect class=\"flag\"");
        let left = (self.place(end.x, None) + beside).round();
        attribute(&mut self.out, "x", left);
        attribute(&mut self.out, "y", scene.top - FLAG - 2.0);
        attribute(&mut self.out, "width", width);
        attribute(&mut self.out, "height", FLAG);
        self.out.push_str(" rx=\"5\"/><text class=\"total\" text-anchor=\"middle\"");
        self.place(end.x, None);
        attribute(&mut self.out, "x", left + width / 2.0);
        attribute(&mut self.out, "y", scene.top - 8.0);
        self.out.push('>');
        escaped(&mut self.out, &end.text);
        self.out.push_str("</text>");
    }
}

/// Words in lines of so many CSS pixels, three lines at the most.
fn wrapped(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = alloc::vec![String::new()];
    for word in text.split(' ') {
        let count = lines.len();
        let Some(line) = lines.last_mut() else { break };
        let longer = if line.is_empty() { String::from(word) } else { [line, " ", word].concat() };
        if line.is_empty() || count > 2 || measure::sans(&longer, TEXT) <= room {
            *line = longer;
        } else {
            lines.push(String::from(word));
        }
    }
    lines.into_iter().map(|line| measure::shorten_sans(&line, TEXT, room, 1)).collect()
}

/// The middle of the pixel that a place falls into: a line of one pixel there is sharp.
fn crisp(place: f64) -> f64 {
    place.round() + 0.5
}

/// What does not depend on the palette.
const RULES: &str = "\
.tasklanes text{font:12.5px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}\
.tasklanes .strong{font-weight:600}\
.tasklanes .caption{font-size:13px}\
.tasklanes .detail{font-size:11.5px;font-weight:400;unicode-bidi:isolate}\
.tasklanes .tick,.tasklanes .label,.tasklanes .total{font:11.5px ui-monospace,'SF Mono','Cascadia Code','DejaVu Sans Mono',Menlo,monospace}\
.tasklanes .label,.tasklanes .total{font-weight:600}\
.tasklanes .label{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}\
.tasklanes .label.on{stroke:none}\
.tasklanes .dot{stroke-width:1.5px}\
.tasklanes .cross{fill:none;stroke:#fff;stroke-width:1.5px}\
.tasklanes .ghosts{opacity:.7}";

/// What puts everything where its time is, on whole pixels where the browser can: `--g` is where the time axis begins, `--u` a
/// ten-thousandth of it, `--x` and `--n` are how many of those. Of a label that does not fit all is cut off: many times as much as
/// it is too long.
const STRETCHED: &str = "\
[style]{transform:translateX(calc(var(--g) + var(--u)*var(--x)))}\
rect[style*=n]{width:max(1px,var(--u)*var(--n) - 1px)}\
@supports (width:round(1px,1px)){\
[style]{transform:translateX(calc(var(--g) + round(var(--u)*var(--x),1px)))}\
rect[style*=n]{width:max(1px,round(var(--u)*(var(--x) + var(--n)),1px) - round(var(--u)*var(--x),1px) - 1px)}}\
.label{clip-path:inset(-9px clamp(-9px,(100% + 17px - var(--u)*var(--n))*999,100%) -9px -9px)}\
p{display:flex;align-items:center;height:60px;margin:0 16px;font:13px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}";

#[cfg(test)]
mod tests;
