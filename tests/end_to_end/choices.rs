//! A bar, a line of the code, and what they say of each other.

use std::time::Duration;

use fantoccini::key::Key;

use super::access::tab_to;
use super::explore::{count, middle, press, settled, text_of};
use super::page::{Page, SLEEPING};
use super::stage::Stage;
use super::transport::{near, place};

/// What selects the bars of the prediction, or of the run.
fn bars_of(run: bool) -> &'static str {
    if run { "[data-bar]" } else { "[data-ghost]" }
}

/// Chooses a listing, and runs it to its end or leaves it at the prediction.
async fn opened(page: Page<'_>, listing: &str, run: bool) {
    page.choose(listing, 200).await;
    if run {
        page.run().await;
        page.wait_for_run("finished", Duration::from_secs(5)).await;
    }
}

pub(crate) async fn a_pressed_bar_says_what_it_is(stage: &Stage) {
    for run in [false, true] {
        let page = stage.page().await;
        opened(page, "sync-loop", run).await;
        // The third sleep, from 3 s to 6 s; it is nearly all there is at 4.5 s.
        let (x, _) = place(page, 4.5).await;
        let (_, y) = middle(page, bars_of(run), 0).await;
        press(page, (x, y)).await;
        page.wait_for("document.querySelector('#card')").await;
        let rows = page.rows().await;
        assert_eq!(text_of(page, "#card .what b").await, rows[0]);
        assert!(!text_of(page, "#card .what span").await.is_empty(), "the state has words");
        let facts = page
            .text("return [...document.querySelectorAll('#card dl div')].map((fact) => `${fact.children[0].textContent}=${fact.children[1].textContent}`).join('|')")
            .await;
        let fact = |name: &str| -> f64 {
            let found = facts.split('|').find_map(|fact| fact.strip_prefix(name)?.strip_prefix('='));
            let number = found.and_then(|text| text.strip_suffix(" s")?.parse().ok());
            number.unwrap_or_else(|| panic!("no {name} in {facts}"))
        };
        // A run is late by what the machine does beside it: the bar knows.
        let (start, end) = if run {
            let sleep = page.bars_of(SLEEPING).await.remove(2);
            (sleep.start, sleep.end.unwrap())
        } else {
            (3.0, 6.0)
        };
        near(fact("from"), start, 0.006);
        near(fact("to"), end, 0.006);
        near(fact("lasted"), fact("to") - fact("from"), 0.011);
        assert!(facts.contains("sleep("), "the line is told: {facts}");
        assert_eq!(count(page, ".over .chosen").await, 1);
        // It lies on the bar.
        let script = format!(
            "const outline = document.querySelector('.over .chosen').getBoundingClientRect();
             return [...document.querySelectorAll('{}')].filter((bar) => {{
                 const {{ left, right, top, bottom }} = bar.getBoundingClientRect();
                 const off = [left - outline.left, outline.right - right, top - outline.top, outline.bottom - bottom];
                 return left < {x} && {x} < right && off.every((off) => Math.abs(off) < 4);
             }}).length",
            bars_of(run)
        );
        assert_eq!(page.browser.script(&script, vec![]).await, 1, "the outline is not the bar's");
        page.browser.screenshot(if run { "explore-card" } else { "explore-card-predicted" }).await;
        page.browser.click("#card .close").await;
        page.wait_for("!document.querySelector('#card, .over .chosen')").await;

        press(page, (x, y)).await;
        page.wait_for("document.querySelector('#card')").await;
        page.browser.press(Key::Escape).await;
        page.wait_for("!document.querySelector('#card, .over .chosen')").await;
    }
}

pub(crate) async fn arrows_lead_to_a_bar_from_its_causes(stage: &Stage) {
    for run in [false, true] {
        let page = stage.page().await;
        opened(page, "thread-event", run).await;
        // The main thread waits for the event, and then for the thread: of the second wait the event is the cause.
        tab_to(page, "#lanes").await;
        page.browser.press(Key::Right).await;
        page.wait_for("document.querySelector('.over .chosen')").await;
        let mut told = vec![text_of(page, "#card").await];
        while !told.last().unwrap().contains("Thread-1") {
            assert!(told.len() < 12, "no bar of the main thread speaks of the other: {told:#?}");
            page.browser.press(Key::Right).await;
            settled(page).await;
            told.push(text_of(page, "#card").await);
        }
        assert!(told.last().unwrap().starts_with("MainThread"), "{told:#?}");
        assert!(count(page, ".over .arrow path").await > 0, "no arrow: {told:#?}");
        // It leads from the other thread's row, below, to this one's or back.
        let script = "const line = document.querySelector('.over .arrow path').getBoundingClientRect();
            const rows = [...document.querySelectorAll('[data-row]')].map((row) => row.getBoundingClientRect());
            const middle = ({ top, bottom }) => (top + bottom) / 2;
            return [rows.length, line.top - middle(rows[0]), middle(rows[1]) - line.bottom]";
        let place = page.browser.script(script, vec![]).await;
        assert_eq!(place[0], 2, "main and Thread-1");
        near(place[1].as_f64().unwrap(), 0.0, 20.0);
        near(place[2].as_f64().unwrap(), 0.0, 20.0);
        page.browser.screenshot(if run { "explore-arrows" } else { "explore-arrows-predicted" }).await;
        page.browser.press(Key::Escape).await;
        page.wait_for("!document.querySelector('#card, .over .chosen, .over .arrow')").await;
    }
}

/// Goes from bar to bar until the card says something.
async fn step_to(page: Page<'_>, key: Key, said: &str) {
    let mut told = Vec::new();
    loop {
        page.browser.press(key).await;
        settled(page).await;
        told.push(text_of(page, "#card").await);
        if told.last().unwrap().contains(said) {
            return;
        }
        assert!(told.len() < 24, "no bar says '{said}': {told:#?}");
    }
}

pub(crate) async fn a_pools_bar_tells_its_result_and_the_end_of_a_wait_its_cause(stage: &Stage) {
    for run in [false, true] {
        let page = stage.page().await;
        opened(page, "process-pool", run).await;
        tab_to(page, "#lanes").await;
        page.browser.press(Key::Right).await;
        page.wait_for("document.querySelector('.over .chosen')").await;
        step_to(page, Key::Right, "whose result came").await;
        assert!(count(page, ".over .arrow path").await > 0, "no arrow to the end of the wait");
        step_to(page, Key::Down, "ForkPoolWorker-1").await;
        // The one above may have been short: from the row's first bar on.
        for _ in 0..6 {
            page.browser.press(Key::Left).await;
        }
        step_to(page, Key::Right, "sleeping").await;
        let script = "return [...document.querySelectorAll('#card dl div')]
            .filter((fact) => fact.children[0].textContent === 'result').map((fact) => fact.children[1].textContent).join()";
        let result = page.text(script).await;
        assert!(["1", "2", "3", "4"].contains(&result.as_str()), "{result} is none of what the workers return");
        page.browser.screenshot(if run { "explore-result" } else { "explore-result-predicted" }).await;
    }
}

pub(crate) async fn the_keyboard_goes_from_bar_to_bar(stage: &Stage) {
    for run in [false, true] {
        let page = stage.page().await;
        opened(page, "executor-gather", run).await;
        tab_to(page, "#lanes").await;
        let status = "return document.querySelector('[role=status]').textContent";
        let outline = "return (({ x, y }) => `${Math.round(x.baseVal.value)} ${Math.round(y.baseVal.value)}`)(document.querySelector('.over .chosen'))";
        page.browser.press(Key::Right).await;
        page.wait_for("document.querySelector('.over .chosen')").await;
        let first = (page.text(status).await, page.text(outline).await);
        let name = text_of(page, "#card .what b").await;
        assert!(first.0.starts_with(&name), "'{}' does not tell of {name}", first.0);
        page.browser.press(Key::Down).await;
        page.wait_for(&format!("document.querySelector('[role=status]').textContent !== `{}`", first.0)).await;
        let below = (page.text(status).await, page.text(outline).await);
        assert_ne!(below.1, first.1);
        let y = |place: &str| place.split_once(' ').unwrap().1.parse::<f64>().unwrap();
        assert!(y(&below.1) > y(&first.1), "{below:?} is not below {first:?}");
        page.browser.press(Key::Up).await;
        page.wait_for(&format!("document.querySelector('[role=status]').textContent !== `{}`", below.0)).await;
        assert!(y(&page.text(outline).await) < y(&below.1));
        assert_eq!(page.text("return document.activeElement.id").await, "lanes");
    }
}

pub(crate) async fn a_card_that_is_closed_leaves_the_focus_on_the_page(stage: &Stage) {
    let page = stage.page().await;
    opened(page, "sync-loop", true).await;
    tab_to(page, "#lanes").await;
    page.browser.press(Key::Right).await;
    page.wait_for("document.querySelector('#card')").await;
    tab_to(page, "#card .close").await;
    page.browser.press(Key::Enter).await;
    page.wait_for("!document.querySelector('#card')").await;
    settled(page).await;
    assert_ne!(page.text("return document.activeElement.localName").await, "body", "the focus is lost");
}

pub(crate) async fn lines_name_the_lanes_that_are_at_them(stage: &Stage) {
    for run in [false, true] {
        let page = stage.page().await;
        opened(page, "executor-gather", run).await;
        let at = place(page, 0.5).await;
        press(page, at).await;
        page.wait_for("document.querySelector('.line.active.sleep .at .lane')").await;
        let names = page
            .text("return [...document.querySelectorAll('.line.active.sleep .at .lane [data-name]')].map((name) => name.dataset.name).join('|')")
            .await;
        let names: Vec<&str> = names.split('|').collect();
        // Four threads sleep at once, three are named.
        assert!(names.len() == 4 && names[3] == "+1", "{names:?}");
        let rows = page.rows().await;
        assert!(names[..3].iter().all(|name| rows.iter().any(|row| row == name)), "{names:?} are none of {rows:?}");
        page.browser.screenshot(if run { "explore-lines" } else { "explore-lines-predicted" }).await;
    }
}

pub(crate) async fn a_picked_line_outlines_its_bars(stage: &Stage) {
    for run in [false, true] {
        let page = stage.page().await;
        opened(page, "sync-loop", run).await;
        let number = page
            .text("return [...document.querySelectorAll('.line')].find((line) => line.textContent.includes('sleep(')).dataset.number")
            .await;
        let line = format!(".line[data-number=\"{number}\"]");
        page.browser.click(&line).await;
        page.wait_for(&format!("document.querySelector('{line}.picked')")).await;
        let outlines = count(page, ".over .of-line").await;
        assert!(outlines >= 4, "four sleeps have {outlines} outlines");
        page.browser.screenshot(if run { "explore-line" } else { "explore-line-predicted" }).await;
        // The same again takes it back.
        page.browser.click(&line).await;
        page.wait_for("!document.querySelector('.line.picked, .over .of-line')").await;

        tab_to(page, ".code").await;
        for expected in ["1", "2", "3"] {
            page.browser.press(Key::Down).await;
            page.wait_for(&format!("document.querySelector('.line.picked').dataset.number === '{expected}'")).await;
        }
        page.browser.press(Key::Up).await;
        page.wait_for("document.querySelector('.line.picked').dataset.number === '2'").await;
        assert_eq!(count(page, ".line.picked").await, 1);
        page.browser.press(Key::Escape).await;
        page.wait_for("!document.querySelector('.line.picked')").await;
    }
}
