//! The live chart: the scene's items, as they are, in layers.
//!
//! Below lie the grid and the prediction's ghosts. Above, the bars stand behind a curtain
//! that uncovers them as time passes: a bar that has not ended reaches to the right edge of the plot, so all of
//! them grow without being touched. Over them is the playhead, which draws a veil over what comes after it, and
//! over the veil are the rows' names.

use std::rc::Rc;

use gloo_render::{AnimationFrame, request_animation_frame};
use web_sys::Element;
use yew::prelude::*;

use super::browser::WidthWatch;
use super::motion::{Flow, Motion, Stage, flag_x, px, shift};
use super::part::Parts;
use super::playhead::Seek;
use super::watch;
use crate::catalogue::Watch;
use crate::runtime::clock::Wall;
use crate::time::Micros;
use crate::timeline::scale::Scale;
use crate::timeline::scene::{Bar, Dot, LABEL_INSET, RADIUS, Row, Scene, Tick};
use crate::timeline::states::{Look, Pattern, look};
use crate::trace::{MarkKind, State, Trace};

/// How far left of the plot a press still means its beginning, in CSS pixels.
const EDGE: f64 = 12.0;
/// How far a finger has to go across before it drags, in CSS pixels.
const SLOP: f64 = 6.0;

/// A scene, with what the page says about its bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drawing {
    /// Another number, another drawing.
    number: u32,
    /// The items.
    pub(super) scene: Scene,
    /// From when to when each bar's span lasts; the second is `None` while it does.
    times: Vec<(Micros, Option<Micros>)>,
    /// The classes of bars, and those of ghosts: which sentences speak of them.
    classes: (Vec<&'static str>, Vec<&'static str>),
}

impl Drawing {
    /// The drawing after this one: a scene of this trace, over what was predicted, with sentences that speak of its bars.
    pub(super) fn next(&self, scene: Scene, trace: &Trace, predicted: &Trace, sentences: &[Watch]) -> Self {
        let span = |bar: &Bar| trace.spans.get(bar.span.0 as usize);
        let times = scene.bars.iter().map(|bar| span(bar).map(|span| (span.start, span.end)).unwrap_or_default());
        let classes = |bars: &[Bar], trace: &Trace| {
            bars.iter().map(|bar| classes_of(bar, &scene, trace, sentences)).collect::<Vec<_>>()
        };
        let classes = (classes(&scene.bars, trace), classes(&scene.ghosts, predicted));
        Self { number: self.number + 1, times: times.collect(), classes, scene }
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
    /// Whether the playhead is not where it is by itself.
    pub(super) away: bool,
    /// The moment at which the reader left the playhead, where it stands.
    pub(super) moment: Option<Micros>,
    /// The last moment that the chart shows, and the last at which the playhead can be.
    pub(super) range: (Micros, Micros),
    /// What the clock shows while time does not pass.
    pub(super) rest: Micros,
    /// Counts up with the events that the playhead comes to.
    pub(super) turns: u32,
    /// The chart in words.
    pub(super) label: AttrValue,
    /// The element whose text is the big clock's number.
    pub(super) clock: NodeRef,
    /// Told the chart's width, in CSS pixels.
    pub(super) on_width: Callback<f64>,
    /// Told that time came to the right edge.
    pub(super) on_edge: Callback<()>,
    /// Told where the playhead is wanted.
    pub(super) on_seek: Callback<Seek>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.drawing, &other.drawing)
            && self.flow == other.flow
            && (self.away, self.moment, self.range) == (other.away, other.moment, other.range)
            && (self.rest, self.turns) == (other.rest, other.turns)
            && self.label == other.label
    }
}

impl Props {
    fn scale(&self) -> Scale {
        Scale::new((Micros::ZERO, self.range.0), self.drawing.scene.plot)
    }

    /// Where the playhead is.
    fn place(&self) -> Micros {
        let moving = self.flow.and_then(|flow| flow.head).map(|head| head.clock.micros(Wall::now()));
        moving.or(self.moment).unwrap_or(self.range.1).min(self.range.1)
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
    parts: Parts,
    motion: Option<Motion>,
    watch: Option<WidthWatch>,
    drag: Option<Drag>,
    /// Where a drag has come to in this frame, to be told in the next.
    due: Option<(Micros, AnimationFrame)>,
}

/// A pointer that is down on the chart.
struct Drag {
    pointer: i32,
    /// Where it went down, in CSS pixels of the window.
    from: (f64, f64),
    /// How far right of the playhead it holds it.
    grip: f64,
    /// Whether it is a finger that may want to scroll, or that taps.
    undecided: bool,
}

/// What pointers do.
pub(super) enum Msg {
    Down(PointerEvent),
    Move(PointerEvent),
    Up(PointerEvent),
    Cancel,
    Frame,
}

impl Component for Chart {
    type Message = Msg;
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
            parts: Parts::default(),
            motion: None,
            watch: None,
            drag: None,
            due: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Down(event) => self.down(ctx, &event),
            Msg::Move(event) => self.drag_on(ctx, &event),
            Msg::Up(event) => {
                // What is still due goes first, and a tap is heard of here.
                if let Some(drag) = self.drag.take_if(|drag| drag.pointer == event.pointer_id())
                    && (drag.undecided || self.due.is_some())
                {
                    self.due = None;
                    self.seek(ctx, f64::from(event.client_x()) - drag.grip);
                }
            }
            Msg::Cancel => self.drag = None,
            Msg::Frame => {
                if let Some((moment, _)) = self.due.take() {
                    ctx.props().on_seek.emit(Seek::To(moment));
                }
            }
        }
        false
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        let scene = &props.drawing.scene;
        let (width, height) = (px(scene.width), px(scene.height));
        let curtain = props.flow.is_some_and(|flow| flow.curtain.is_some());
        let part = |name, away: bool, draw: &dyn Fn() -> Html| {
            self.parts.part(name, &[props.drawing.number, u32::from(away)], || {
                html! { <svg class={name} width={width.clone()} height={height.clone()} aria-hidden="true">{ draw() }</svg> }
            })
        };
        html! {
            <div class="chart" ref={&self.root} style={format!("height:{height}px")}
                onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)}
                onpointerup={link.callback(Msg::Up)} onpointercancel={link.callback(|_| Msg::Cancel)}>
                <div class="drawn" role="img" aria-label={&props.label}>
                    { part("axis", props.away, &|| axis(scene, props.away)) }
                    { part("under", false, &|| under(&props.drawing)) }
                    <div class={classes!("reveal", curtain.then_some("moving"))} ref={&self.reveal}
                        style={format!("width:{}px", px(scene.plot.1))}>
                        <div class="still" ref={&self.still}>{ part("bars", false, &|| bars(&props.drawing)) }</div>
                    </div>
                </div>
                { self.playhead(props) }
                { part("names", false, &|| scene.rows.iter().enumerate().map(row).collect()) }
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
        if props.flow.is_none_or(|flow| flow.head.is_none()) {
            match (props.moment, &props.drawing.scene.end) {
                (Some(moment), _) => stage.show(moment),
                (None, Some(end)) => stage.write(&end.text, &format!("{:.2}", props.rest)),
                (None, None) => stage.write("", &format!("{:.2}", props.rest)),
            }
        }
        let Some(flow) = props.flow else {
            self.motion = None;
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

    /// The line, the veil that hangs on it, and the flag, by which it is moved.
    fn playhead(&self, props: &Props) -> Html {
        let scene = &props.drawing.scene;
        let moving = props.flow.is_some_and(|flow| flow.head.is_some());
        // Where the playhead stands is the engine's business while time passes.
        let stands_at = match props.moment {
            _ if moving => None,
            Some(moment) => Some(props.scale().x(moment)),
            None => scene.end.as_ref().map(|end| end.x),
        };
        let at = |x: Option<f64>| x.map(|x| format!("transform:{}", shift(x)));
        let predicted = !props.away && !moving && scene.bars.is_empty();
        let class = classes!("playhead", predicted.then_some("predicted"), props.away.then_some("away"));
        let place = format!("{:.2}", props.place());
        html! {
            <div {class} hidden={!moving && stands_at.is_none()}>
                <div class="needle" ref={&self.head} style={at(stands_at)}><div class="veil"></div></div>
                <div class="flag" ref={&self.flag} style={at(stands_at.map(|x| flag_x(x, scene.width)))}>
                    <span id="playhead" ref={&self.flag_text} role="slider" tabindex="0" aria-label="Playhead"
                        aria-valuemin="0" aria-valuemax={format!("{:.2}", props.range.1)} aria-valuenow={place.clone()}
                        aria-valuetext={format!("{place} seconds")} onkeydown={keys(props)}></span>
                </div>
            </div>
        }
    }

    /// Takes hold of the playhead, or of the plot, to which the playhead comes.
    fn down(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        let Some(root) = self.root.cast::<Element>() else { return };
        let (props, x) = (ctx.props(), f64::from(event.client_x()));
        let at = x - root.get_bounding_client_rect().left();
        let on_flag = event.target_dyn_into::<Element>().is_some_and(|target| target.has_attribute("aria-valuenow"));
        if event.button() != 0 || !event.is_primary() || !on_flag && at < props.drawing.scene.plot.0 - EDGE {
            return;
        }
        // It goes on being heard where it leaves the chart.
        let _ = root.set_pointer_capture(event.pointer_id());
        let undecided = !on_flag && event.pointer_type() == "touch";
        let grip = if on_flag { at - props.scale().x(props.place()) } else { 0.0 };
        let from = (x, f64::from(event.client_y()));
        self.drag = Some(Drag { pointer: event.pointer_id(), from, grip, undecided });
        if !on_flag && !undecided {
            self.seek(ctx, x);
        }
    }

    fn drag_on(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        let Some(drag) = self.drag.as_mut().filter(|drag| drag.pointer == event.pointer_id()) else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let (across, along) = ((x - drag.from.0).abs(), (y - drag.from.1).abs());
        if drag.undecided && across < SLOP.max(along) {
            return;
        }
        drag.undecided = false;
        let x = x - drag.grip;
        let Some(moment) = self.moment_at(x, ctx) else { return };
        // At most one drawing in a frame, however many moves there are.
        let frame = self.due.take().map(|(_, frame)| frame);
        let link = ctx.link().clone();
        let frame = frame.unwrap_or_else(|| request_animation_frame(move |_| link.send_message(Msg::Frame)));
        self.due = Some((moment, frame));
    }

    /// Moves the playhead to a place in the window.
    fn seek(&self, ctx: &Context<Self>, x: f64) {
        if let Some(moment) = self.moment_at(x, ctx) {
            ctx.props().on_seek.emit(Seek::To(moment));
        }
    }

    /// The moment at a place in the window.
    fn moment_at(&self, x: f64, ctx: &Context<Self>) -> Option<Micros> {
        let root = self.root.cast::<Element>()?;
        Some(ctx.props().scale().time(x - root.get_bounding_client_rect().left()))
    }
}

/// What the keys do on the flag; those of the browser's own commands are left alone.
fn keys(props: &Props) -> Callback<KeyboardEvent> {
    let (on_seek, tenth) = (props.on_seek.clone(), Micros(props.range.0.0 / 10));
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let to = match (event.key().as_str(), event.shift_key()) {
            ("ArrowLeft" | "ArrowDown", false) => Seek::Previous,
            ("ArrowRight" | "ArrowUp", false) => Seek::Next,
            ("PageDown", _) | ("ArrowLeft" | "ArrowDown", true) => Seek::Back(tenth),
            ("PageUp", _) | ("ArrowRight" | "ArrowUp", true) => Seek::Ahead(tenth),
            ("Home", _) => Seek::To(Micros::ZERO),
            ("End", _) => Seek::End,
            _ => return,
        };
        event.prevent_default();
        on_seek.emit(to);
    })
}

fn axis(scene: &Scene, away: bool) -> Html {
    scene.ticks.iter().map(|tick| self::tick(tick, scene, away)).collect()
}

fn under(drawing: &Drawing) -> Html {
    let scene = &drawing.scene;
    let ghosts = scene.ghosts.iter().zip(&drawing.classes.1);
    ghosts.map(|(ghost, classes)| self::ghost(ghost, classes, scene)).collect()
}

fn bars(drawing: &Drawing) -> Html {
    let scene = &drawing.scene;
    let bars = scene.bars.iter().zip(&drawing.times).zip(&drawing.classes.0);
    html! {
        <>
            <g>{ for scene.rows.iter().enumerate().filter_map(life) }</g>
            <g>{ for bars.map(|((bar, times), classes)| self::bar(bar, *times, classes, scene)) }</g>
            <g>{ for scene.dots.iter().filter_map(dot) }</g>
        </>
    }
}

fn tick(tick: &Tick, scene: &Scene, away: bool) -> Html {
    let x = px(tick.x);
    // The flag at the end would lie on it. While it moves it passes over the numbers instead.
    let covered = !away && scene.end.as_ref().is_some_and(|end| (flag_x(end.x, scene.width) - tick.x).abs() < 48.0);
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
