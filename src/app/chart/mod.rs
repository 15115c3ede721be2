//! The live chart: the scene's items, as they are, in layers.
//!
//! The axis stands still above the lanes, which scroll where there are many. Below lie the prediction's ghosts. Above,
//! the bars of each section stand behind a curtain that uncovers them as time passes: a bar that has not ended reaches to
//! the right edge of the plot, so all of them grow without being touched. A veil hangs on the playhead and dims what
//! comes after it; over it are the rows' names, and what a reader has chosen.

pub(super) mod layers;
mod overview;
mod paint;

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_render::{AnimationFrame, request_animation_frame};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, WheelEvent};
use yew::prelude::*;

use self::paint::Layer;
use super::browser::SizeWatch;
use super::controls::sign;
use super::drawing::{Drawing, Frame, Over};
use super::gesture::{Deed, Gesture, Pointer, Zone};
use super::inspect::Inspect;
use super::markup::Markup;
use super::motion::{Flow, Motion, Movers, Stage, flag_x};
use super::part::Parts;
use super::playhead::Seek;
use super::track::Chosen;
use super::window::Window;
use crate::runtime::clock::Wall;
use crate::time::Micros;
use crate::timeline::overlay::Outline;
use crate::timeline::profile::Profile;
use crate::timeline::rows::RowKey;
use crate::timeline::scale::Scale;
use crate::timeline::scene::{Flag, Scene};
use crate::timeline::ticks::length;

/// How far left of the plot a press still means its beginning, in CSS pixels.
const EDGE: f64 = 12.0;
/// How far beside a bar it is still meant, in CSS pixels: by a mouse, by a finger.
const REACH: (f64, f64) = (3.0, 12.0);
/// Rows are drawn so far beyond what is in sight, so that scrolling shows no gaps; in CSS pixels.
const MARGIN: f64 = 400.0;
/// A chart that is taller scrolls by itself; in CSS pixels.
const TALL: f64 = 1_000.0;
/// A wheel's turn by so many pixels makes the window twice as long, or half. A mouse's notch is a hundred or more, a
/// pinch on a touchpad a few.
const WHEEL: f64 = 300.0;
/// A wheel that counts lines moves by so many pixels with each.
const LINE: f64 = 24.0;

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
    /// The last moment of the whole chart, and the last at which the playhead can be.
    pub(super) range: (Micros, Micros),
    /// Whether only a part of the time is shown.
    pub(super) zoomed: bool,
    /// What the clock shows while time does not pass.
    pub(super) rest: Micros,
    /// Counts up with the events that the playhead comes to.
    pub(super) turns: u32,
    /// The chart in words.
    pub(super) label: AttrValue,
    /// What is measured.
    pub(super) measured: Option<Window>,
    /// When the reader thinks that it will end.
    pub(super) guess: Option<Micros>,
    /// The sections' headings, where there are several.
    pub(super) headings: Vec<Html>,
    /// How much goes on at once, and a number that changes with it.
    pub(super) profile: (Rc<Profile>, u32),
    /// The element whose text is the big clock's number.
    pub(super) clock: NodeRef,
    /// Told what is in sight.
    pub(super) on_frame: Callback<Frame>,
    /// Told that time came to the right edge.
    pub(super) on_edge: Callback<()>,
    /// Told where the playhead is wanted.
    pub(super) on_seek: Callback<Seek>,
    /// Told what the reader wants to look at.
    pub(super) on_inspect: Callback<Inspect>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.drawing, &other.drawing)
            && self.flow == other.flow
            && (self.away, self.moment, self.range) == (other.away, other.moment, other.range)
            && (self.rest, self.turns, self.zoomed) == (other.rest, other.turns, other.zoomed)
            && (self.measured, self.guess, self.profile.1) == (other.measured, other.guess, other.profile.1)
            && self.label == other.label
            && self.headings == other.headings
    }
}

impl Props {
    fn scale(&self) -> Scale {
        self.drawing.scene.scale()
    }

    /// Where the playhead is.
    fn place(&self) -> Micros {
        let moving = self.flow.as_ref().and_then(|flow| flow.head).map(|head| head.clock.micros(Wall::now()));
        moving.or(self.moment).unwrap_or(self.range.1).min(self.range.1)
    }
}

/// The chart.
pub(super) struct Chart {
    root: NodeRef,
    lanes: NodeRef,
    /// The curtains of the sections; the last is the overview's.
    curtains: Vec<Curtain>,
    /// The prediction's bars, and the rows' names.
    under: (NodeRef, Layer),
    names: (NodeRef, Layer),
    head: NodeRef,
    veil: NodeRef,
    flag: NodeRef,
    flag_text: NodeRef,
    parts: Parts,
    motion: Option<Motion>,
    movers: Movers,
    watch: Option<SizeWatch>,
    wheel: Option<EventListener>,
    gesture: Gesture,
    /// Where the overview's window is held.
    grip: Rc<Cell<Option<f64>>>,
    /// What was meant in this frame, to be told in the next: at most one drawing in a frame, however many moves there are.
    due: Option<(Vec<Deed>, AnimationFrame)>,
}

/// What uncovers bars as time passes.
#[derive(Default)]
struct Curtain {
    reveal: NodeRef,
    /// What is behind it, and stands still.
    still: NodeRef,
    /// The bars.
    bars: (NodeRef, Layer),
}

/// What happens to the chart.
pub(super) enum Msg {
    Down(PointerEvent),
    Move(PointerEvent),
    Up(PointerEvent),
    Cancel(PointerEvent),
    Wheel(Deed),
    /// It is time to tell what was meant.
    Frame,
    /// The lanes were scrolled, or their size has changed.
    Sight,
    Key(KeyboardEvent),
}

impl Component for Chart {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            root: NodeRef::default(),
            lanes: NodeRef::default(),
            curtains: curtains(ctx.props()),
            under: Default::default(),
            names: Default::default(),
            head: NodeRef::default(),
            veil: NodeRef::default(),
            flag: NodeRef::default(),
            flag_text: NodeRef::default(),
            parts: Parts::default(),
            motion: None,
            movers: Movers::default(),
            watch: None,
            wheel: None,
            gesture: Gesture::default(),
            grip: Rc::default(),
            due: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        let wanted = curtains(ctx.props());
        if wanted.len() != self.curtains.len() {
            self.curtains = wanted;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Down(event) => self.down(ctx, &event),
            Msg::Move(event) => {
                if let Some(deed) = self.at(&event).and_then(|pointer| self.gesture.moved(pointer)) {
                    self.later(ctx, deed);
                }
            }
            Msg::Up(event) => {
                let deeds = self.at(&event).map(|pointer| self.gesture.up(pointer)).unwrap_or_default();
                // What is still due goes first.
                self.tell_due(ctx);
                let reach = if event.pointer_type() == "touch" { REACH.1 } else { REACH.0 };
                for deed in deeds {
                    self.tell(ctx, deed, reach);
                }
            }
            Msg::Cancel(event) => self.gesture.cancel(event.pointer_id()),
            Msg::Wheel(deed) => self.later(ctx, deed),
            Msg::Frame => self.tell_due(ctx),
            Msg::Sight => self.tell_sight(ctx),
            Msg::Key(event) => {
                if let Some(band) = keys_on_bars(ctx.props(), &event) {
                    self.scroll_to(band, ctx.props().drawing.scene.top);
                }
            }
        }
        false
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        let (drawing, scene) = (&props.drawing, &props.drawing.scene);
        let number = drawing.number;
        let canvas = scene.height - scene.top;
        let overlay = self.parts.part("over", &[number], || over(&drawing.over));
        html! {
            <>
            <div class={classes!("chart", (scene.height > TALL).then_some("tall"), props.away.then_some("away"))} ref={&self.root} ~style={Markup::style("height:@px", &[scene.height])}
                onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)}
                onpointerup={link.callback(Msg::Up)} onpointercancel={link.callback(Msg::Cancel)}>
                { self.parts.part("axis", &[number, u32::from(props.away)], || axis(scene, props.away)) }
                <div id="lanes" class="lanes" ref={&self.lanes} tabindex="0" role="group" aria-label={&props.label}
                    ~style={Markup::style("top:@px", &[scene.top])} onscroll={link.callback(|_| Msg::Sight)}
                    onkeydown={link.callback(Msg::Key)}>
                    <div class="canvas" ~style={Markup::style("height:@px", &[canvas])}>
                        <svg class="under" ref={&self.under.0} ~style={raised(scene.top)} aria-hidden="true"></svg>
                        { for scene.sections.iter().enumerate().map(|(at, _)| self.section(props, at)) }
                        <div class="veil" ref={&self.veil} ~style={Self::head_at(props)} hidden={!props.away}></div>
                        <svg class="names" ref={&self.names.0} ~style={raised(scene.top)} aria-hidden="true"></svg>
                        <svg class="over" ~style={raised(scene.top)} aria-hidden="true">{ overlay }</svg>
                        { self.parts.part("folds", &[number], || folds(scene, &props.on_inspect)) }
                        { for props.headings.iter().zip(&scene.sections).filter_map(|(heading, section)| {
                            let top = Markup::style("top:@px", &[section.band.0 - scene.top]);
                            section.heading?;
                            Some(html! { <div class="heading" ~style={top}>{ heading.clone() }</div> })
                        }) }
                    </div>
                </div>
                { measure(props) }
                { self.playhead(props) }
                { guess(props) }
            </div>
            { self.overview(props) }
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let props = ctx.props();
        if first && let Some(root) = self.root.cast::<Element>() {
            self.tell_sight(ctx);
            let link = ctx.link().clone();
            self.watch = SizeWatch::new(&root, move || link.send_message(Msg::Sight));
            self.wheel = Some(wheel(&root, ctx));
        }
        self.paint(&props.drawing);
        let Some(stage) = self.stage(props) else { return };
        if props.flow.as_ref().is_none_or(|flow| flow.head.is_none()) {
            match (props.moment, only_end(&props.drawing.scene)) {
                (Some(moment), _) => stage.show(moment),
                (None, end) => {
                    stage.write(end.map_or("", |end| end.text.as_str()), &format!("{:.2}", props.rest));
                }
            }
        }
        let Some(flow) = &props.flow else {
            self.motion = None;
            return;
        };
        match &self.motion {
            Some(motion) if motion.flow() == flow => motion.step(),
            _ => {
                let on_edge = props.on_edge.clone();
                // The old animations go before the new ones come: both move the same elements.
                self.motion = None;
                self.motion = Some(Motion::start(flow.clone(), stage, &mut self.movers, move || on_edge.emit(())));
            }
        }
    }
}

/// The places of as many curtains as there are sections, and the overview's.
fn curtains(props: &Props) -> Vec<Curtain> {
    let count = props.drawing.scene.sections.len().max(1) + 1;
    (0..count).map(|_| Curtain::default()).collect()
}

impl Chart {
    fn stage(&self, props: &Props) -> Option<Stage> {
        let pair = |curtain: &Curtain| Some((curtain.reveal.cast()?, curtain.still.cast()?));
        Some(Stage {
            curtains: self.curtains.iter().filter_map(pair).collect(),
            heads: [self.head.cast()?, self.veil.cast()?],
            flag: self.flag.cast()?,
            flag_text: self.flag_text.cast()?,
            clock: props.clock.cast(),
        })
    }

    /// Puts the rows into the layers.
    fn paint(&mut self, drawing: &Drawing) {
        let rows = || drawing.rows.iter();
        self.under.1.show(&self.under.0, rows().map(|row| (row.key(), "", &row.ghosts)));
        self.names.1.show(&self.names.0, rows().map(|row| (row.key(), layers::class(&row.row), &row.name)));
        for (at, curtain) in self.curtains.iter_mut().enumerate() {
            let rows = rows().filter(|row| row.row.section == at);
            curtain.bars.1.show(&curtain.bars.0, rows.flat_map(|row| row.pieces()));
        }
    }

    /// The bars of a section, behind its curtain.
    fn section(&self, props: &Props, at: usize) -> Html {
        let scene = &props.drawing.scene;
        let (Some(section), Some(curtain)) = (scene.sections.get(at), self.curtains.get(at)) else {
            return html! {};
        };
        let passes = props.flow.as_ref().is_some_and(|flow| flow.curtains.get(at).is_some_and(Option::is_some));
        let (top, bottom) = section.band;
        let place = Markup::style("top:@px;height:@px;width:@px", &[top - scene.top, bottom - top, scene.plot.1]);
        html! {
            <div key={at} class={classes!("reveal", passes.then_some("moving"))} ref={&curtain.reveal}
                ~style={place}>
                <div class="still" ref={&curtain.still}>
                    <svg class="bars" ref={&curtain.bars.0} ~style={raised(top)} aria-hidden="true"></svg>
                </div>
            </div>
        }
    }

    /// Where the playhead stands; none while it moves, which is the engine's business.
    fn stands_at(props: &Props) -> Option<f64> {
        let scene = &props.drawing.scene;
        if props.flow.as_ref().is_some_and(|flow| flow.head.is_some()) {
            return None;
        }
        let end = only_end(scene);
        let x = props.moment.map(|moment| props.scale().x(moment)).or(end.map(|end| end.x))?;
        (x >= scene.plot.0 - 1.0 && x <= scene.width).then_some(x)
    }

    fn head_at(props: &Props) -> Option<JsValue> {
        let scene = &props.drawing.scene;
        // A playhead that is out of sight on the left dims all there is.
        let before = props.moment.is_some_and(|moment| moment < scene.range.0);
        let x = if before { Some(scene.plot.0) } else { Self::stands_at(props) };
        let moving = props.flow.as_ref().is_some_and(|flow| flow.head.is_some());
        let x = if moving { None } else { Some(x.unwrap_or(scene.width)) };
        x.map(moved)
    }

    /// The line, and the flag by which it is moved.
    fn playhead(&self, props: &Props) -> Html {
        let scene = &props.drawing.scene;
        let moving = props.flow.as_ref().is_some_and(|flow| flow.head.is_some());
        let stands_at = Self::stands_at(props);
        let at = |x: Option<f64>| x.map(moved);
        let empty = scene.rows.iter().all(|row| row.lane.is_none());
        let predicted = !props.away && !moving && empty;
        let class = classes!("playhead", predicted.then_some("predicted"), props.away.then_some("away"));
        let place = format!("{:.2}", props.place());
        html! {
            <div {class} hidden={!moving && stands_at.is_none()}>
                <div class="needle" ref={&self.head} ~style={at(stands_at)}></div>
                <div class="flag" ref={&self.flag} ~style={at(stands_at.map(|x| flag_x(x, scene.width)))}>
                    <span id="playhead" ref={&self.flag_text} role="slider" tabindex="0" aria-label="Playhead"
                        aria-valuemin="0" aria-valuemax={format!("{:.2}", props.range.1)} aria-valuenow={place.clone()}
                        aria-valuetext={format!("{place} seconds")} onkeydown={keys_on_flag(props)}></span>
                </div>
            </div>
        }
    }

    /// How much goes on at once, over all of the time, and which part of it is shown.
    fn overview(&self, props: &Props) -> Html {
        let Some(Curtain { reveal, still, .. }) = self.curtains.last() else { return html! {} };
        let passes = props.flow.as_ref().is_some_and(|flow| flow.curtains.last().is_some_and(Option::is_some));
        overview::view(props, (reveal, still), passes, (&self.grip, &self.parts))
    }

    /// Where a pointer is, from the chart's left top corner.
    fn at(&self, event: &PointerEvent) -> Option<Pointer> {
        let corner = self.root.cast::<Element>()?.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()) - corner.left(), f64::from(event.client_y()) - corner.top());
        Some(Pointer { id: event.pointer_id(), x, y })
    }

    /// A pointer takes hold of something.
    fn down(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        let (Some(root), Some(pointer)) = (self.root.cast::<Element>(), self.at(event)) else { return };
        let (props, scene) = (ctx.props(), &ctx.props().drawing.scene);
        let target = event.target_dyn_into::<Element>();
        let is = |name: &str| target.as_ref().is_some_and(|target| target.id() == name);
        let pressed = target.as_ref().is_some_and(|target| target.closest("button, a").is_ok_and(|it| it.is_some()));
        let grip = |moment| pointer.x - props.scale().x(moment);
        let zone = match props.guess {
            _ if event.button() != 0 || pressed => return,
            _ if is("playhead") => Zone::Flag(grip(props.place())),
            Some(moment) if is("guess") => Zone::Guess(grip(moment)),
            _ if pointer.x < scene.plot.0 - EDGE => return,
            _ if pointer.y < scene.top => Zone::Axis,
            _ => Zone::Plot,
        };
        // It goes on being heard where it leaves the chart.
        let _ = root.set_pointer_capture(event.pointer_id());
        let touch = event.pointer_type() == "touch";
        if let Some(deed) = self.gesture.down(pointer, zone, touch, props.zoomed) {
            self.tell(ctx, deed, REACH.0);
        }
    }

    /// Something is meant, and told in the next frame.
    fn later(&mut self, ctx: &Context<Self>, deed: Deed) {
        let link = ctx.link().clone();
        let frame = || request_animation_frame(move |_| link.send_message(Msg::Frame));
        let (deeds, _) = self.due.get_or_insert_with(|| (Vec::new(), frame()));
        let same = |other: &&mut Deed| core::mem::discriminant(*other) == core::mem::discriminant(&deed);
        match (deeds.iter_mut().find(same), deed) {
            // What says how far adds up; of what says where something is, the last counts.
            (Some(Deed::Move { to, times, .. }), Deed::Move { from, to: next, times: more }) => {
                *to += next - from;
                *times *= more;
            }
            (Some(known), deed) => *known = deed,
            (None, deed) => deeds.push(deed),
        }
    }

    fn tell_due(&mut self, ctx: &Context<Self>) {
        if let Some((deeds, _)) = self.due.take() {
            for deed in deeds {
                self.tell(ctx, deed, REACH.0);
            }
        }
    }

    fn tell(&self, ctx: &Context<Self>, deed: Deed, reach: f64) {
        let (props, scale) = (ctx.props(), ctx.props().scale());
        let inspect = |inspect| props.on_inspect.emit(inspect);
        match deed {
            Deed::Seek(x) => props.on_seek.emit(Seek::To(scale.time(x))),
            Deed::Guess(x) => inspect(Inspect::Guess(Some(scale.time(x).min(props.range.0)))),
            Deed::Move { from, to, times } => {
                let (at, other) = (scale.time(from), scale.time(to));
                inspect(Inspect::Zoom { at, to: other, times });
            }
            Deed::Measure(from, to) => inspect(Inspect::Measure(Some((scale.time(from), scale.time(to))))),
            Deed::Forget => inspect(Inspect::Measure(None)),
            Deed::Choose(x, y) => {
                let scrolled = self.lanes.cast::<Element>().map_or(0, |lanes| lanes.scroll_top());
                let scene = &props.drawing.scene;
                let y = y + f64::from(scrolled);
                let real = scene.bar_at(x, y, reach).map(|found| (found, false));
                let found = real.or_else(|| scene.ghost_at(x, y, reach).map(|found| (found, true)));
                let chosen =
                    found.map(|((row, bar), predicted)| Chosen { track: row.section, predicted, span: bar.span });
                inspect(Inspect::Choose(chosen));
            }
        }
    }

    /// Scrolls the lanes as little as it takes to show all of a band.
    fn scroll_to(&self, (top, bottom): (f64, f64), scene_top: f64) {
        let Some(lanes) = self.lanes.cast::<Element>() else { return };
        let (from, height) = (f64::from(lanes.scroll_top()), f64::from(lanes.client_height()));
        let (top, bottom) = (top - scene_top, bottom - scene_top);
        let to = if top < from { top } else { from.max(bottom - height) };
        #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and no chart is that high")]
        lanes.set_scroll_top(to.round() as i32);
    }

    /// Tells which rows are in sight.
    fn tell_sight(&self, ctx: &Context<Self>) {
        let (Some(root), Some(lanes)) = (self.root.cast::<Element>(), self.lanes.cast::<Element>()) else { return };
        let scroll = f64::from(lanes.scroll_top());
        let height = f64::from(lanes.client_height()).max(200.0);
        // In steps, so that not every pixel is news.
        let step = MARGIN / 2.0;
        let top = (scroll / step).floor() * step;
        let band = (top - MARGIN, top + step + height + MARGIN);
        ctx.props().on_frame.emit(Frame { width: f64::from(root.client_width()), band });
    }
}

/// The wheel zooms with the control key, as a touchpad's pinch does, and moves the window with the shift key or
/// sideways. Up and down belongs to the page.
fn wheel(root: &Element, ctx: &Context<Chart>) -> EventListener {
    let (link, element) = (ctx.link().clone(), root.clone());
    // What it does has to be kept from the browser, which otherwise zooms the page.
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(root, "wheel", options, move |event| {
        let Some(event) = event.dyn_ref::<WheelEvent>() else { return };
        let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { LINE };
        let (across, along) = (event.delta_x() * unit, event.delta_y() * unit);
        let x = f64::from(event.client_x()) - element.get_bounding_client_rect().left();
        let deed = if event.ctrl_key() || event.meta_key() {
            let longer = 1.0 + along.abs().min(WHEEL) / WHEEL;
            Deed::Move { from: x, to: x, times: if along < 0.0 { 1.0 / longer } else { longer } }
        } else if event.shift_key() && across == 0.0 {
            Deed::Move { from: x, to: x - along, times: 1.0 }
        } else if across.abs() > along.abs() {
            Deed::Move { from: x, to: x - across, times: 1.0 }
        } else {
            return;
        };
        event.prevent_default();
        link.send_message(Msg::Wheel(deed));
    })
}

/// What the keys do on the flag; those of the browser's own commands are left alone.
fn keys_on_flag(props: &Props) -> Callback<KeyboardEvent> {
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

/// What the keys do on the lanes: they go from bar to bar. Gives the band of the row that they come to.
fn keys_on_bars(props: &Props, event: &KeyboardEvent) -> Option<(f64, f64)> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    let (across, along) = match event.key().as_str() {
        "ArrowLeft" => (-1, 0),
        "ArrowRight" => (1, 0),
        "ArrowUp" => (0, -1),
        "ArrowDown" => (0, 1),
        _ => return None,
    };
    event.prevent_default();
    let chosen = props.drawing.over.chosen.first().copied();
    let (row, bar, predicted) = props.drawing.scene.step(chosen, across, along)?;
    props.on_inspect.emit(Inspect::Choose(Some(Chosen { track: row.section, predicted, span: bar.span })));
    Some(row.band)
}

/// The end, where there is only one.
fn only_end(scene: &Scene) -> Option<&Flag> {
    scene.end().filter(|_| scene.sections.len() == 1)
}

/// Moves what stands at the chart's left edge.
fn moved(x: f64) -> JsValue {
    Markup::style("transform:translateX(@px)", &[x])
}

/// Puts an image whose y count from the top of the scene where they count from `top`.
fn raised(top: f64) -> JsValue {
    Markup::style("top:-@px", &[top])
}

fn axis(scene: &Scene, away: bool) -> Html {
    let mut out = Markup::default();
    // The flag at the end would lie on a number. While it moves it passes over the numbers instead.
    let end = only_end(scene).filter(|_| !away);
    for tick in &scene.ticks {
        let x = tick.x;
        out.place(r#"<g><line class="grid" x1="@" x2="@" y1="@" y2="@"/>"#, &[x, x, scene.top, scene.height]);
        if end.is_none_or(|end| (flag_x(end.x, scene.width) - x).abs() >= 48.0) {
            out.place(r#"<text class="tick" x="@" y="@""#, &[x, scene.top - 8.0]);
            out.put(r#" text-anchor="@">@</text>"#, &[tick.anchor.name(), &tick.text]);
        }
        out.put("</g>", &[]);
    }
    let size = Markup::style("width:@px;height:@px", &[scene.width, scene.height]);
    html! { <svg class="axis" aria-hidden="true" ~style={size} ~innerHTML={out.inside()}></svg> }
}

/// What a reader has chosen.
fn over(over: &Over) -> Html {
    let mut out = Markup::default();
    let outlines = |out: &mut Markup, class: &str, outlines: &[Outline]| {
        for it in outlines {
            out.put(r#"<rect class="@" rx="6""#, &[class]);
            let place = [it.x - 1.0, it.y - 1.0, it.width + 2.0, it.height + 2.0];
            out.place(r#" x="@" y="@" width="@" height="@"/>"#, &place);
        }
    };
    out.put("<g>", &[]);
    outlines(&mut out, "of-line", &over.of_line);
    for arrow in &over.arrows {
        out.put(r#"<g class="arrow"><path d="@"/>"#, &[&arrow.path]);
        out.place(r#"<circle cx="@" cy="@" r="3"/></g>"#, &[arrow.to.0, arrow.to.1]);
    }
    outlines(&mut out, "chosen", &over.chosen);
    out.put("</g>", &[]);
    out.html()
}

/// The buttons that fold lanes away.
fn folds(scene: &Scene, on_inspect: &Callback<Inspect>) -> Html {
    let foldable = scene.rows.iter().filter_map(|row| Some((row, row.fold?)));
    foldable
        .map(|(row, folded)| {
            let key: RowKey = row.key;
            let onclick = on_inspect.reform(move |_: MouseEvent| Inspect::Fold(key));
            let (x, y) = row.name_at;
            let style = Markup::style("left:@px;top:@px", &[x - 18.0, y - scene.top - 14.0]);
            let (label, path) = if folded { ("Unfold", "M6 4l5 4-5 4z") } else { ("Fold", "M4 6l4 5 4-5z") };
            html! {
                <button key={key.number().wrapping_add(row.section as u64)} type="button" class="fold" ~style={style} {onclick}
                    aria-expanded={if folded { "false" } else { "true" }} aria-label={format!("{label} {}", row.title)}
                    ~innerHTML={sign(path)}></button>
            }
        })
        .collect()
}

/// The time between two moments.
fn measure(props: &Props) -> Html {
    let Some((one, other)) = props.measured else { return html! {} };
    let (scale, scene) = (props.scale(), &props.drawing.scene);
    let (from, to) = (one.min(other), one.max(other));
    let edge = |x: f64| x.max(scene.plot.0).min(scene.plot.1);
    let (left, right) = (edge(scale.x(from)), edge(scale.x(to)));
    let mut out = Markup::default();
    out.put("<span>Δ @</span>", &[&length(to.since(from))]);
    html! {
        <div id="measure" class="measure" ~style={Markup::style("left:@px;width:@px", &[left, right - left])}>
            { out.html() }
        </div>
    }
}

/// The flag by which a reader says when it will end.
fn guess(props: &Props) -> Html {
    let Some(moment) = props.guess else { return html! {} };
    let scene = &props.drawing.scene;
    let x = props.scale().x(moment);
    let text = format!("{moment:.1}");
    let on_inspect = props.on_inspect.clone();
    let (step, last) = (Micros((props.range.0.0 / 100).max(1)), props.range.0);
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => moment.since(step),
            "ArrowRight" | "ArrowUp" => moment + step,
            "PageDown" => moment.since(Micros(step.0 * 10)),
            "PageUp" => moment + Micros(step.0 * 10),
            "Home" => Micros::ZERO,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        on_inspect.emit(Inspect::Guess(Some(to.min(last))));
    });
    html! {
        <div class="playhead guess">
            <div class="needle" ~style={moved(x)}></div>
            <div class="flag" ~style={moved(flag_x(x, scene.width))}>
                <span id="guess" role="slider" tabindex="0" aria-label="Your guess: when will it end?" aria-valuemin="0"
                    aria-valuemax={format!("{last:.1}")} aria-valuenow={text.clone()}
                    aria-valuetext={format!("{text} seconds")} {onkeydown}>{ format!("{text} s?") }</span>
            </div>
        </div>
    }
}
