//! The live chart: the scene's items, as they are, in layers.
//!
//! Below lie the grid, the rows' names and the prediction's ghosts. Above, the bars stand behind a curtain
//! that uncovers them as time passes: a bar that has not ended reaches to the right edge of the plot, so all of
//! them grow without being touched.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::browser::WidthWatch;
use super::motion::{Flow, Motion, Stage, flag_x, px, shift};
use super::watch;
use crate::catalogue::Watch;
use crate::time::Micros;
use crate::timeline::scene::{Bar, Dot, LABEL_INSET, RADIUS, Row, Scene, Tick};
use crate::timeline::states::{Look, Pattern, look};
use crate::trace::{MarkKind, State, Trace};

/// A scene, with what the page says about its bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drawing {
    /// The items.
    pub(super) scene: Scene,
    /// From when to when each bar's span lasts; the second is `None` while it does.
    times: Vec<(Micros, Option<Micros>)>,
    /// The classes of bars, and those of ghosts: which sentences speak of them.
    classes: (Vec<&'static str>, Vec<&'static str>),
}

impl Drawing {
    /// A scene of this trace, over what was predicted, with sentences that speak of its bars.
    pub(super) fn new(scene: Scene, trace: &Trace, predicted: &Trace, sentences: &[Watch]) -> Self {
        let span = |bar: &Bar| trace.spans.get(bar.span.0 as usize);
        let times = scene.bars.iter().map(|bar| span(bar).map(|span| (span.start, span.end)).unwrap_or_default());
        let classes = |bars: &[Bar], trace: &Trace| {
            bars.iter().map(|bar| classes_of(bar, &scene, trace, sentences)).collect::<Vec<_>>()
        };
        let classes = (classes(&scene.bars, trace), classes(&scene.ghosts, predicted));
        Self { times: times.collect(), classes, scene }
    }
}

/// Which sentences speak of a bar.
fn classes_of(bar: &Bar, scene: &Scene, trace: &Trace, sentences: &[Watch]) -> &'static str {
    let row = scene.rows.get(bar.row).map_or("", |row| row.title.as_str());
    let label = trace.spans.get(bar.span.0 as usize).and_then(|span| span.label);
    watch::classes(sentences, row, label.map_or("", |label| trace.text(label)), bar.state)
}

/// What [`Chart`] shows.
#[derive(Clone, Properties)]
pub(super) struct Props {
    /// The items.
    pub(super) drawing: Rc<Drawing>,
    /// How time passes, while it does.
    pub(super) flow: Option<Flow>,
    /// What the clock shows while time does not pass.
    pub(super) rest: Micros,
    /// The chart in words.
    pub(super) label: AttrValue,
    /// The element whose text is the big clock's number.
    pub(super) clock: NodeRef,
    /// Told the chart's width, in CSS pixels.
    pub(super) on_width: Callback<f64>,
    /// Told that time came to the right edge.
    pub(super) on_edge: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.drawing, &other.drawing)
            && self.flow == other.flow
            && self.rest == other.rest
            && self.label == other.label
    }
}

/// The chart.
pub(super) struct Chart {
    root: NodeRef,
    reveal: NodeRef,
    still: NodeRef,
    head: NodeRef,
    flag: NodeRef,
    flag_text: NodeRef,
    motion: Option<Motion>,
    watch: Option<WidthWatch>,
}

impl Component for Chart {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        let node = NodeRef::default;
        Self {
            root: node(),
            reveal: node(),
            still: node(),
            head: node(),
            flag: node(),
            flag_text: node(),
            motion: None,
            watch: None,
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let scene = &props.drawing.scene;
        let (width, height) = (px(scene.width), px(scene.height));
        let moving = props.flow.is_some();
        // Where the playhead stands is the engine's business while time passes.
        let rests_at = scene.end.as_ref().map(|end| end.x).filter(|_| !moving);
        let place = |x: Option<f64>| x.map(|x| format!("transform:{}", shift(x)));
        let predicted = !moving && scene.bars.is_empty();
        let bars = scene.bars.iter().zip(&props.drawing.times).zip(&props.drawing.classes.0);
        html! {
            <div class="chart" ref={&self.root} role="img" aria-label={&props.label} style={format!("height:{height}px")}>
                <svg class="under" width={width.clone()} height={height.clone()} aria-hidden="true">
                    <g>{ for scene.ticks.iter().map(|tick| self::tick(tick, scene)) }</g>
                    <g>{ for scene.rows.iter().enumerate().map(row) }</g>
                    <g>{ for scene.ghosts.iter().zip(&props.drawing.classes.1).map(|(ghost, classes)| self::ghost(ghost, classes, scene)) }</g>
                </svg>
                <div class={classes!("reveal", moving.then_some("moving"))} ref={&self.reveal}
                    style={format!("width:{}px", px(scene.plot.1))}>
                    <div class="still" ref={&self.still}>
                        <svg width={width} height={height} aria-hidden="true">
                            <g>{ for scene.rows.iter().enumerate().filter_map(life) }</g>
                            <g>{ for bars.map(|((bar, times), classes)| self::bar(bar, *times, classes, scene)) }</g>
                            <g>{ for scene.dots.iter().filter_map(dot) }</g>
                        </svg>
                    </div>
                </div>
                <div class={classes!("playhead", predicted.then_some("predicted"))} hidden={!moving && rests_at.is_none()}
                    aria-hidden="true">
                    <div class="needle" ref={&self.head} style={place(rests_at)}></div>
                    <div class="flag" ref={&self.flag} style={place(rests_at.map(|x| flag_x(x, scene.width)))}>
                        <span ref={&self.flag_text}></span>
                    </div>
                </div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let props = ctx.props();
        if first && let Some(root) = self.root.cast::<Element>() {
            let on_width = props.on_width.clone();
            on_width.emit(f64::from(root.client_width()));
            self.watch = WidthWatch::new(&root, move |width| on_width.emit(width));
        }
        let Some(stage) = self.stage(props) else { return };
        let Some(flow) = props.flow else {
            self.motion = None;
            let flag = props.drawing.scene.end.as_ref().map_or("", |end| end.text.as_str());
            stage.show(flag, &format!("{:.2}", props.rest));
            return;
        };
        match &self.motion {
            Some(motion) if motion.flow() == flow => motion.step(),
            _ => {
                let on_edge = props.on_edge.clone();
                // The old animations go before the new ones come: both move the same elements.
                self.motion = None;
                self.motion = Some(Motion::start(flow, stage, move || on_edge.emit(())));
            }
        }
    }
}

impl Chart {
    fn stage(&self, props: &Props) -> Option<Stage> {
        Some(Stage {
            reveal: self.reveal.cast()?,
            still: self.still.cast()?,
            head: self.head.cast()?,
            flag: self.flag.cast()?,
            flag_text: self.flag_text.cast()?,
            clock: props.clock.cast(),
        })
    }
}

fn tick(tick: &Tick, scene: &Scene) -> Html {
    let x = px(tick.x);
    // The flag at the end would lie on it. While it moves it passes over the numbers instead.
    let covered = scene.end.as_ref().is_some_and(|end| (flag_x(end.x, scene.width) - tick.x).abs() < 48.0);
    html! {
        <g key={tick.text.clone()}>
            <line class="grid" x1={x.clone()} x2={x.clone()} y1={px(scene.top)} y2={px(scene.height)}/>
            if !covered {
                <text class="tick" {x} y={px(scene.top - 8.0)} text-anchor={tick.anchor.name()}>{ &tick.text }</text>
            }
        </g>
    }
}

fn row((index, row): (usize, &Row)) -> Html {
    let class = classes!("row", row.strong.then_some("strong"), row.lane.is_none().then_some("predicted"));
    let (x, y) = row.name_at;
    html! {
        <g key={index} {class} data-row={row.title.clone()}>
            <text class="name" x={px(x)} y={px(y)}>
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
fn life((index, row): (usize, &Row)) -> Option<Html> {
    row.lane?;
    let y = px(row.y + row.height / 2.0);
    let (left, right) = row.life;
    (right - left >= 1.0).then(|| {
        html! {
            <line key={index} class="life" x1={px(left)} x2={px(right)} y1={y.clone()} y2={y}/>
        }
    })
}

fn bar(bar: &Bar, (start, end): (Micros, Option<Micros>), classes: &'static str, scene: &Scene) -> Html {
    let look = look(bar.state);
    let row = scene.rows.get(bar.row).map(|row| row.title.clone());
    let line = look.pattern == Pattern::Line;
    // A line is a low bar; what is too narrow for a texture has the colour alone.
    let (y, height) = if line { (bar.y + bar.height / 2.0 - 1.0, 2.0) } else { (bar.y, bar.height) };
    let solid = bar.width < 4.0 || matches!(look.pattern, Pattern::Solid);
    let class = classes!("bar", look.name, solid.then_some("solid"), line.then_some("thin"));
    html! {
        <g key={bar.span.0} class={classes}>
            <rect {class} data-bar="" data-row-name={row} data-state={name(bar.state)}
                data-start={start.0.to_string()} data-end={end.map(|end| end.0.to_string())}
                x={px(bar.x)} y={px(y)} width={px(bar.width)} height={px(height)} rx={radius(bar)} fill={fill(&look)}/>
            { label(bar) }
        </g>
    }
}

/// What a state is called in the document.
fn name(state: State) -> &'static str {
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
pub(super) fn fill(look: &Look) -> Option<String> {
    let plain = matches!(look.pattern, Pattern::Solid | Pattern::Outline | Pattern::Line);
    (!plain).then(|| format!("url(#fill-{})", look.name))
}

fn ghost(bar: &Bar, classes: &'static str, scene: &Scene) -> Html {
    let look = look(bar.state);
    let row = scene.rows.get(bar.row).map(|row| row.title.clone());
    html! {
        <g key={bar.span.0} class={classes!("ghost", look.name, classes)}>
            <rect data-ghost="" data-row-name={row} x={px(bar.x)} y={px(bar.y)} width={px(bar.width)}
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
    px(RADIUS.min(bar.width / 3.0))
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
