//! Looking around in a trace of a million spans, with a mouse.

use std::time::Duration;

use serde_json::json;

use super::frames::{self, Frames};
use super::table::Row;
use crate::end_to_end::browser::Look;
use crate::end_to_end::exhibits::{self, Exhibit};
use crate::end_to_end::page::Page;
use crate::end_to_end::stage::Stage;

const SPANS: usize = 1_000_000;
/// How many turns of the wheel, or moves of the mouse, each gesture has.
const STEPS: u32 = 40;

/// `DevTools`' modifier keys.
const NONE: u32 = 0;
const CTRL: u32 = 2;

/// What a gesture is seen by.
const TICKS: &str = "return [...document.querySelectorAll('.tick')].map((tick) => tick.textContent).join(' ')";

pub(crate) async fn measure(stage: &Stage) -> Vec<Row> {
    stage.server.serve(exhibits::overrides(&[Exhibit::trace("spans", exhibits::many_spans(SPANS, 16))]));
    stage.browser.open(&stage.server.address(), Look::default()).await;
    stage
        .browser
        .wait_for("document.querySelector('[data-bar], [data-ghost], .together')", Duration::from_mins(1))
        .await;
    let page = Page { browser: &stage.browser };

    let at = middle(page).await;
    let before = page.text(TICKS).await;
    frames::begin(page, "zoom").await;
    for _ in 0..STEPS {
        wheel(page, at, (0.0, -40.0), CTRL).await;
    }
    frames::end(page, "zoom").await;
    let zoomed = page.text(TICKS).await;

    let at = middle(page).await;
    frames::begin(page, "pan").await;
    for _ in 0..STEPS {
        wheel(page, at, (40.0, 0.0), NONE).await;
    }
    frames::end(page, "pan").await;
    let panned = page.text(TICKS).await;

    let (x, y) = middle(page).await;
    let stood = page.text(TICKS).await;
    frames::begin(page, "drag").await;
    mouse(page, "mousePressed", (x, y)).await;
    for step in 1..=STEPS {
        mouse(page, "mouseMoved", (x + 6.0 * f64::from(step), y)).await;
    }
    mouse(page, "mouseReleased", (x + 6.0 * f64::from(STEPS), y)).await;
    frames::end(page, "drag").await;
    let dragged = page.text(TICKS).await;
    page.browser.screenshot("speed-spans").await;

    let trace = frames::trace(&stage.browser).await;
    let gestures = [
        ("zoom", "zooming into 1,000,000 spans", before != zoomed),
        ("pan", "panning over 1,000,000 spans", zoomed != panned),
        ("drag", "dragging over 1,000,000 spans", stood != dragged),
    ];
    let rows = gestures.into_iter().flat_map(|(name, words, worked)| {
        if worked { Frames::between(&trace, name).rows(words) } else { Frames::no_rows(words) }
    });
    rows.collect()
}

/// A place in the left half of the chart, on the screen: a wheel that the chart does not heed scrolls the page.
async fn middle(page: Page<'_>) -> (f64, f64) {
    let script = "document.querySelector('.card').scrollIntoView();
        const { left, width, top } = document.querySelector('.chart').getBoundingClientRect();
        return [left + width * 0.4, top + 120]";
    let place = page.browser.script(script, vec![]).await;
    (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
}

/// Turns the wheel; over when the page has heard of it.
async fn wheel(page: Page<'_>, (x, y): (f64, f64), (across, down): (f64, f64), modifiers: u32) {
    let event =
        json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": across, "deltaY": down, "modifiers": modifiers });
    page.browser.dev_tools("Input.dispatchMouseEvent", event).await;
}

async fn mouse(page: Page<'_>, what: &str, (x, y): (f64, f64)) {
    let event = json!({ "type": what, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
    page.browser.dev_tools("Input.dispatchMouseEvent", event).await;
}
