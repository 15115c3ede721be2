//! The playhead, moved by hand: back into a run, from event to event, after a run and while one goes on.

use std::time::Duration;

use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions,
};
use fantoccini::key::Key;

use super::access::tab_to;
use super::browser::Look;
use super::listings::check_total;
use super::page::{Page, SLEEPING};
use super::server::Overrides;
use super::stage::Stage;

/// Where the playhead says that it is, in seconds.
pub(crate) async fn playhead(page: Page<'_>) -> f64 {
    page.text("return document.querySelector('#playhead').getAttribute('aria-valuenow')").await.parse().unwrap()
}

/// The number of the big clock, in seconds.
pub(crate) async fn clock(page: Page<'_>) -> f64 {
    page.text("return document.querySelector('#clock').textContent").await.parse().unwrap()
}

/// What can be seen in the console.
async fn printed(page: Page<'_>) -> String {
    page.text(
        "return [...document.querySelectorAll('#console .out')].filter((piece) => \
         getComputedStyle(piece).visibility === 'visible').map((piece) => piece.textContent).join('')",
    )
    .await
}

/// The numbers of the lines that are marked.
async fn marked(page: Page<'_>) -> String {
    page.text("return [...document.querySelectorAll('.line.active')].map((line) => line.dataset.number).join(' ')")
        .await
}

/// Whether a veil lies over what comes after the playhead.
async fn is_veiled(page: Page<'_>) -> bool {
    let script = "const veil = document.querySelector('.veil'), line = document.querySelector('.needle');
        const left = veil.getBoundingClientRect().left, { left: x, width } = line.getBoundingClientRect();
        return veil.checkVisibility() && Math.abs(left - x - width / 2) < 1 ? 'yes' : ''";
    page.text(script).await == "yes"
}

/// Where a moment is on the screen: by the grid's first line, and the second one's time.
pub(crate) async fn place(page: Page<'_>, seconds: f64) -> (f64, f64) {
    let script = "document.querySelector('.card').scrollIntoView();
        const chart = document.querySelector('.chart').getBoundingClientRect();
        const [zero, one] = [...document.querySelectorAll('.axis g')].map((tick) => tick.querySelector('line').x1.baseVal.value);
        const second = parseFloat(document.querySelectorAll('.tick')[1].textContent);
        return `${chart.left + zero} ${(one - zero) / second} ${chart.top + 60}`";
    let numbers = page.text(script).await;
    let numbers: Vec<f64> = numbers.split(' ').map(|number| number.parse().unwrap()).collect();
    ((numbers[0] + seconds * numbers[1]).round(), numbers[2].round())
}

/// Where the flag is on the screen.
pub(crate) async fn flag(page: Page<'_>) -> (f64, f64) {
    let script = "const flag = document.querySelector('#playhead').getBoundingClientRect();
        return `${flag.left + flag.width / 2} ${flag.top + flag.height / 2}`";
    let numbers = page.text(script).await;
    let (x, y) = numbers.split_once(' ').unwrap();
    (x.parse::<f64>().unwrap().round(), y.parse::<f64>().unwrap().round())
}

pub(crate) fn moved((x, y): (f64, f64), millis: u64) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::from_millis(millis)), x, y }
}

pub(crate) const DOWN: PointerAction = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
pub(crate) const UP: PointerAction = PointerAction::Up { button: MOUSE_BUTTON_LEFT };

pub(crate) async fn act(page: Page<'_>, actions: impl Into<Actions>) {
    page.browser.act(actions).await;
}

/// Clicks on the chart at a moment.
pub(crate) async fn click_at(page: Page<'_>, seconds: f64) {
    // Where the window has just got another size, the chart has its own in the frame after the next.
    let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(''))))";
    page.browser.script_async(frames, vec![]).await;
    let place = place(page, seconds).await;
    act(page, MouseActions::new("mouse".to_owned()).then(moved(place, 0)).then(DOWN).then(UP)).await;
    page.wait_for("document.querySelector('.playhead.away')").await;
}

/// A loop that sleeps 1, 2, 3 and 4 s, run to its end.
pub(crate) async fn finished(page: Page<'_>) {
    page.choose("sync-loop", 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
}

#[track_caller]
pub(crate) fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

pub(crate) async fn going_back_shows_the_page_as_it_was(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let whole = printed(page).await;
    assert_eq!((is_veiled(page).await, marked(page).await.as_str()), (false, ""));

    // The third sleep lasts from 3 s to 6 s.
    click_at(page, 4.5).await;
    near(playhead(page).await, 4.5, 0.1);
    near(clock(page).await, playhead(page).await, 0.001);
    assert_eq!(printed(page).await, "waiting 1\nwaiting 2\nwaiting 3\n");
    assert!(!marked(page).await.is_empty(), "the line that sleeps is marked");
    assert!(is_veiled(page).await);
    page.browser.screenshot("transport-back").await;

    // Playing goes on from there to the end, and rests there.
    page.browser.click("#play").await;
    assert_eq!(page.text("return document.querySelector('#play').getAttribute('aria-label')").await, "Pause");
    page.wait_for("document.querySelector('#play[aria-label=\"Play\"]')").await;
    assert_eq!((printed(page).await, is_veiled(page).await), (whole, false));
    near(clock(page).await, page.figure("measured").await, 0.006);
    near(playhead(page).await, page.figure("measured").await, 0.006);

    // To the start: nothing is printed yet but what is printed at once.
    page.browser.click("#to-start").await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow === '0.00'").await;
    assert!(!printed(page).await.contains("waiting 2"));
    // Another run takes the playhead with it.
    page.run().await;
    page.wait_for("!document.querySelector('.playhead.away')").await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
}

pub(crate) async fn the_playhead_is_dragged_by_its_flag(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let (to, from) = (place(page, 2.0).await, flag(page).await);
    let drag = MouseActions::new("mouse".to_owned()).then(moved(from, 0)).then(DOWN);
    act(page, drag.then(moved((to.0, from.1), 200)).then(moved((to.0, from.1 + 300.0), 50)).then(UP)).await;
    page.wait_for("document.querySelector('.playhead.away')").await;
    near(playhead(page).await, 2.0, 0.15);
    assert_eq!(printed(page).await, "waiting 1\nwaiting 2\n");
    // Let go of, it stays; beyond the chart's edge is the end.
    let stays = playhead(page).await;
    act(page, MouseActions::new("mouse".to_owned()).then(moved((from.0, from.1 + 40.0), 100))).await;
    near(playhead(page).await, stays, 0.0);
    let from = flag(page).await;
    let drag = MouseActions::new("mouse".to_owned()).then(moved(from, 0)).then(DOWN);
    act(page, drag.then(moved((1_270.0, from.1), 100)).then(UP)).await;
    page.wait_for("!document.querySelector('.playhead.away')").await;
}

pub(crate) async fn a_finger_drags_taps_and_still_scrolls(stage: &Stage) {
    let page = stage.page_with(Overrides::default(), Look { size: (360, 780), ..Look::default() }).await;
    finished(page).await;
    let wider = page.text("const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth > clientWidth ? `${scrollWidth}` : ''").await;
    assert_eq!(wider, "", "the page is wider than the screen");
    let small = page.text("return [...document.querySelectorAll('.playback button')].filter((button) => { const { width, height } = button.getBoundingClientRect(); return width < 44 || height < 44 }).map((button) => button.id).join()").await;
    assert_eq!(small, "", "a finger needs 44 px");

    let tap = place(page, 4.5).await;
    act(page, TouchActions::new("finger".to_owned()).then(moved(tap, 0)).then(DOWN).then(UP)).await;
    page.wait_for("document.querySelector('.playhead.away')").await;
    near(playhead(page).await, 4.5, 0.2);
    let (to, from) = (place(page, 2.0).await, flag(page).await);
    let drag = TouchActions::new("finger".to_owned()).then(moved(from, 0)).then(DOWN);
    act(page, drag.then(moved((to.0, from.1), 200)).then(UP)).await;
    page.wait_for("Number(document.querySelector('#playhead').ariaValueNow) < 3").await;
    near(playhead(page).await, 2.0, 0.2);
    page.browser.screenshot("transport-phone").await;
    // Up and down belongs to the page.
    let (stays, (x, y)) = (playhead(page).await, place(page, 5.0).await);
    let before = page.text("return String(scrollY)").await.parse::<f64>().unwrap();
    let swipe = TouchActions::new("finger".to_owned()).then(moved((x, y + 60.0), 0)).then(DOWN);
    act(page, swipe.then(moved((x - 5.0, y - 60.0), 200)).then(UP)).await;
    page.wait_for(&format!("scrollY > {before} + 40")).await;
    near(playhead(page).await, stays, 0.0);
}

pub(crate) async fn the_playhead_follows_the_keyboard(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    tab_to(page, "#playhead").await;
    page.browser.press(Key::Home).await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow === '0.00'").await;
    assert_eq!(page.text("return document.querySelector('#playhead').ariaValueText").await, "0.00 seconds");

    // The events: all that the chart knows, in their order, the last one the end.
    let events = page
        .text(
            "return String(new Set([...document.querySelectorAll('[data-bar]')].map(({ dataset }) => dataset.end)).size)",
        )
        .await;
    let (most, mut steps) = (200, 0);
    let mut before = 0.0;
    while page.text("return document.querySelector('.playhead.away') ? 'yes' : ''").await == "yes" {
        page.browser.press(Key::Right).await;
        let now = playhead(page).await;
        assert!(now >= before, "{now} after {before}");
        (before, steps) = (now, steps + 1);
        assert!(steps < most, "no end after {steps} steps");
    }
    assert!(steps >= events.parse::<i32>().unwrap(), "{steps} steps over {events} ends of bars");
    near(before, page.figure("measured").await, 0.006);

    page.browser.press(Key::Left).await;
    page.wait_for("document.querySelector('.playhead.away')").await;
    // A tenth of the chart's 10.5 s, or of the 14 s that it has where the end was late, with the shift key.
    let near_end = playhead(page).await;
    let keys = KeyActions::new("keyboard".to_owned());
    let (shift, left) = (char::from(Key::Shift), char::from(Key::Left));
    let keys = [shift, left].into_iter().fold(keys, |keys, value| keys.then(KeyAction::Down { value }));
    act(page, [left, shift].into_iter().fold(keys, |keys, value| keys.then(KeyAction::Up { value }))).await;
    page.wait_for("Number(document.querySelector('#playhead').ariaValueNow) < 9.5").await;
    near(near_end - playhead(page).await, 1.2, 0.45);
    page.browser.press(Key::End).await;
    page.wait_for("!document.querySelector('.playhead.away')").await;
    let focused = page.text("return document.activeElement.id").await;
    assert_eq!(focused, "playhead");
}

pub(crate) async fn the_prediction_is_looked_through_before_a_run(stage: &Stage) {
    for size in [(360, 780), (1_000, 900)] {
        let page = stage.page_with(Overrides::default(), Look { size, ..Look::default() }).await;
        page.choose("sync-loop", 200).await;
        let height = "return String(document.querySelector('.transport').getBoundingClientRect().height)";
        let before = page.text(height).await;
        click_at(page, 2.0).await;
        assert_eq!(page.text(height).await, before, "the bar of {size:?} jumps");
        page.browser.click("#to-start").await;
        page.run().await;
        page.wait_for_run("running", Duration::from_secs(2)).await;
        assert_eq!(page.text(height).await, before, "the bar of {size:?} jumps");
        page.browser.click("#play").await;
        page.wait_for("document.querySelector('#live')").await;
        assert_eq!(page.text(height).await, before, "the bar of {size:?} jumps");
    }
    let page = stage.page().await;
    page.choose("sync-loop", 200).await;
    let badge = "return document.querySelector('.badge')?.textContent ?? ''";
    assert_eq!((page.text(badge).await.as_str(), printed(page).await.as_str()), ("", ""));
    click_at(page, 2.0).await;
    assert_eq!(page.text(badge).await, "simulated");
    assert_eq!(printed(page).await, "waiting 1\nwaiting 2\n");
    assert!(is_veiled(page).await && !marked(page).await.is_empty());
    page.browser.click("#next").await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow === '3.00'").await;
    page.browser.click("#previous").await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow === '1.00'").await;
    page.browser.screenshot("transport-predicted").await;
}

pub(crate) async fn a_run_goes_on_while_the_playhead_is_elsewhere(stage: &Stage) {
    let page = stage.page().await;
    // 10 s at 4×: two and a half by the wall clock.
    page.choose("sync-loop", 40).await;
    page.run().await;
    page.wait_for("document.querySelectorAll('[data-bar][data-state^=\"sleep\"]').length === 2").await;
    click_at(page, 0.5).await;
    near(playhead(page).await, 0.5, 0.1);
    assert_eq!(printed(page).await, "waiting 1\n");
    assert!(is_veiled(page).await);
    // The recording goes on behind it.
    page.wait_for("document.querySelectorAll('[data-bar][data-state^=\"sleep\"]').length === 3").await;
    near(playhead(page).await, 0.5, 0.1);
    near(clock(page).await, playhead(page).await, 0.001);
    assert_eq!(printed(page).await, "waiting 1\n");
    page.browser.screenshot("transport-live").await;

    page.browser.click("#live").await;
    page.wait_for("!document.querySelector('.playhead.away') && !document.querySelector('#live')").await;
    assert!(clock(page).await > 3.0, "it follows again");
    assert_eq!(printed(page).await, "waiting 1\nwaiting 2\nwaiting 3\n");
    assert_eq!(page.text("return document.activeElement.id").await, "play", "the focus has not got lost");

    // Held again, until after the end.
    page.browser.click("#play").await;
    page.wait_for("document.querySelector('#live')").await;
    let held = playhead(page).await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    page.wait_for("!document.querySelector('#live')").await;
    near(playhead(page).await, held, 0.0);
    assert_eq!(page.bars_of(SLEEPING).await.len(), 4);
    check_total(page, "sync-loop", 4.0).await;
}

pub(crate) async fn playing_steps_for_who_wants_little_motion(stage: &Stage) {
    let page = stage.page_with(Overrides::default(), Look { reduced_motion: true, ..Look::default() }).await;
    finished(page).await;
    let slower = "document.querySelector('input[name=\"speed\"][value=\"40\"]').click()";
    page.browser.script(slower, vec![]).await;
    page.browser.click("#play").await;
    let script = "const done = arguments[arguments.length - 1], clock = document.querySelector('#clock');
        const seen = new Set();
        const look = () => {
            seen.add(clock.textContent);
            if (document.querySelector('#play').ariaLabel === 'Play') done(seen.size); else requestAnimationFrame(look);
        };
        requestAnimationFrame(look)";
    let texts = page.browser.script_async(script, vec![]).await.as_u64().unwrap();
    // At the start, at each second and at events; frames would make it fifty.
    assert!((3..30).contains(&texts), "{texts} different times were shown");
    near(playhead(page).await, page.figure("measured").await, 0.006);
}
