//! Looking closer: zoom, pan, the overview's window, measuring, and the way from a bar to its line and back.

use std::time::Duration;

use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions, MouseActions, TouchActions};
use fantoccini::key::Key;
use serde::Deserialize;

use super::access::tab_to;
use super::browser::Look;
use super::page::Page;
use super::server::Overrides;
use super::stage::Stage;
use super::transport::{DOWN, UP, act, finished, moved, near, place, playhead};

/// From when to when the chart shows, in seconds, and where its plot is on the screen.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Shown {
    pub(crate) from: f64,
    pub(crate) to: f64,
    left: f64,
    right: f64,
    top: f64,
}

impl Shown {
    /// Whole pixels, as those of a pointer are.
    pub(crate) fn x(self, seconds: f64) -> f64 {
        (self.left + (seconds - self.from) * (self.right - self.left) / self.length()).round()
    }

    pub(crate) fn seconds(self, x: f64) -> f64 {
        self.from + (x - self.left) * self.pixel()
    }

    pub(crate) fn length(self) -> f64 {
        self.to - self.from
    }

    /// As long as a pixel is wide.
    fn pixel(self) -> f64 {
        self.length() / (self.right - self.left)
    }

    /// A place in the lanes, below the axis.
    pub(crate) fn at(self, seconds: f64) -> (f64, f64) {
        (self.x(seconds), self.top + 70.0)
    }
}

/// What the chart shows: told by its window where there is one, else by the numbers of its axis, which count seconds.
pub(crate) async fn shown(page: Page<'_>) -> Shown {
    let script = "document.querySelector('section.card').scrollIntoView();
        const { left, right } = document.querySelector('.overview .base').getBoundingClientRect();
        const chart = document.querySelector('.chart').getBoundingClientRect();
        const part = document.querySelector('#window');
        let [from, to] = part ? part.getAttribute('aria-valuetext').match(/[0-9.]+/g).map(Number) : [0, 0];
        if (!part) {
            const [one, other] = [...document.querySelectorAll('.axis g')].filter((tick) => tick.querySelector('text'));
            const x = (tick) => tick.querySelector('line').x1.baseVal.value;
            const second = (tick) => parseFloat(tick.querySelector('text').textContent);
            to = (second(other) - second(one)) / (x(other) - x(one)) * (right - left);
        }
        return { from, to, left, right, top: chart.top }";
    serde_json::from_value(page.browser.script(script, vec![]).await).unwrap()
}

/// Looks closer at a place with the wheel.
pub(crate) async fn closer(page: Page<'_>, at: (f64, f64), turn: f64) {
    page.browser.wheel(at, (0.0, -turn), Some(Key::Control)).await;
}

/// Waits for what changes nothing in the document, as scrolling does: looks in each frame.
pub(crate) async fn until(page: Page<'_>, expression: &str) {
    let script = format!(
        "const done = arguments[0], start = performance.now();
         const look = () => {{
             if ({expression}) done('yes');
             else if (performance.now() - start > 5000) done('late');
             else requestAnimationFrame(look);
         }};
         look()"
    );
    assert_eq!(page.browser.script_async(&script, vec![]).await, "yes", "waited in vain for {expression}");
}

/// Lets everything that was heard come to the screen, where the test is that nothing does.
pub(crate) async fn settled(page: Page<'_>) {
    let script = "const done = arguments[0];
        const frames = (left) => left > 0 ? requestAnimationFrame(() => frames(left - 1)) : done();
        frames(10)";
    page.browser.script_async(script, vec![]).await;
}

/// Presses a key that writes something.
pub(crate) async fn key(page: Page<'_>, value: char) {
    let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
    act(page, keys).await;
}

pub(crate) async fn press(page: Page<'_>, at: (f64, f64)) {
    act(page, MouseActions::new("mouse".to_owned()).then(moved(at, 0)).then(DOWN).then(UP)).await;
}

async fn drag(page: Page<'_>, from: (f64, f64), to: (f64, f64)) {
    let drag = MouseActions::new("mouse".to_owned()).then(moved(from, 0)).then(DOWN);
    act(page, drag.then(moved(to, 150)).then(UP)).await;
}

/// What is written on the axis.
pub(crate) async fn ticks(page: Page<'_>) -> String {
    page.text("return [...document.querySelectorAll('.tick')].map((tick) => tick.textContent).join(' ')").await
}

/// Where the bars are.
async fn bars(page: Page<'_>) -> String {
    page.text("return [...document.querySelectorAll('[data-bar]')].map((bar) => `${bar.getAttribute('x')}+${bar.getAttribute('width')}`).join(' ')").await
}

/// The part of the time that is shown, in words; empty where it is all of it.
pub(crate) async fn part(page: Page<'_>) -> String {
    page.text("return document.querySelector('#window')?.getAttribute('aria-valuetext') ?? ''").await
}

/// Waits until another part is shown than before.
pub(crate) async fn wait_for_another(page: Page<'_>, before: &str) {
    page.wait_for(&format!("(document.querySelector('#window')?.getAttribute('aria-valuetext') ?? '') !== '{before}'"))
        .await;
}

/// How many elements there are.
pub(crate) async fn count(page: Page<'_>, selector: &str) -> u64 {
    let script = format!("return document.querySelectorAll('{selector}').length");
    page.browser.script(&script, vec![]).await.as_u64().unwrap()
}

/// The middle of an element on the screen, to which it is scrolled.
pub(crate) async fn middle(page: Page<'_>, selector: &str, number: usize) -> (f64, f64) {
    let script = format!(
        "document.querySelector('section.card').scrollIntoView();
         const element = document.querySelectorAll('{selector}')[{number}];
         if (!element) return null;
         const {{ left, top, width, height }} = element.getBoundingClientRect();
         return [Math.round(left + width / 2), Math.round(top + height / 2)]"
    );
    let place = page.browser.script(&script, vec![]).await;
    let number = |at: usize| place[at].as_f64().unwrap_or_else(|| panic!("no {selector} number {number}"));
    (number(0), number(1))
}

pub(crate) async fn attribute(page: Page<'_>, selector: &str, name: &str) -> String {
    page.text(&format!("return document.querySelector('{selector}')?.getAttribute('{name}') ?? ''")).await
}

pub(crate) async fn text_of(page: Page<'_>, selector: &str) -> String {
    page.text(&format!("return document.querySelector('{selector}')?.textContent ?? ''")).await
}

pub(crate) async fn the_wheel_zooms_around_the_pointer_and_pans(stage: &Stage) {
    let page = stage.page_with(Overrides::default(), Look { size: (1280, 700), ..Look::default() }).await;
    finished(page).await;
    let whole = shown(page).await;
    let (numbers, places) = (ticks(page).await, bars(page).await);
    let at = whole.at(6.0);
    closer(page, at, 120.0).await;
    page.wait_for("document.querySelector('#window')").await;
    let part_of_it = shown(page).await;
    near(part_of_it.seconds(at.0), whole.seconds(at.0), 2.0 * whole.pixel());
    near(part_of_it.length(), whole.length() / 1.4, 0.05);
    assert_ne!(ticks(page).await, numbers);
    assert_ne!(bars(page).await, places);
    let scale = page.text("return String(visualViewport.scale * devicePixelRatio)").await;
    assert_eq!(scale, "1", "the browser zooms the page");
    page.browser.screenshot("explore-zoomed").await;

    // Later, with the shift key or sideways; the bars go left.
    let before = part(page).await;
    page.browser.wheel(at, (0.0, 60.0), Some(Key::Shift)).await;
    wait_for_another(page, &before).await;
    let later = shown(page).await;
    near(later.from - part_of_it.from, 60.0 * part_of_it.pixel(), 0.05);
    near(later.length(), part_of_it.length(), 0.002);
    let before = part(page).await;
    page.browser.wheel(at, (-90.0, 0.0), None).await;
    wait_for_another(page, &before).await;
    near(shown(page).await.from - later.from, -90.0 * later.pixel(), 0.05);

    // A plain wheel is the page's.
    let (before, numbers) = (part(page).await, ticks(page).await);
    let scrolled: f64 = page.text("return String(scrollY)").await.parse().unwrap();
    page.browser.wheel(at, (0.0, -80.0), None).await;
    until(page, &format!("scrollY < {scrolled} - 40")).await;
    assert_eq!((part(page).await, ticks(page).await), (before, numbers));

    // And back, wider than all there is: all of it.
    let at = shown(page).await.at(6.0);
    page.browser.wheel(at, (0.0, 300.0), Some(Key::Control)).await;
    page.wait_for("!document.querySelector('#window')").await;
    assert_eq!(bars(page).await, places);
}

pub(crate) async fn buttons_and_keys_zoom_and_pan(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let whole = shown(page).await;
    for id in ["#zoom-out", "#fit"] {
        assert_eq!(attribute(page, id, "aria-disabled").await, "true", "{id} has nothing to do");
    }
    // By the buttons first, then by the keys.
    for keys in [false, true] {
        let mut last = String::new();
        for (button, letter, length) in [
            ("#zoom-in", '+', 0.5),
            ("#zoom-in", '+', 0.25),
            ("#zoom-in", '=', 0.125),
            ("#zoom-out", '-', 0.25),
            ("#fit", '0', 1.0),
        ] {
            if keys {
                key(page, letter).await;
            } else {
                page.browser.click(button).await;
            }
            wait_for_another(page, &last).await;
            last = part(page).await;
            near(shown(page).await.length(), length * whole.length(), 0.05);
            assert_eq!(attribute(page, "#fit", "aria-disabled").await == "true", last.is_empty());
        }
        assert_eq!(last, "");
    }
    // By half of what is shown.
    for _ in 0..2 {
        let before = part(page).await;
        key(page, '+').await;
        wait_for_another(page, &before).await;
    }
    let zoomed = shown(page).await;
    let mut before = zoomed;
    for (letter, halves) in [('<', -1.0), ('<', -1.0), ('>', 1.0)] {
        let text = part(page).await;
        key(page, letter).await;
        wait_for_another(page, &text).await;
        let now = shown(page).await;
        near(now.from - before.from, halves * zoomed.length() / 2.0, 0.01);
        near(now.length(), zoomed.length(), 0.002);
        before = now;
    }
}

pub(crate) async fn dragging_moves_the_window_and_a_press_the_playhead(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let whole = shown(page).await;
    closer(page, whole.at(5.0), 300.0).await;
    page.wait_for("document.querySelector('#window')").await;
    let (before, text, stays) = (shown(page).await, part(page).await, playhead(page).await);
    let from = before.at(5.0);
    drag(page, from, (from.0 + 150.0, from.1 + 10.0)).await;
    wait_for_another(page, &text).await;
    let after = shown(page).await;
    near(after.from, before.from - 150.0 * before.pixel(), 0.03);
    near(after.length(), before.length(), 0.002);
    near(playhead(page).await, stays, 0.0);
    assert_eq!(count(page, "#card").await, 0, "a drag chooses no bar");

    let text = part(page).await;
    press(page, after.at(4.0)).await;
    page.wait_for("document.querySelector('.playhead.away')").await;
    near(playhead(page).await, 4.0, 2.0 * after.pixel());
    assert_eq!(part(page).await, text);
    // The flag is the playhead's even then.
    let flag = middle(page, "#playhead", 0).await;
    drag(page, flag, (flag.0 + 100.0, flag.1)).await;
    page.wait_for("Number(document.querySelector('#playhead').ariaValueNow) > 4.1").await;
    near(playhead(page).await, 4.0 + 100.0 * after.pixel(), 0.03);
    assert_eq!(part(page).await, text);
}

pub(crate) async fn two_fingers_zoom_and_one_pans(stage: &Stage) {
    let page = stage.page_with(Overrides::default(), Look { size: (360, 780), ..Look::default() }).await;
    finished(page).await;
    let whole = shown(page).await;
    let finger = |name: &str, from: (f64, f64), to: (f64, f64)| {
        TouchActions::new(name.to_owned()).then(moved(from, 0)).then(DOWN).then(moved(to, 300)).then(UP)
    };
    let y = whole.top + 70.0;
    let (middle, near_it, far) = (whole.x(5.0), 30.0, 90.0);
    let one = finger("one", (middle - near_it, y), (middle - far, y));
    let other = finger("other", (middle + near_it, y), (middle + far, y));
    act(page, Actions::from(one).and(other)).await;
    page.wait_for("document.querySelector('#window')").await;
    settled(page).await;
    let zoomed = shown(page).await;
    near(zoomed.length(), whole.length() * near_it / far, whole.length() * 0.04);
    near(zoomed.seconds(middle), whole.seconds(middle), 0.3);
    assert_eq!(page.text("return String(visualViewport.scale)").await, "1", "the browser zooms the page");
    assert_eq!(count(page, ".playhead.away").await, 0, "a pinch moves no playhead");
    page.browser.screenshot("explore-pinched").await;

    let text = part(page).await;
    let at = (middle, zoomed.top + 70.0);
    act(page, finger("one", at, (at.0 - 80.0, at.1 + 4.0))).await;
    wait_for_another(page, &text).await;
    settled(page).await;
    let panned = shown(page).await;
    near(panned.from - zoomed.from, 80.0 * zoomed.pixel(), 0.2);
    near(panned.length(), zoomed.length(), 0.002);

    // Up and down belongs to the page.
    let text = part(page).await;
    let at = (middle, panned.top + 130.0);
    let before = page.text("return String(scrollY)").await;
    act(page, finger("one", at, (at.0 - 4.0, at.1 - 120.0))).await;
    until(page, &format!("scrollY > {before} + 40")).await;
    assert_eq!(part(page).await, text);
    assert_eq!(count(page, ".playhead.away").await, 0, "a swipe moves no playhead");
}

pub(crate) async fn the_overview_shows_and_moves_the_window(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    assert_eq!((count(page, "#window").await, attribute(page, ".overview", "aria-hidden").await.as_str()), (0, "true"));
    let whole = shown(page).await;
    closer(page, whole.at(5.0), 300.0).await;
    page.wait_for("document.querySelector('#window')").await;
    let before = part(page).await;
    closer(page, whole.at(5.0), 300.0).await;
    wait_for_another(page, &before).await;
    assert_eq!(attribute(page, "#window", "role").await, "scrollbar");
    assert_eq!(attribute(page, ".overview", "aria-hidden").await, "");
    let before = shown(page).await;
    // It is drawn where it is.
    let script =
        "const { left, right } = document.querySelector('#window').getBoundingClientRect(); return [left, right]";
    let edges = page.browser.script(script, vec![]).await;
    near(edges[0].as_f64().unwrap(), whole.x(before.from), 1.5);
    near(edges[1].as_f64().unwrap(), whole.x(before.to), 1.5);

    page.browser.screenshot("explore-overview").await;

    tab_to(page, "#window").await;
    let tenth = before.length() / 10.0;
    let last: f64 = attribute(page, "#window", "aria-valuemax").await.parse().unwrap();
    for (pressed, from) in [
        (Key::Right, before.from + tenth),
        (Key::Left, before.from),
        (Key::Home, 0.0),
        (Key::PageDown, 9.0 * tenth),
        (Key::End, last - before.length()),
    ] {
        let text = part(page).await;
        page.browser.press(pressed).await;
        wait_for_another(page, &text).await;
        near(shown(page).await.from, from, 0.02);
    }
    assert_eq!(page.text("return document.activeElement.id").await, "window", "the focus stays");
}

pub(crate) async fn a_press_and_a_drag_in_the_overview_move_the_window(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let whole = shown(page).await;
    for _ in 0..2 {
        let text = part(page).await;
        closer(page, whole.at(5.0), 300.0).await;
        wait_for_another(page, &text).await;
    }
    // A press beside it brings its middle there.
    let (text, (_, y), before) = (part(page).await, middle(page, "#window", 0).await, shown(page).await);
    press(page, (whole.x(2.5), y)).await;
    wait_for_another(page, &text).await;
    let pressed = shown(page).await;
    near(f64::midpoint(pressed.from, pressed.to), 2.5, 2.0 * whole.pixel());
    near(pressed.length(), before.length(), 0.002);

    let (text, at, stays) = (part(page).await, middle(page, "#window", 0).await, playhead(page).await);
    drag(page, at, (at.0 + 120.0, at.1 + 40.0)).await;
    wait_for_another(page, &text).await;
    let dragged = shown(page).await;
    near(dragged.from - pressed.from, 120.0 * whole.pixel(), 0.05);
    near(dragged.length(), before.length(), 0.002);
    near(playhead(page).await, stays, 0.0);
    // Let go of, it stays.
    let text = part(page).await;
    act(page, MouseActions::new("mouse".to_owned()).then(moved((at.0 - 50.0, at.1), 50))).await;
    settled(page).await;
    assert_eq!(part(page).await, text);
}

pub(crate) async fn a_window_grabbed_at_its_edge_does_not_jump(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let whole = shown(page).await;
    closer(page, whole.at(5.0), 300.0).await;
    page.wait_for("document.querySelector('#window')").await;
    let before = shown(page).await;
    let (text, (_, y)) = (part(page).await, middle(page, "#window", 0).await);
    let edge = whole.x(before.from) + 10.0;
    drag(page, (edge, y), (edge + 60.0, y)).await;
    wait_for_another(page, &text).await;
    near(shown(page).await.from - before.from, 60.0 * whole.pixel(), 0.05);
}

pub(crate) async fn the_window_follows_a_run(stage: &Stage) {
    let page = stage.page().await;
    // 10 s at 4×.
    page.choose("sync-loop", 40).await;
    page.run().await;
    page.wait_for_run("running", Duration::from_secs(5)).await;
    let mut before = String::new();
    for _ in 0..3 {
        key(page, '+').await;
        wait_for_another(page, &before).await;
        before = part(page).await;
    }
    // How many windows there were, how far the clock was from them at the most, and how far the line from the plot.
    let script = "const done = arguments[0], windows = new Set();
        let away = 0, beside = 0, frames = 0;
        const look = () => {
            const part = document.querySelector('#window');
            if (document.querySelector('main').dataset.run !== 'running' || !part) {
                return done({ windows: windows.size, away, beside, frames });
            }
            frames += 1;
            const [from, to] = part.getAttribute('aria-valuetext').match(/[0-9.]+/g).map(Number);
            windows.add(from);
            const now = Number(document.querySelector('#clock').textContent);
            away = Math.max(away, from - now, now - to);
            const { left, right } = document.querySelector('.overview .base').getBoundingClientRect();
            const needle = document.querySelector('.needle').getBoundingClientRect().left;
            beside = Math.max(beside, left - needle, needle - right);
            requestAnimationFrame(look);
        };
        look()";
    let seen = page.browser.script_async(script, vec![]).await;
    let number = |name: &str| seen[name].as_f64().unwrap();
    assert!(number("windows") >= 4.0 && number("frames") > 10.0, "it does not follow: {seen}");
    // A few frames late at the most.
    assert!(number("away") < 0.5 && number("beside") < 20.0, "it is late: {seen}");
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    page.browser.screenshot("explore-followed").await;
}

pub(crate) async fn the_window_follows_the_playhead_that_plays(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    page.browser.click("#to-start").await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow === '0.00'").await;
    for _ in 0..2 {
        let text = part(page).await;
        key(page, '+').await;
        wait_for_another(page, &text).await;
    }
    page.browser.click("#play").await;
    page.wait_for("document.querySelector('#play[aria-label=Pause]')").await;
    let script = "const done = arguments[0];
        let away = 0;
        const look = () => {
            const [from, to] = document.querySelector('#window').getAttribute('aria-valuetext').match(/[0-9.]+/g).map(Number);
            const now = Number(document.querySelector('#clock').textContent);
            away = Math.max(away, from - now, now - to);
            if (document.querySelector('#play').ariaLabel === 'Play') done(away); else requestAnimationFrame(look);
        };
        look()";
    let away = page.browser.script_async(script, vec![]).await.as_f64().unwrap();
    assert!(away < 1.0, "the playhead was out of sight by {away} s");
}

/// The time that is measured, in seconds.
async fn measured(page: Page<'_>) -> f64 {
    let text = text_of(page, "#measure").await;
    let number = text.strip_prefix("Δ ").and_then(|text| text.strip_suffix(" s"));
    number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("'{text}' is no time in seconds"))
}

pub(crate) async fn a_drag_on_the_numbers_measures(stage: &Stage) {
    let page = stage.page().await;
    page.choose("sync-loop", 200).await;
    for run in [false, true] {
        if run {
            page.run().await;
            page.wait_for_run("finished", Duration::from_secs(5)).await;
        }
        let view = shown(page).await;
        let (from, to, y) = (view.x(2.0), view.x(4.7), view.top + 8.0);
        for way in 0..2 {
            let stays = playhead(page).await;
            // Backwards it is as long.
            let (start, end) = if way == 0 { (from, to) } else { (to, from) };
            drag(page, (start, y), (end, y)).await;
            page.wait_for("document.querySelector('#measure')").await;
            settled(page).await;
            near(measured(page).await, (to - from) * view.pixel(), 0.006);
            near(measured(page).await, 2.7, 0.02);
            let script = "const { left, right } = document.querySelector('#measure').getBoundingClientRect(); return [left, right]";
            let edges = page.browser.script(script, vec![]).await;
            near(edges[0].as_f64().unwrap(), from, 1.5);
            near(edges[1].as_f64().unwrap(), to, 1.5);
            near(playhead(page).await, stays, 0.0);
            if way == 0 {
                page.browser.screenshot("explore-measured").await;
                press(page, (view.x(7.0), y)).await;
            } else {
                page.browser.press(Key::Escape).await;
            }
            page.wait_for("!document.querySelector('#measure')").await;
        }
    }
    // From where the playhead is to wherever it goes.
    press(page, place(page, 3.0).await).await;
    page.wait_for("document.querySelector('.playhead.away')").await;
    let from = playhead(page).await;
    key(page, 'm').await;
    press(page, place(page, 5.5).await).await;
    page.wait_for("document.querySelector('#measure')").await;
    near(measured(page).await, playhead(page).await - from, 0.02);
    near(measured(page).await, 2.5, 0.1);
    page.browser.click("#to-start").await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow === '0.00'").await;
    near(measured(page).await, from, 0.02);
    key(page, 'm').await;
    page.wait_for("!document.querySelector('#measure')").await;
}
