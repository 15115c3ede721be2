//! The rows, in layers: each row of a layer is drawn again only when it has changed.

use std::fmt::Write as _;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::drawing::DrawnRow;
use crate::app::motion::px;
use crate::time::Micros;
use crate::timeline::scene::{Bar, Dot, LABEL_INSET, RADIUS, Row};
use crate::timeline::states::{LEGEND, Look, Pattern, look};
use crate::trace::{MarkKind, State};

/// Up to so many bars, each is an element, however narrow.
const FEW: usize = 64;
/// Of more than that, those at least so wide, in CSS pixels. The others of a state are one element together.
const OWN: f64 = 6.0;

/// Which part of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    Ghosts,
    Bars,
    Name,
}

#[derive(Clone, Properties)]
struct Props {
    row: Rc<DrawnRow>,
    layer: Layer,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.row, &other.row) && self.layer == other.layer
    }
}

struct Part;

impl Component for Part {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let drawn = &ctx.props().row;
        match ctx.props().layer {
            Layer::Ghosts => ghosts(drawn),
            Layer::Bars => bars(drawn),
            Layer::Name => name(&drawn.row),
        }
    }
}

/// A layer of some rows.
pub(super) fn layer<'a>(rows: impl Iterator<Item = &'a Rc<DrawnRow>>, layer: Layer) -> Html {
    // The keys keep each row's elements its own while rows come and go.
    let key = |row: &DrawnRow| row.row.key.number().wrapping_add(row.row.section as u64);
    rows.map(|row| html! { <Part key={key(row)} row={Rc::clone(row)} {layer}/> }).collect()
}

fn at_row(row: &Row) -> String {
    format!("translate(0 {})", px(row.y))
}

fn ghosts(drawn: &DrawnRow) -> Html {
    let row = &drawn.row;
    let (own, together) = split(&row.items.ghosts);
    html! {
        <g transform={at_row(row)}>
            { for own.map(|(at, bar)| ghost(bar, drawn.classes.1.get(at).copied().unwrap_or_default(), row)) }
            { paths(&together, "ghost") }
        </g>
    }
}

fn bars(drawn: &DrawnRow) -> Html {
    let row = &drawn.row;
    let (own, together) = split(&row.items.bars);
    html! {
        <g transform={at_row(row)}>
            { life(row) }
            { for own.map(|(at, bar)| {
                let times = drawn.times.get(at).copied().unwrap_or_default();
                self::bar(bar, times, drawn.classes.0.get(at).copied().unwrap_or_default(), row)
            }) }
            { paths(&together, "together") }
            { for row.items.dots.iter().filter_map(dot) }
        </g>
    }
}

/// The bars that are elements of their own, with their numbers, and the others.
fn split(bars: &[Bar]) -> (impl Iterator<Item = (usize, &Bar)>, Vec<&Bar>) {
    let own = move |bar: &Bar| bars.len() <= FEW || bar.width >= OWN;
    let together = bars.iter().filter(|bar| !own(bar)).collect();
    (bars.iter().enumerate().filter(move |(_, bar)| own(bar)), together)
}

/// Bars too narrow to have a texture: those of a state are one path.
fn paths(bars: &[&Bar], class: &'static str) -> Html {
    if bars.is_empty() {
        return html! {};
    }
    let states = LEGEND.into_iter().filter_map(|state| {
        let mut path = String::new();
        for bar in bars.iter().filter(|bar| bar.state == state) {
            let (y, height) = extent(bar);
            let (x, y, width, height) = (px(bar.x), px(y), px(bar.width), px(height));
            // Writing to a string does not fail.
            let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
        }
        let look = look(state);
        let classes = classes!("bar", look.name, "solid", (look.pattern == Pattern::Line).then_some("thin"), class);
        (!path.is_empty()).then(|| html! { <path key={look.name} class={classes} d={path}/> })
    });
    states.collect()
}

fn name(row: &Row) -> Html {
    let class = classes!("row", row.strong.then_some("strong"), row.lane.is_none().then_some("predicted"));
    let (x, y) = row.name_at;
    html! {
        <g {class} data-row={row.title.clone()}>
            <text class="name" x={px(x)} y={px(y)}>
                if row.name != row.title {
                    <title>{ &row.title }</title>
                }
                { &row.name }
                if !row.detail.is_empty() {
                    if let Some((x, y)) = row.detail_at {
                        <tspan class="detail" x={px(x)} y={px(y)}>{ &row.detail }</tspan>
                    } else {
                        <tspan class="detail" dx="7">{ &row.detail }</tspan>
                    }
                }
            </text>
        </g>
    }
}

/// The line along which a lane lives: like an open bar, it reaches to the right edge while it does.
fn life(row: &Row) -> Option<Html> {
    row.lane?;
    let y = px(row.height / 2.0);
    let (left, right) = row.items.life;
    (right - left >= 1.0).then(|| {
        html! { <line class="life" x1={px(left)} x2={px(right)} y1={y.clone()} y2={y}/> }
    })
}

/// Top and height: a line is a low bar.
fn extent(bar: &Bar) -> (f64, f64) {
    if look(bar.state).pattern == Pattern::Line {
        (bar.y + bar.height / 2.0 - 1.0, 2.0)
    } else {
        (bar.y, bar.height)
    }
}

fn bar(bar: &Bar, (start, end): (Micros, Option<Micros>), classes: &'static str, row: &Row) -> Html {
    let look = look(bar.state);
    let (y, height) = extent(bar);
    // What is too narrow for a texture has the colour alone.
    let solid = bar.width < 4.0 || matches!(look.pattern, Pattern::Solid);
    let thin = look.pattern == Pattern::Line;
    let class = classes!("bar", look.name, solid.then_some("solid"), thin.then_some("thin"));
    html! {
        <g key={bar.span.0} class={classes}>
            <rect {class} data-bar="" data-row-name={row.title.clone()} data-state={state_name(bar.state)}
                data-start={start.0.to_string()} data-end={end.map(|end| end.0.to_string())}
                x={px(bar.x)} y={px(y)} width={px(bar.width)} height={px(height)} rx={radius(bar)} fill={fill(&look)}/>
            { label(bar) }
        </g>
    }
}

/// What a state is called in the document.
fn state_name(state: State) -> &'static str {
    match state {
        State::Starting => "starting",
        State::Queued => "queued",
        State::Running => "running",
        State::Sleeping => "sleeping",
        State::Awaiting => "awaiting",
        State::Waiting => "waiting",
        State::Gil => "gil",
        State::Idle => "idle",
    }
}

/// What fills a bar: a pattern of `index.html`, where the state has one.
pub(in crate::app) fn fill(look: &Look) -> Option<String> {
    let plain = matches!(look.pattern, Pattern::Solid | Pattern::Outline | Pattern::Line);
    (!plain).then(|| format!("url(#fill-{})", look.name))
}

fn ghost(bar: &Bar, classes: &'static str, row: &Row) -> Html {
    let look = look(bar.state);
    html! {
        <g key={bar.span.0} class={classes!("ghost", look.name, classes)}>
            <rect data-ghost="" data-row-name={row.title.clone()} x={px(bar.x)} y={px(bar.y)} width={px(bar.width)}
                height={px(bar.height)} rx={radius(bar)}/>
            { label(bar) }
        </g>
    }
}

fn label(bar: &Bar) -> Option<Html> {
    let class = classes!("in", (look(bar.state).pattern == Pattern::Solid).then_some("on"));
    (!bar.label.is_empty()).then(|| {
        html! {
            <text {class} x={px(bar.x + LABEL_INSET)} y={px(bar.y + bar.height / 2.0 + 4.0)}>{ &bar.label }</text>
        }
    })
}

fn radius(bar: &Bar) -> String {
    px(RADIUS.min(bar.width / 3.0).min(bar.height / 3.0))
}

/// What was printed has the console.
fn dot(dot: &Dot) -> Option<Html> {
    let class = match dot.kind {
        MarkKind::Print => return None,
        MarkKind::Set => "set",
        MarkKind::Done => "done",
        MarkKind::Error => "error",
    };
    let (x, y) = (px(dot.x), px(dot.y));
    Some(html! {
        <g class={classes!("dot", class)} transform={format!("translate({x} {y})")}>
            <circle r={if class == "error" { "5" } else { "4" }}/>
            if class == "error" {
                // A cross: an error is not told by colour alone.
                <path d="M-2-2 2 2M2-2-2 2"/>
            }
        </g>
    })
}
