//! What moves while time passes: the curtain that uncovers the bars, the playhead, the clock.
//!
//! Nothing is redrawn. Linear animations run in the engine, those of one clock all from the same start, so that
//! they cannot drift apart; only two short texts are set by hand, some twenty times a second.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Interval;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{Animation, Element, FillMode, KeyframeEffect, OptionalEffectTiming};

use super::browser;
use super::window::Window;
use crate::runtime::clock::{Clock, Wall};
use crate::time::Micros;
use crate::timeline::scale::Scale;

/// The least time between two settings of the clock's text, in milliseconds.
const TEXT_INTERVAL: f64 = 50.0;
/// Between two steps where the reader asked for less motion, in milliseconds.
const STEP_INTERVAL: u32 = 1_000;
/// Room that half of the playhead's flag takes, in CSS pixels.
const HALF_FLAG: f64 = 36.0;

/// How time passes over the chart: something of it moves.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flow {
    /// How each section's curtain moves: with its run, while that goes on. The last one is that of the overview, which
    /// shows all of the time, not the window.
    pub(super) curtains: Vec<Option<Passage>>,
    /// How the playhead moves: with the run, too, or after it; none while it stands.
    pub(super) head: Option<Passage>,
    /// The moments at the plot's edges.
    pub(super) window: Window,
    /// The last moment of the overview.
    pub(super) whole: Micros,
    /// The left and the right edge of the plot, in CSS pixels.
    pub(super) plot: (f64, f64),
    /// The width of the whole chart, in CSS pixels.
    pub(super) width: f64,
}

/// Time passing from the start of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Passage {
    /// By which clock.
    pub(super) clock: Clock,
    /// Up to which moment.
    pub(super) until: Micros,
}

impl Passage {
    /// When it comes to a moment, in milliseconds since 1970.
    fn at(&self, moment: Micros) -> f64 {
        self.clock.wall(moment).0
    }
}

/// What moves from one moment to another, at an even pace.
struct Course {
    passage: Passage,
    window: Window,
    animation: Animation,
}

impl Course {
    /// How far it is, in milliseconds of the wall clock.
    fn progress(&self, now: Wall) -> f64 {
        let (from, to) = (self.passage.at(self.window.0), self.passage.at(self.window.1));
        within(now.0 - from, 0.0, (to - from).max(0.0))
    }
}

/// Where the flag's middle goes, so that it stays inside a chart of that width while the playhead is at `x`.
pub(super) fn flag_x(x: f64, width: f64) -> f64 {
    within(x, HALF_FLAG.min(width / 2.0), (width - HALF_FLAG).max(width / 2.0))
}

/// As `f64::clamp`, whose panic message would bring the formatting of floats into the page.
fn within(x: f64, low: f64, high: f64) -> f64 {
    x.min(high).max(low)
}

/// Writes a length in CSS pixels, to a tenth of one. A chart has thousands: what formats any number takes several times as
/// long.
pub(super) fn push_px(out: &mut String, length: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and no chart is that large")]
    let tenths = (length * 10.0).round() as i32;
    if tenths < 0 {
        out.push('-');
    }
    let (mut whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
    let mut digits = ['0'; 9];
    let mut first = digits.len();
    loop {
        first -= 1;
        if let Some(slot) = digits.get_mut(first) {
            *slot = digit(whole);
        }
        whole /= 10;
        if whole == 0 || first == 0 {
            break;
        }
    }
    out.extend(digits.iter().skip(first));
    if tenth > 0 {
        out.push('.');
        out.push(digit(tenth));
    }
}

/// A horizontal shift as CSS has it.
fn shift(x: f64) -> String {
    let mut text = String::from("translateX(");
    push_px(&mut text, x);
    text + "px)"
}

/// The elements that move, and those whose text tells the time.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    /// The curtains' windows, each as wide as the chart up to the plot's right edge, with what is inside and kept in its
    /// place.
    pub(super) curtains: Vec<(Element, Element)>,
    /// The playhead's line, and the veil that hangs on it.
    pub(super) heads: [Element; 2],
    /// The playhead's flag.
    pub(super) flag: Element,
    /// The flag's text.
    pub(super) flag_text: Element,
    /// The big clock's number, where it is on the page.
    pub(super) clock: Option<Element>,
}

/// Time passing over the chart; it stops when this is dropped.
#[must_use = "time passes for as long as this is kept"]
pub(super) struct Motion {
    inner: Rc<Inner>,
}

struct Inner {
    flow: Flow,
    stage: Stage,
    courses: Vec<Course>,
    /// When the texts were set, in milliseconds since 1970.
    told: Cell<f64>,
    on_edge: Box<dyn Fn()>,
    pace: RefCell<Option<Pace>>,
}

/// What makes the texts go on.
enum Pace {
    Frames { _next: AnimationFrame },
    Steps { _timer: Interval },
}

impl Motion {
    /// Makes time pass. `on_edge` is called when it comes to the right edge, and goes on being called until
    /// the flow is replaced.
    pub(super) fn start(flow: Flow, stage: Stage, movers: &mut Movers, on_edge: impl Fn() + 'static) -> Self {
        movers.0.retain(|mover| mover.element.is_connected());
        let mut courses = Vec::new();
        let mut run = |element: &Element, passage: Passage, window: Window, course: &[(f64, String)]| {
            let animation = movers.animate(element, course, (passage.at(window.0), passage.at(window.1)));
            courses.extend(animation.map(|animation| Course { passage, window, animation }));
        };
        let (left, right) = flow.plot;
        let width = right - left;
        let overview = flow.curtains.len().saturating_sub(1);
        for (at, (passage, (reveal, still))) in flow.curtains.iter().zip(&stage.curtains).enumerate() {
            let Some(passage) = *passage else { continue };
            let window = if at == overview { (Micros::ZERO, flow.whole) } else { flow.window };
            run(reveal, passage, window, &[(0.0, shift(-width)), (1.0, shift(0.0))]);
            run(still, passage, window, &[(0.0, shift(width)), (1.0, shift(0.0))]);
        }
        if let Some(passage) = flow.head {
            // Where it is out of sight it waits at the edge.
            let until = passage.until.min(flow.window.1);
            let window = (flow.window.0, until.max(flow.window.0 + Micros(1)));
            let end = Scale::new(flow.window, flow.plot).x(until).max(left);
            let way = (end - left).max(1.0);
            // The flag follows the playhead, but does not leave the chart: it rests where the edge is near.
            let early = within((flag_x(0.0, flow.width) - left) / way, 0.0, 1.0);
            let late = within((flow.width - HALF_FLAG - left) / way, early, 1.0);
            let flag_at = |share: f64| (share, shift(flag_x(left + share * way, flow.width)));
            for head in &stage.heads {
                run(head, passage, window, &[(0.0, shift(left)), (1.0, shift(end))]);
            }
            run(&stage.flag, passage, window, &[0.0, early, late, 1.0].map(flag_at));
        }
        let inner = Rc::new(Inner {
            flow,
            stage,
            courses,
            told: Cell::new(f64::NEG_INFINITY),
            on_edge: Box::new(on_edge),
            pace: RefCell::new(None),
        });
        if browser::reduced_motion() {
            for course in &inner.courses {
                // A paused animation shows the moment that it is set to.
                let _ = course.animation.pause();
            }
            inner.step();
            let stepped = Rc::clone(&inner);
            let timer = Interval::new(STEP_INTERVAL, move || stepped.step());
            *inner.pace.borrow_mut() = Some(Pace::Steps { _timer: timer });
        } else {
            Inner::frame(&inner);
        }
        Self { inner }
    }

    /// How time passes.
    pub(super) fn flow(&self) -> &Flow {
        &self.inner.flow
    }

    /// Catches up, where time goes in steps: something new is shown.
    pub(super) fn step(&self) {
        if matches!(*self.inner.pace.borrow(), Some(Pace::Steps { .. })) {
            self.inner.step();
        }
    }
}

impl Drop for Motion {
    fn drop(&mut self) {
        // Frames and steps hold the inner part: letting go of them lets go of it.
        self.inner.pace.borrow_mut().take();
        for course in &self.inner.courses {
            course.animation.cancel();
        }
    }
}

impl Inner {
    /// Tells the time in this frame, and again in the next.
    fn frame(inner: &Rc<Self>) {
        let now = Wall::now();
        if now.0 - inner.told.get() >= TEXT_INTERVAL {
            inner.tell(now);
        }
        let next = Rc::clone(inner);
        let next = request_animation_frame(move |_| Self::frame(&next));
        *inner.pace.borrow_mut() = Some(Pace::Frames { _next: next });
    }

    /// Goes to the present at once.
    fn step(&self) {
        let now = Wall::now();
        for course in &self.courses {
            course.animation.set_current_time(Some(course.progress(now)));
        }
        self.tell(now);
    }

    fn tell(&self, now: Wall) {
        self.told.set(now.0);
        if let Some(head) = self.flow.head {
            self.stage.show(head.clock.micros(now).min(head.until));
        }
        let edge = self.flow.window.1.min(self.flow.whole);
        let mut passages = self.flow.curtains.iter().flatten().chain(&self.flow.head);
        if passages.any(|passage| passage.clock.micros(now) >= edge) {
            (self.on_edge)();
        }
    }
}

impl Stage {
    /// Writes a moment onto the flag and the clock.
    pub(super) fn show(&self, moment: Micros) {
        let text = format!("{moment:.2}");
        self.write(&format!("{text} s"), &text);
    }

    /// Writes onto the flag and the clock. Both are elements that the components leave empty.
    pub(super) fn write(&self, flag: &str, clock: &str) {
        self.flag_text.set_text_content(Some(flag));
        if let Some(element) = &self.clock {
            element.set_text_content(Some(clock));
        }
    }
}

/// The animation of each element that moves or has moved. It is set anew for each course, not made anew: `WebKitGTK` (2.50)
/// never frees an animation that a script has made, 9 kB with each.
#[derive(Debug, Default)]
pub(super) struct Movers(Vec<Mover>);

#[derive(Debug)]
struct Mover {
    element: Element,
    effect: KeyframeEffect,
    animation: Animation,
}

impl Movers {
    /// Lets the engine move an element along the course (shares of the way, transforms) from one moment to
    /// another, in milliseconds since 1970.
    fn animate(&mut self, element: &Element, course: &[(f64, String)], (from, to): (f64, f64)) -> Option<Animation> {
        let frames = Array::new();
        for (offset, transform) in course {
            let frame = Object::new();
            Reflect::set(&frame, &JsValue::from_str("offset"), &JsValue::from_f64(*offset)).ok()?;
            Reflect::set(&frame, &JsValue::from_str("transform"), &JsValue::from_str(transform)).ok()?;
            frames.push(&frame);
        }
        if !self.0.iter().any(|mover| mover.element == *element) {
            self.0.push(Mover::new(element)?);
        }
        let Mover { effect, animation, .. } = self.0.iter().find(|mover| mover.element == *element)?;
        effect.set_keyframes(Some(&frames)).ok()?;
        let timing = OptionalEffectTiming::new();
        timing.set_duration_f64((to - from).max(0.0));
        timing.set_fill(FillMode::Both);
        effect.update_timing_with_timing(&timing).ok()?;
        // The document's timeline counts from the page's time origin. Giving the start, rather than playing from
        // now, keeps what is shown true to the clock however late the first frame comes.
        animation.set_start_time(Some(from - browser::time_origin()));
        Some(animation.clone())
    }
}

impl Mover {
    fn new(element: &Element) -> Option<Self> {
        let effect = KeyframeEffect::new_with_opt_element_and_keyframes(Some(element), None).ok()?;
        let animation = Animation::new_with_effect(Some(effect.as_ref())).ok()?;
        Some(Self { element: element.clone(), effect, animation })
    }
}
