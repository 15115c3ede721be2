//! For everyone: the keys and the help on them, what a screen reader is told, large letters, small and flat screens,
//! paper.

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::json;
use tasklanes::app::keys::KEYS;

use super::access::tab_to;
use super::browser::Look;
use super::page::{Page, SLEEPING};
use super::server::Overrides;
use super::stage::Stage;
use super::transport::finished;

/// Presses and releases the key with this on it.
pub(crate) async fn key(page: Page<'_>, value: char) {
    let keys = KeyActions::new("keyboard".to_owned());
    page.browser.act(keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })).await;
}

/// What has the focus.
async fn focused(page: Page<'_>) -> String {
    page.text("return document.activeElement.id || document.activeElement.localName").await
}

/// Nothing that can be pressed has the focus: a press on text takes it away.
async fn blur(page: Page<'_>) {
    page.browser.click("h1").await;
    assert_eq!(focused(page).await, "main");
}

const OPEN: &str = "document.querySelector('#help')";

/// The browser's name of a key that is written like this.
fn heard(written: &str) -> String {
    match written {
        "Space" => String::from(" "),
        "Esc" => String::from("Escape"),
        "−" => String::from("-"),
        _ => written.to_lowercase(),
    }
}

pub(crate) async fn the_help_opens_closes_and_gives_the_focus_back(stage: &Stage) {
    let page = stage.page().await;
    page.choose("sync-loop", 200).await;
    page.browser.click("#keys").await;
    page.wait_for(OPEN).await;
    let inside = "return document.querySelector('#help').contains(document.activeElement) ? 'yes' : ''";
    assert_eq!(page.text(inside).await, "yes", "the focus is in the dialog");
    // It has the keys that are heard, all of them, in their order.
    let written =
        "return [...document.querySelectorAll('#help .anywhere kbd')].map((key) => key.innerText).join('\\n')";
    let written = page.text(written).await;
    let written: Vec<_> = written.lines().flat_map(|line| line.split(" or ")).map(heard).collect();
    // What is where "+" is on a keyboard without Shift needs no saying.
    let keys: Vec<_> = KEYS.iter().flat_map(|&(keys, _)| keys).copied().filter(|&key| key != "=").collect();
    assert_eq!(written, keys);
    // Tab does not lead out of it, to the page behind.
    for _ in 0..4 {
        page.browser.press(Key::Tab).await;
        let behind =
            "return document.activeElement.closest('main, nav, header') ? document.activeElement.outerHTML : ''";
        assert_eq!(page.text(behind).await, "");
    }
    page.browser.press(Key::Escape).await;
    page.wait_for(&format!("!{OPEN}")).await;
    assert_eq!(focused(page).await, "keys");

    tab_to(page, "#run").await;
    key(page, '?').await;
    page.wait_for(OPEN).await;
    page.browser.click("#help .close").await;
    page.wait_for(&format!("!{OPEN}")).await;
    assert_eq!(focused(page).await, "run");
}

pub(crate) async fn every_key_does_what_it_says(stage: &Stage) {
    let page = stage.page().await;
    page.choose("sync-loop", 10).await;
    blur(page).await;
    let mut left: Vec<&str> = KEYS.iter().flat_map(|&(keys, _)| keys).copied().collect();
    let away = "document.querySelector('.playhead.away')";
    let at = |seconds: &str| format!("document.querySelector('#playhead').ariaValueNow === '{seconds}'");
    let playing = "document.querySelector('#play').ariaLabel === 'Pause'";
    let window = "document.querySelector('#window')";
    let from = "Number(document.querySelector('#window').ariaValueNow)";
    let wide = "parseFloat(document.querySelector('#window').style.width)";
    let task = "document.querySelector('input[name=\"grouping\"][value=\"task\"]').checked";
    let measured = "document.querySelector('#measure')";

    let mut steps: Vec<(&str, String)> = vec![
        ("r", "document.querySelector('main').dataset.run === 'running'".to_owned()),
        ("r", "document.querySelector('main').dataset.run === 'stopped'".to_owned()),
    ];
    press_all(page, &mut left, &steps).await;
    finished(page).await;
    blur(page).await;
    press_all(page, &mut left, &[("s", at("0.00"))]).await;
    // The first event may be some milliseconds on, which is not told with two decimals.
    let needle = "document.querySelector('.needle').style.cssText";
    let start = page.text(&format!("return {needle}")).await;
    steps = vec![
        (".", format!("{away} && {needle} !== '{start}'")),
        ("e", format!("!{away}")),
        (",", away.to_owned()),
        ("s", at("0.00")),
        ("k", playing.to_owned()),
        ("k", format!("!({playing})")),
        (" ", playing.to_owned()),
        (" ", format!("!({playing})")),
        ("e", format!("!{away}")),
        ("+", window.to_owned()),
    ];
    press_all(page, &mut left, &steps).await;
    let number = |expression: &'static str| async move {
        page.browser.script(&format!("return {expression}"), vec![]).await.as_f64().unwrap()
    };
    let before = number(wide).await;
    press_all(page, &mut left, &[("=", format!("{wide} < {before} - 5"))]).await;
    let before = number(from).await;
    press_all(page, &mut left, &[("<", format!("{from} < {before} - 0.5"))]).await;
    let before = number(from).await;
    press_all(page, &mut left, &[(">", format!("{from} > {before} + 0.5"))]).await;
    let before = number(wide).await;
    steps = vec![
        ("-", format!("{wide} > {before} + 5")),
        ("0", format!("!{window}")),
        ("g", task.to_owned()),
        ("g", format!("!{task}")),
        ("s", at("0.00")),
        ("m", at("0.00")),
        (".", measured.to_owned()),
        ("Escape", format!("!{measured}")),
        ("?", OPEN.to_owned()),
    ];
    press_all(page, &mut left, &steps).await;
    assert!(left.is_empty(), "not tried: {left:?}");
}

/// Presses keys, and waits for what each of them is to do.
async fn press_all(page: Page<'_>, left: &mut Vec<&str>, steps: &[(&str, String)]) {
    for (name, effect) in steps {
        left.retain(|other| other != name);
        let value = if *name == "Escape" { char::from(Key::Escape) } else { name.chars().next().unwrap() };
        println!("key {name}: {effect}");
        key(page, value).await;
        page.wait_for(effect).await;
    }
}

/// What the keys could have changed.
async fn looks(page: Page<'_>) -> String {
    let script = "const value = (name) => document.querySelector(name)?.value ?? '';
        return [document.querySelector('main').dataset.run, location.hash, !!document.querySelector('#help'),
            value('input[name=\"grouping\"]:checked'), document.querySelector('#playhead').ariaValueNow,
            document.querySelector('#play').ariaLabel, !!document.querySelector('#window'),
            !!document.querySelector('#measure'), document.querySelector('#playhead').closest('.away') ? 'away' : ''].join()";
    page.text(script).await
}

pub(crate) async fn no_key_acts_where_it_means_something_else(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let before = looks(page).await;
    // In a list of choices letters choose, and none of them is in one's label first.
    tab_to(page, "#against").await;
    for value in ['?', '+', '=', '-', '0', '<', '>', ',', '.', 'k', 'g', 'm'] {
        key(page, value).await;
        assert_eq!(looks(page).await, before, "{value} in the select");
        assert_eq!(focused(page).await, "against");
    }
    // With another key, it is the browser's.
    blur(page).await;
    let (control, letter) = (char::from(Key::Control), 'g');
    let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: control });
    let keys = keys.then(KeyAction::Down { value: letter }).then(KeyAction::Up { value: letter });
    page.browser.act(keys.then(KeyAction::Up { value: control })).await;
    assert_eq!(looks(page).await, before, "Ctrl and g");

    // The space bar presses the button that has the focus, and nothing else.
    tab_to(page, "#to-start").await;
    key(page, ' ').await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow === '0.00'").await;
    assert_eq!(page.text("return document.querySelector('#play').ariaLabel").await, "Play");
    tab_to(page, "#play").await;
    key(page, ' ').await;
    page.wait_for("document.querySelector('#play').ariaLabel === 'Pause'").await;
    page.wait_for("!document.querySelector('.playhead.away')").await;
}

pub(crate) async fn no_key_acts_behind_the_help(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    page.browser.click("#keys").await;
    page.wait_for(OPEN).await;
    let before = looks(page).await;
    for value in ['r', 'k', 'g', 's', '+', 'm', ',', '?'] {
        key(page, value).await;
        assert_eq!(looks(page).await, before, "{value} while the help has the focus");
    }
    // A press on what is written there takes the focus away, but not the help.
    page.browser.click("#help dd").await;
    for value in ['r', 'k', 'g', 's', '+', 'm', ',', ' ', '?'] {
        key(page, value).await;
        assert_eq!(looks(page).await, before, "'{value}' behind the help");
    }
}

pub(crate) async fn the_table_tells_what_the_chart_shows(stage: &Stage) {
    let page = stage.page().await;
    page.choose("threadpool-map", 100).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    assert_eq!(page.text("return document.querySelector('#table table').checkVisibility() ? 'open' : ''").await, "");
    tab_to(page, "#table summary").await;
    page.browser.press(Key::Enter).await;
    page.wait_for("document.querySelector('#table table').checkVisibility()").await;
    let caption = page.text("return document.querySelector('#table caption').textContent").await;
    assert_eq!(caption, "What each lane did, measured");
    let script = "return [...document.querySelectorAll('#table tbody tr')].map((row) =>
        [row.cells[0].textContent, parseFloat(row.cells[3].textContent), parseFloat(row.cells[4].textContent)])";
    let rows = page.browser.script(script, vec![]).await;
    let mut rows: Vec<(String, f64, f64)> = serde_json::from_value(rows).unwrap();
    let bars = page.bars().await.into_iter();
    let bars: Vec<(String, f64, f64)> = bars.map(|bar| (bar.row, bar.start, bar.end.unwrap())).collect();
    // What is too short to be seen is in the table alone.
    let total = page.figure("measured").await;
    let is = |row: &(String, f64, f64), bar: &(String, f64, f64)| {
        row.0 == bar.0 && (row.1 - bar.1).abs() < 0.000_6 && (row.2 - bar.2).abs() < 0.000_6
    };
    for bar in &bars {
        assert!(rows.iter().any(|row| is(row, bar)), "{bar:?} is not in the table: {rows:?}");
    }
    rows.retain(|row| !bars.iter().any(|bar| is(row, bar)));
    // Four sleep, and one waits four times.
    assert!(bars.len() >= 8 && rows.iter().all(|row| row.2 - row.1 < total / 100.0), "not in the chart: {rows:?}");
    let states = page.text("return [...new Set([...document.querySelectorAll('#table tbody td:nth-child(2)')].map((cell) => cell.textContent))].sort().join()").await;
    assert!(states.contains("sleep"), "{states}");

    // Of several processes' main threads each says whose it is.
    page.choose("process-pool", 100).await;
    let sleeps = "return [...document.querySelectorAll('#table tbody tr')].filter((row) => row.cells[2].textContent.startsWith('sleep'))
        .map((row) => row.cells[0].textContent).sort().join()";
    let expected = [1, 2, 3, 4].map(|number| format!("ForkPoolWorker-{number} · MainThread")).join(",");
    page.wait_for(&format!("(() => {{ {sleeps} }})() === '{expected}'")).await;
    // What the legend shows of the prediction is an outline.
    let fill = "return getComputedStyle(document.querySelector('.legend .ghost')).fill";
    assert_eq!(page.text(fill).await, "none");
}

pub(crate) async fn a_screen_reader_hears_the_start_and_the_end(stage: &Stage) {
    let page = stage.page().await;
    page.choose("async-wait", 100).await;
    let watch = "window.heard = [];
        const status = document.querySelector('[role=status]');
        new MutationObserver(() => heard.push(status.textContent))
            .observe(status, { characterData: true, childList: true, subtree: true })";
    page.browser.script(watch, vec![]).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    page.wait_for("document.querySelector('[role=status]').textContent.startsWith('Finished')").await;
    let heard = page.browser.script("return heard.filter((text) => text !== '')", vec![]).await;
    let heard: Vec<String> = serde_json::from_value(heard).unwrap();
    let [start, end] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!(*start, format!("Running at {} times speed.", page.browser.engine().paced(100) / 10));
    let measured = page.figure("measured").await;
    assert!(end.starts_with(&format!("Finished: {measured:.3} seconds measured")), "{end}, not {measured}");
    assert!(page.bars().await.len() > 8, "there was more to tell");
    // Nothing else speaks up by itself.
    let live = page.text("return [...document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log]')].map((it) => it.getAttribute('role')).join()").await;
    assert_eq!(live, "status");
}

pub(crate) async fn little_motion_means_none(stage: &Stage) {
    for reduced_motion in [false, true] {
        let page = stage.page_with(Overrides::default(), Look { reduced_motion, ..Look::default() }).await;
        page.choose("sync-loop", 10).await;
        let faded = page.text("return getComputedStyle(document.querySelector('.item')).transitionDuration").await;
        assert_eq!(faded == "0s", reduced_motion, "{faded}");
        page.run().await;
        page.wait_for_open(SLEEPING, 1).await;
        // What moves with time is set in steps.
        let moving = "return document.getAnimations().filter((it) => it.playState === 'running').length";
        let moving = page.browser.script(moving, vec![]).await;
        assert_eq!(moving == 0, reduced_motion, "{moving} animations");
        page.stop().await;
        page.wait_for_run("stopped", Duration::from_secs(2)).await;
    }
}

/// The page is not wider than the screen; and, where a finger is meant to press, there is room for it.
async fn check_fits(page: Page<'_>, name: &str, touch: bool) {
    page.browser.screenshot(&format!("fits-{name}")).await;
    let wider = "const { scrollWidth, clientWidth } = document.documentElement;
        const beyond = [...document.querySelectorAll('body *')].filter((it) => it.checkVisibility() && it.getBoundingClientRect().right > clientWidth + 1);
        return scrollWidth > clientWidth ? `${scrollWidth} of ${clientWidth}: ${beyond.slice(-3).map((it) => it.outerHTML.slice(0, 120))}` : ''";
    assert_eq!(page.text(wider).await, "", "{name}: wider than the screen");
    // Everything can be scrolled to where it can be pressed.
    let covered = "
        const controls = 'button, a[href], select, label:has(> input), summary, [tabindex=\"0\"]';
        return [...document.querySelectorAll(controls)].filter((it) => {
            if (!it.checkVisibility() || it.closest('dialog:not([open])') || it.matches('.skip')) return false;
            it.scrollIntoView({ block: 'center', inline: 'center' });
            const box = it.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            const high = Math.min(Math.max(y, box.top + 5), innerHeight - 5);
            const found = document.elementFromPoint(x, Math.max(high, 5));
            return !found || !(it.contains(found) || found.contains(it));
        }).map((it) => it.outerHTML.slice(0, 140)).join('\\n')";
    assert_eq!(page.text(covered).await, "", "{name}: out of reach");
    if touch {
        let small = "
            const named = (it) => `${it.id || it.className || it.textContent.slice(0, 20)}: `;
            return [...document.querySelectorAll('button, a[data-listing], select, label:has(> input), summary')].filter((it) => {
                // Above each other in the chart's rows there is no room for more.
                if (!it.checkVisibility() || it.matches('.fold, .runner')) return false;
                const { width, height } = it.getBoundingClientRect();
                return width < 43.5 || height < 43.5;
            }).map((it) => named(it) + it.getBoundingClientRect().width + '×' + it.getBoundingClientRect().height).join('\\n')";
        assert_eq!(page.text(small).await, "", "{name}: a finger needs 44 px");
        let tiny = "return [...document.querySelectorAll('.fold, .runner')].map((it) => it.getBoundingClientRect())
            .filter(({ width, height }) => width < 24 || height < 24).length";
        assert_eq!(page.browser.script(tiny, vec![]).await, 0, "{name}: not even 24 px");
    }
}

/// What there is of controls, in a listing and in a race.
async fn check_states(stage: &Stage, name: &str, look: Look, touch: bool) {
    let page = stage.page_with(Overrides::default(), look).await;
    page.choose("process-pool", 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    blur(page).await;
    key(page, '+').await;
    page.wait_for("document.querySelector('#window')").await;
    page.browser.click("#table summary").await;
    check_fits(page, name, touch).await;
    page.browser.click("#keys").await;
    page.wait_for(OPEN).await;
    page.browser.screenshot(&format!("fits-{name}-help")).await;
    let close = "const { right, bottom, top } = document.querySelector('#help .close').getBoundingClientRect();
        return right <= innerWidth && top >= 0 && bottom <= innerHeight ? '' : `${right} ${bottom}`";
    assert_eq!(page.text(close).await, "", "{name}: the help can be closed");

    let race = "#sync-loop+async-wait.four+threadpool-map+process-pool";
    let page = stage.page_at(race, Overrides::default(), look).await;
    page.wait_for("document.querySelectorAll('.heading').length === 4 && !document.querySelector('#run').disabled")
        .await;
    page.browser.click("label:has(> input[name=\"speed\"][value=\"200\"])").await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    check_fits(page, &format!("{name}-race"), touch).await;
}

pub(crate) async fn twice_as_large_everything_is_within_reach(stage: &Stage) {
    check_states(stage, "zoomed", Look { size: (640, 450), scale: 2, ..Look::default() }, false).await;
}

pub(crate) async fn a_small_phone_has_room_for_fingers(stage: &Stage) {
    check_states(stage, "portrait", Look { size: (360, 780), touch: true, ..Look::default() }, true).await;
}

pub(crate) async fn a_phone_on_its_side_has_room_for_fingers(stage: &Stage) {
    check_states(stage, "landscape", Look { size: (780, 360), touch: true, ..Look::default() }, true).await;
}

pub(crate) async fn paper_has_the_chart_and_no_buttons(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let pdf = page.browser.pdf("print").await;
    assert!(pdf > 5_000, "{pdf} bytes are no page");
    page.browser.print().await;
    page.browser.screenshot("print").await;
    let seen = "const seen = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true })
            && it.getBoundingClientRect().height > 0;
        return (name) => [...document.querySelectorAll(name)].some(seen)";
    for (name, expected) in [
        ("h1", true),
        (".chart [data-bar]", true),
        (".chart .name", true),
        ("#summary", true),
        ("[data-figure=\"measured\"]", true),
        (".legend", true),
        (".code .line", true),
        ("#console .out", true),
        ("button", false),
        ("input", false),
        ("select", false),
        ("nav", false),
        ("dialog", false),
        (".skip", false),
    ] {
        let script = format!("const of = () => {{ {seen} }}; return of()(arguments[0])");
        let found = page.browser.script(&script, vec![json!(name)]).await;
        assert_eq!(found, expected, "{name}");
    }
    // All of the code and of the console, not what can be scrolled to.
    let cut = "return [...document.querySelectorAll('.chart, .lanes, .code, #console')]
        .filter((it) => it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1).map((it) => it.className || it.id).join()";
    assert_eq!(page.text(cut).await, "", "cut off");
    // The paper may be narrower than the screen was. What is too wide for it is made smaller, where nothing cuts it off.
    let clips = "let clips = [];
        for (let it = document.querySelector('[data-bar]'); it.localName !== 'main'; it = it.parentElement) {
            const { overflowX, contain } = getComputedStyle(it);
            if (overflowX !== 'visible' || contain !== 'none') clips.push(it.className.baseVal ?? it.className);
        }
        return clips.join()";
    assert_eq!(page.text(clips).await, "");
    // Ink is dark.
    page.browser.emulate(Look { scheme: "dark", ..Look::default() }).await;
    page.browser.print().await;
    let paper = page.text("return getComputedStyle(document.querySelector('.card')).backgroundColor").await;
    assert_eq!(paper, "rgb(255, 255, 255)");
}
