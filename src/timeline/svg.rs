//! A scene as a standalone SVG file: posters, `tasklanes draw`, exports.
//!
//! Colours are classes with plain values, not CSS variables, which many programs that read SVG files do not
//! know.

use alloc::string::String;

use super::markup::{attribute, escaped, number};
use super::measure;
use super::scene::{Bar, Dot, Flag, LABEL_INSET, RADIUS, Row, Scene};
use super::states::{DARK, LEGEND, LIGHT, Look, Pattern, look};
use crate::trace::MarkKind;

/// How a scene is to be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style<'a> {
    /// What it shows, in a few words, for those who cannot see it; browsers show it as a tooltip.
    pub title: &'a str,
    /// The same at more length; left out if empty.
    pub description: &'a str,
    /// Which colours.
    pub palette: Palette,
    /// What the names of the patterns begin with: two drawings in one page must not share it. Letters and
    /// digits; others are dropped.
    pub ids: &'a str,
}

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// As the reader's system has it (`prefers-color-scheme`).
    #[default]
    Auto,
    /// Light paper.
    Light,
    /// Dark paper.
    Dark,
}

/// The height of the end's flag, in CSS pixels.
const FLAG: f64 = 20.0;

/// Draws a scene.
#[must_use]
pub fn svg(scene: &Scene, style: &Style<'_>) -> String {
    let mut ids: String = style.ids.chars().filter(char::is_ascii_alphanumeric).collect();
    ids.insert_str(0, "tl");
    let mut pen = Pen { out: String::new(), ids };
    pen.open(scene, style);
    pen.axis(scene);
    for row in &scene.rows {
        pen.life(row);
    }
    pen.out.push_str("<g class=\"ghosts\">");
    for (row, bar) in scene.rows.iter().flat_map(|row| row.items.ghosts.iter().map(move |bar| (row, bar))) {
        pen.ghost(row, bar);
    }
    pen.out.push_str("</g>");
    for (row, bar) in scene.rows.iter().flat_map(|row| row.items.bars.iter().map(move |bar| (row, bar))) {
        pen.bar(row, bar);
    }
    for row in &scene.rows {
        row.items.bars.iter().for_each(|bar| pen.label(row, bar, false));
        row.items.ghosts.iter().for_each(|bar| pen.label(row, bar, true));
    }
    if let Some(end) = scene.end() {
        pen.end(end, scene);
    }
    for row in &scene.rows {
        row.items.dots.iter().for_each(|dot| pen.dot(row, dot));
        pen.name(row);
    }
    if let Some(end) = scene.end() {
        pen.flag(end, scene);
    }
    pen.out.push_str("</svg>\n");
    pen.out
}

#[derive(Debug)]
struct Pen {
    out: String,
    ids: String,
}

impl Pen {
    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn open(&mut self, scene: &Scene, style: &Style<'_>) {
        self.put(&["<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tasklanes\" role=\"img\" viewBox=\"0 0 "]);
        number(&mut self.out, scene.width);
        self.out.push(' ');
        number(&mut self.out, scene.height);
        self.out.push('"');
        attribute(&mut self.out, "width", scene.width);
        attribute(&mut self.out, "height", scene.height);
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
            Palette::Light => self.colours(false),
            Palette::Dark => self.colours(true),
            Palette::Auto => {
                self.colours(false);
                self.out.push_str("@media (prefers-color-scheme:dark){");
                self.colours(true);
                self.out.push('}');
            }
        }
        self.out.push_str(RULES);
        self.out.push_str("</style><defs>");
        for state in LEGEND {
            self.pattern(&look(state));
        }
        self.out.push_str("</defs><rect class=\"card\" width=\"100%\" height=\"100%\"/>");
    }

    /// The rules that give every class its colours.
    fn colours(&mut self, dark: bool) {
        let paper = if dark { DARK } else { LIGHT };
        for (classes, property, value) in [
            (".card", "fill", paper.card),
            ("text,.print", "fill", paper.ink_2),
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
            self.put(&[".tasklanes ", &classes.replace(',', ",.tasklanes "), "{", property, ":", value, "}"]);
        }
        for state in LEGEND {
            let look = look(state);
            let colours = look.colours(dark);
            let name = look.name;
            self.put(&[".tasklanes .", name, "{stroke:", colours.stroke, "}"]);
            self.put(&[".tasklanes .", name, "-ink{fill:", colours.stroke, ";stroke:", colours.stroke, "}"]);
            self.put(&[".tasklanes .", name, "-bg{fill:", colours.ground, "}"]);
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

    fn axis(&mut self, scene: &Scene) {
        self.out.push_str("<path class=\"grid\" d=\"");
        for tick in &scene.ticks {
            self.out.push('M');
            number(&mut self.out, crisp(tick.x));
            self.out.push(' ');
            number(&mut self.out, scene.top);
            self.out.push('V');
            number(&mut self.out, scene.height - 8.0);
        }
        self.out.push_str("\"/>");
        for tick in &scene.ticks {
            // The flag would lie on it.
            let near = |flag: &Flag| {
                (flag.x - tick.x).abs() < f64::midpoint(measure::mono(&flag.text), measure::mono(&tick.text)) + 12.0
            };
            if scene.end().is_some_and(near) {
                continue;
            }
            self.put(&["<text class=\"tick\" text-anchor=\"", tick.anchor.name(), "\""]);
            attribute(&mut self.out, "x", tick.x);
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
        self.put(&["<path class=\"", class, "\" stroke-width=\"2\" d=\"M"]);
        number(&mut self.out, left);
        self.out.push(' ');
        number(&mut self.out, y);
        self.out.push('H');
        number(&mut self.out, right);
        self.out.push_str("\"/>");
    }

    fn bar(&mut self, row: &Row, bar: &Bar) {
        let look = look(bar.state);
        let ids = self.ids.clone();
        match look.pattern {
            Pattern::Line => self.line(look.name, (bar.x, bar.x + bar.width), row.y + bar.y + bar.height / 2.0),
            // Too narrow for a texture: the colour alone.
            _ if bar.width < 4.0 => self.block(row, bar, &[look.name, "-ink"], ""),
            Pattern::Solid => self.block(row, bar, &[look.name, "-ink"], ""),
            Pattern::Outline => self.block(row, bar, &["card ", look.name], " stroke-dasharray=\"3 3\""),
            _ => {
                let mut fill = String::from(" fill=\"url(#");
                for part in [&ids, "-", look.name, ")\""] {
                    fill.push_str(part);
                }
                self.block(row, bar, &[look.name], &fill);
            }
        }
    }

    fn ghost(&mut self, row: &Row, bar: &Bar) {
        let look = look(bar.state);
        match look.pattern {
            Pattern::Line => {}
            _ if bar.width < 4.0 => self.block(row, bar, &[look.name, "-ink"], ""),
            _ => self.block(row, bar, &[look.name], " fill=\"none\" stroke-dasharray=\"4 4\""),
        }
    }

    /// A rectangle whose outline falls on whole pixels.
    fn block(&mut self, row: &Row, bar: &Bar, class: &[&str], rest: &str) {
        let (left, right) = (crisp(bar.x), crisp(bar.x + bar.width) - 1.0);
        let width = (right - left).max(1.0);
        self.out.push_str("<rect class=\"");
        self.put(class);
        self.out.push('"');
        attribute(&mut self.out, "x", left);
        attribute(&mut self.out, "y", crisp(row.y + bar.y));
        attribute(&mut self.out, "width", width);
        attribute(&mut self.out, "height", bar.height - 1.0);
        attribute(&mut self.out, "rx", RADIUS.min(width / 3.0));
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
        attribute(&mut self.out, "x", bar.x + LABEL_INSET);
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
        attribute(&mut self.out, "cx", dot.x);
        attribute(&mut self.out, "cy", row.y + dot.y);
        attribute(&mut self.out, "r", radius);
        self.out.push_str("/>");
        if dot.kind == MarkKind::Error {
            // A cross: an error is not told by colour alone.
            self.out.push_str("<path class=\"cross\" d=\"M");
            for (move_to, x, y) in [("", -2.0, -2.0), ("L", 2.0, 2.0), ("M", 2.0, -2.0), ("L", -2.0, 2.0)] {
                self.out.push_str(move_to);
                number(&mut self.out, dot.x + x);
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

    /// The line at the end.
    fn end(&mut self, end: &Flag, scene: &Scene) {
        self.out.push_str("<rect class=\"flag\"");
        attribute(&mut self.out, "x", (end.x - 1.0).round());
        attribute(&mut self.out, "y", FLAG);
        attribute(&mut self.out, "width", 2.0);
        attribute(&mut self.out, "height", scene.height - FLAG - 8.0);
        self.out.push_str("/>");
    }

    /// The flag on it.
    fn flag(&mut self, end: &Flag, scene: &Scene) {
        let width = measure::mono(&end.text) + 10.0;
        let left = (end.x - width / 2.0).min(scene.width - width - 2.0).max(2.0);
        self.out.push_str("<rect class=\"flag\"");
        attribute(&mut self.out, "x", left.round());
        attribute(&mut self.out, "y", scene.top - FLAG - 2.0);
        attribute(&mut self.out, "width", width);
        attribute(&mut self.out, "height", FLAG);
        self.out.push_str(" rx=\"5\"/><text class=\"total\" text-anchor=\"middle\"");
        attribute(&mut self.out, "x", left.round() + width / 2.0);
        attribute(&mut self.out, "y", scene.top - 8.0);
        self.out.push('>');
        escaped(&mut self.out, &end.text);
        self.out.push_str("</text>");
    }
}

/// The middle of the pixel that a place falls into: a line of one pixel there is sharp.
fn crisp(place: f64) -> f64 {
    place.round() + 0.5
}

/// What does not depend on the palette.
const RULES: &str = "\
.tasklanes text{font:12.5px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}\
.tasklanes .strong{font-weight:600}\
.tasklanes .detail{font-size:11.5px;font-weight:400;unicode-bidi:isolate}\
.tasklanes .tick,.tasklanes .label,.tasklanes .total{font:11.5px ui-monospace,'SF Mono','Cascadia Code','DejaVu Sans Mono',Menlo,monospace}\
.tasklanes .label,.tasklanes .total{font-weight:600}\
.tasklanes .label{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}\
.tasklanes .label.on{stroke:none}\
.tasklanes .dot{stroke-width:1.5px}\
.tasklanes .cross{fill:none;stroke:#fff;stroke-width:1.5px}\
.tasklanes .ghosts{opacity:.7}";

#[cfg(test)]
mod tests {
    use super::{Palette, Style, svg};
    use crate::timeline::fixtures;
    use crate::timeline::layout::layout;
    use crate::timeline::scene::View;
    use crate::trace::Trace;

    fn draw(trace: &Trace, style: &Style<'_>) -> String {
        svg(&layout(trace, &View::whole(trace, 960.0)), style)
    }

    #[test]
    fn names_are_escaped() {
        let drawn = draw(&fixtures::zoo(), &Style { title: "a < b & \"c\"", ..Style::default() });
        assert!(drawn.contains("<title>a &lt; b &amp; &quot;c&quot;</title>"));
        assert!(drawn.contains("&lt;Process &quot;1&quot;&gt; &amp; &#39;co&#39;"));
        assert!(drawn.contains("שלום עולם") && drawn.contains("worker 🙂 名前"));
    }

    #[test]
    fn a_name_that_is_shortened_can_be_read_in_full() {
        assert!(draw(&fixtures::zoo(), &Style::default()).contains(&"long name ".repeat(50)));
    }

    #[test]
    fn colours_follow_the_reader_unless_they_are_fixed() {
        let colours = |palette| draw(&fixtures::sync_loop(), &Style { palette, ..Style::default() });
        let (auto, light, dark) = (colours(Palette::Auto), colours(Palette::Light), colours(Palette::Dark));
        assert!(auto.contains("prefers-color-scheme:dark") && auto.contains("#ffffff") && auto.contains("#191d25"));
        assert!(!light.contains("@media") && light.contains("#ffffff") && !light.contains("#191d25"));
        assert!(!dark.contains("@media") && dark.contains("#191d25"));
    }

    #[test]
    fn two_drawings_in_a_page_can_keep_their_patterns_apart() {
        let drawn = draw(&fixtures::sync_loop(), &Style { ids: "a\"b/1", ..Style::default() });
        assert!(drawn.contains("id=\"tlab1-sleep\"") && drawn.contains("url(#tlab1-sleep)"));
    }

    #[test]
    fn the_total_is_written_over_the_end_and_over_no_number() {
        let drawn = draw(&fixtures::sync_loop(), &Style::default());
        assert!(drawn.contains(">10.000 s</text>") && !drawn.contains(">10</text>"));
        assert!(drawn.contains(">8</text>"));
    }
}
