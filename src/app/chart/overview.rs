//! Below the chart: how much goes on at once over all of the time, and, where a reader looks closer, the window.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::Props;
use crate::app::inspect::Inspect;
use crate::app::markup::Markup;
use crate::app::part::Parts;
use crate::time::Micros;
use crate::timeline::scale::Scale;

/// Its height, and that of the steps in it, in CSS pixels.
const HEIGHT: f64 = 34.0;
const STEPS: f64 = 24.0;

/// The strip: behind its own curtain while a run goes on.
pub(super) fn view(
    props: &Props,
    (reveal, still): (&NodeRef, &NodeRef),
    passes: bool,
    (grip, parts): (&Rc<Cell<Option<f64>>>, &Parts),
) -> Html {
    let scene = &props.drawing.scene;
    let (left, right) = scene.plot;
    let scale = Scale::new((Micros::ZERO, props.range.0), scene.plot);
    let most = props.profile.0.most();
    let (from, to) = scene.range;
    let window = (scale.x(from), scale.x(to));
    let seek = seeker(props, scale, grip);
    // As many decimals as it takes to tell the edges apart.
    let digits = if to.since(from) >= Micros::from_secs(1) { 3 } else { 6 };
    let hidden = props.guess.is_some() && props.flow.is_none() && most == 0;
    // What it is drawn from: not the window, so that looking closer does not draw it again.
    let [low, high] =
        [props.range.0.0, props.range.0.0 >> 32].map(|part| u32::try_from(part & 0xffff_ffff).unwrap_or(0));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates, and no chart is that wide"
    )]
    let edges = [left, right].map(|edge| edge as u32);
    let version = [props.profile.1, low, high, edges[0], edges[1], u32::from(passes)];
    let profile = parts.part("profile", &version, || {
        let mut profile = Markup::default();
        profile.place(r#"<svg class="profile" aria-hidden="true" width="@" height="@">"#, &[scene.width, HEIGHT]);
        steps(&mut profile, props, most, passes);
        profile.html()
    });
    let mut at_once = Markup::default();
    at_once.put(r#"at once<b id="at-once">@</b>"#, &[&most.to_string()]);
    html! {
        <div class="overview" ~style={Markup::style("height:@px", &[HEIGHT])} onpointerdown={seek.clone()} onpointermove={seek.clone()} onpointerup={seek.clone()} onpointercancel={seek}
            aria-hidden={if props.zoomed { None } else { Some("true") }} {hidden}>
            <span class="most" ~style={Markup::style("width:@px", &[left])} ~innerHTML={at_once.inside()}></span>
            <div class={classes!("reveal", passes.then_some("moving"))} ref={reveal}
                ~style={Markup::style("top:0;height:@px;width:@px", &[HEIGHT, right])}>
                <div class="still" ref={still}>
                    { profile }
                </div>
            </div>
            <div class="base" ~style={Markup::style("left:@px;width:@px", &[left, right - left])}></div>
            if props.zoomed {
                <div id="window" class="window" role="scrollbar" aria-label="Part of the time that is shown"
                    aria-controls="lanes" aria-orientation="horizontal" tabindex="0" aria-valuemin="0"
                    aria-valuemax={format!("{:.2}", props.range.0)} aria-valuenow={format!("{from:.2}")}
                    aria-valuetext={format!("{from:.digits$} to {to:.digits$} seconds")} onkeydown={keys(props)}
                    ~style={Markup::style("left:@px;width:@px", &[window.0, (window.1 - window.0).max(4.0)])}></div>
            }
        </div>
    }
}

/// The steps as a path, and the image's end: a column is two pixels wide.
fn steps(out: &mut Markup, props: &Props, most: u32, passes: bool) {
    let (left, right) = props.drawing.scene.plot;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, as it should")]
    let columns = ((right - left) / 2.0).max(1.0) as usize;
    // What goes on goes on behind the curtain, as open bars do.
    let until = if passes { props.range.0 } else { Micros::ZERO };
    let steps = props.profile.0.columns_until((Micros::ZERO, props.range.0), columns, until);
    let width = (right - left) / f64::from(u32::try_from(columns).unwrap_or(u32::MAX));
    let y = |count: u32| HEIGHT - STEPS * f64::from(count) / f64::from(most.max(1));
    out.place(r#"<path d="M@ @"#, &[left, HEIGHT]);
    let mut last = 0;
    let mut x = left;
    for count in steps {
        if count != last {
            out.place("H@V@", &[x, y(count)]);
            last = count;
        }
        x += width;
    }
    out.place(r#"H@V@z"/></svg>"#, &[x, HEIGHT]);
}

/// A press brings the window there, and a drag takes it along by where it was taken hold of. `grip` is how far right of
/// the window's left edge that was, in CSS pixels; none while nothing is held.
fn seeker(props: &Props, scale: Scale, grip: &Rc<Cell<Option<f64>>>) -> Callback<PointerEvent> {
    let (on_inspect, zoomed, window) = (props.on_inspect.clone(), props.zoomed, props.drawing.scene.range);
    let grip = Rc::clone(grip);
    Callback::from(move |event: PointerEvent| {
        let target = event.target_dyn_into::<Element>();
        // The element that listens is the page's root: the framework hears for all.
        let strip = target.as_ref().and_then(|target| target.closest(".overview").ok().flatten());
        let Some((target, strip)) = target.zip(strip).filter(|_| zoomed) else { return };
        let x = f64::from(event.client_x()) - strip.get_bounding_client_rect().left();
        let length = window.1.since(window.0);
        match event.type_().as_str() {
            "pointerdown" if event.button() == 0 => {
                // It goes on being heard where it leaves the strip.
                let _ = strip.set_pointer_capture(event.pointer_id());
                let held = target.id() == "window";
                grip.set(Some(if held { x - scale.x(window.0) } else { scale.length(length) / 2.0 }));
                if held {
                    return;
                }
            }
            "pointermove" => {}
            _ => return grip.set(None),
        }
        let Some(grip) = grip.get() else { return };
        let from = scale.time(x - grip).min(scale.range().1.since(length));
        on_inspect.emit(Inspect::Window(Some((from, from + length))));
    })
}

fn keys(props: &Props) -> Callback<KeyboardEvent> {
    let (on_inspect, (from, to)) = (props.on_inspect.clone(), props.drawing.scene.range);
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let tenth = i64::try_from(to.since(from).0 / 10).unwrap_or(i64::MAX).max(1);
        let inspect = match event.key().as_str() {
            "ArrowLeft" => Inspect::Pan(-tenth),
            "ArrowRight" => Inspect::Pan(tenth),
            "PageUp" => Inspect::Pan(tenth.saturating_mul(-9)),
            "PageDown" => Inspect::Pan(tenth.saturating_mul(9)),
            "Home" => Inspect::Pan(i64::MIN),
            "End" => Inspect::Pan(i64::MAX),
            _ => return,
        };
        event.prevent_default();
        on_inspect.emit(inspect);
    })
}
