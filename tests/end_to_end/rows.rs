//! The rows: what they are, folded and unfolded, very many of them, and traces that no layout expects.

use std::time::Duration;

use fantoccini::actions::{InputSource, MouseActions};
use fantoccini::key::Key;

use super::access::tab_to;
use super::browser::Look;
use super::exhibits::{self, Exhibit, page_of};
use super::explore::{closer, count, key, middle, part, press, settled, shown, ticks, until, wait_for_another};
use super::page::Page;
use super::stage::Stage;
use super::transport::{DOWN, UP, act, finished, moved, near, playhead};

/// In tenths.
const SPEED: u32 = 200;

/// Opens the page with a trace in place of all listings.
async fn page_with<'a>(stage: &'a Stage, id: &str, trace: tasklanes::trace::Trace) -> Page<'a> {
    page_of(stage, &[Exhibit::trace(id, trace)]).await
}

async fn finished_run(page: Page<'_>, listing: &str) {
    page.choose(listing, SPEED).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
}

pub(crate) async fn switching_the_rows_keeps_the_page_whole(stage: &Stage) {
    let page = stage.page().await;
    finished_run(page, "executor-gather").await;
    let rows = page.rows().await;
    let checked = |value: &str| format!("document.querySelector('input[name=grouping][value={value}]:checked')");
    page.wait_for(&checked("worker")).await;
    // A chosen bar is none of the other rows'.
    tab_to(page, "#lanes").await;
    page.browser.press(Key::Right).await;
    page.wait_for("document.querySelector('#card')").await;
    page.browser.click("input[name=grouping][value=task]").await;
    page.wait_for(&checked("task")).await;
    page.wait_for("!document.querySelector('#card, .over .chosen')").await;
    assert!(!page.rows().await.is_empty() && !page.bars().await.is_empty());
    page.browser.screenshot("explore-by-task").await;
    key(page, 'g').await;
    page.wait_for(&checked("worker")).await;
    assert_eq!(page.rows().await, rows);
    assert!(!page.bars().await.is_empty());
    key(page, 'g').await;
    page.wait_for(&checked("task")).await;
    // A run goes on in these rows.
    page.run().await;
    page.wait_for("!document.querySelector('main[data-run=finished]')").await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    assert!(!page.rows().await.is_empty() && !page.bars().await.is_empty());
    page.browser.click("input[name=grouping][value=worker]").await;
    page.wait_for(&checked("worker")).await;
    assert_eq!(page.rows().await, rows);
}

/// Whether all of these are among those, in their order.
fn is_part_of(few: &[String], many: &[String]) -> bool {
    let mut many = many.iter();
    few.iter().all(|one| many.any(|other| other == one))
}

pub(crate) async fn a_threads_tasks_fold_into_one_row(stage: &Stage) {
    let page = stage.page().await;
    for run in [false, true] {
        if run {
            finished_run(page, "async-create-task").await;
        } else {
            page.choose("async-create-task", SPEED).await;
        }
        page.wait_for("document.querySelector('.fold[aria-expanded=true]')").await;
        let rows = page.rows().await;
        page.browser.click(".fold").await;
        page.wait_for("document.querySelector('.fold').ariaExpanded === 'false'").await;
        let folded = page.rows().await;
        assert!(folded.len() < rows.len() && is_part_of(&folded, &rows), "{rows:?} are folded into {folded:?}");
        assert!(count(page, if run { "[data-bar]" } else { "[data-ghost]" }).await > 0);
        page.browser.screenshot(if run { "explore-folded" } else { "explore-folded-predicted" }).await;
        page.browser.click(".fold").await;
        page.wait_for("document.querySelector('.fold').ariaExpanded === 'true'").await;
        assert_eq!(page.rows().await, rows);
        // With the keyboard; the focus stays.
        tab_to(page, ".fold").await;
        for (pressed, expanded, expected) in [(Key::Enter, "false", &folded), (Key::Space, "true", &rows)] {
            page.browser.press(pressed).await;
            page.wait_for(&format!("document.querySelector('.fold').ariaExpanded === '{expanded}'")).await;
            assert_eq!(&page.rows().await, expected);
            assert_eq!(page.text("return document.activeElement.className").await, "fold");
        }
    }
}

/// How tall the page is, in CSS pixels.
async fn height(page: Page<'_>) -> f64 {
    page.browser.script("return document.documentElement.scrollHeight", vec![]).await.as_f64().unwrap()
}

pub(crate) async fn of_many_lanes_only_those_in_sight_are_drawn(stage: &Stage) {
    let page = page_with(stage, "many-lanes", exhibits::many_lanes(10_000)).await;
    page.wait_for("document.querySelector('[data-row]')").await;
    let first = page.rows().await;
    assert!((5..100).contains(&first.len()), "{} rows are drawn", first.len());
    assert!(height(page).await < 4_000.0, "the page is {} px tall", height(page).await);
    page.browser.screenshot("explore-many-lanes").await;
    let axis = "return String(Math.round(document.querySelector('.tick').getBoundingClientRect().top - document.querySelector('.chart').getBoundingClientRect().top))";
    let (stands, view) = (page.text(axis).await, shown(page).await);
    let numbers = ticks(page).await;
    page.browser.wheel(view.at(1.0), (0.0, 3_000.0), None).await;
    until(page, "document.querySelector('#lanes').scrollTop > 2000").await;
    until(page, "![...document.querySelectorAll('[data-row]')].some((row) => row.dataset.row === 'Thread-0')").await;
    let others = page.rows().await;
    assert!((5..100).contains(&others.len()) && others[0] != first[0], "{others:?}");
    // Rows fill what is in sight.
    let gap = "const box = document.querySelector('#lanes').getBoundingClientRect();
        const ys = [...document.querySelectorAll('[data-row]')].map((row) => row.getBoundingClientRect());
        return ys.some(({ top }) => top < box.top + 60) && ys.some(({ bottom }) => bottom > box.bottom - 60) ? 'full' : 'gaps'";
    settled(page).await;
    assert_eq!(page.text(gap).await, "full");
    assert_eq!((page.text(axis).await, ticks(page).await), (stands, numbers));
    // A press there chooses what is there.
    let script = "const box = document.querySelector('#lanes').getBoundingClientRect(), y = box.top + box.height / 2;
        const bar = [...document.querySelectorAll('[data-ghost]')].find((bar) => bar.getBoundingClientRect().top > y);
        const { left, top, width, height } = bar.getBoundingClientRect();
        return { row: bar.dataset.rowName, x: Math.round(left + width / 2), y: Math.round(top + height / 2) }";
    let seen = page.browser.script(script, vec![]).await;
    let row = seen["row"].as_str().unwrap();
    press(page, (seen["x"].as_f64().unwrap(), seen["y"].as_f64().unwrap())).await;
    page.wait_for("document.querySelector('#card')").await;
    assert_eq!(page.text("return document.querySelector('#card .what b').textContent").await, row);

    shown(page).await;
    for _ in 0..4 {
        page.browser.wheel(view.at(1.0), (0.0, 200_000.0), None).await;
    }
    until(page, "[...document.querySelectorAll('[data-row]')].some((row) => row.dataset.row === 'Thread-9999')").await;
    assert!(page.rows().await.len() < 100);
    assert!(height(page).await < 4_000.0);
    page.browser.screenshot("explore-many-lanes-end").await;
}

pub(crate) async fn the_keyboard_brings_what_it_chooses_into_sight(stage: &Stage) {
    let page = page_with(stage, "many-lanes", exhibits::many_lanes(1_000)).await;
    page.wait_for("document.querySelector('[data-row]')").await;
    tab_to(page, "#lanes").await;
    page.browser.press(Key::Right).await;
    page.wait_for("document.querySelector('.over .chosen')").await;
    for number in 1..=40 {
        page.browser.press(Key::Down).await;
        page.wait_for(&format!("document.querySelector('#card .what b').textContent === 'Thread-{number}'")).await;
    }
    settled(page).await;
    let script = "const box = document.querySelector('#lanes').getBoundingClientRect();
        const { top, bottom } = document.querySelector('.over .chosen').getBoundingClientRect();
        return top >= box.top - 1 && bottom <= box.bottom + 1 ? '' : `${top} to ${bottom} is not in ${box.top} to ${box.bottom}`";
    assert_eq!(page.text(script).await, "");
}

pub(crate) async fn of_many_spans_single_bars_are_seen_closer(stage: &Stage) {
    stage.server.serve(exhibits::overrides(&[Exhibit::trace("spans", exhibits::many_spans(1_000_000, 16))]));
    stage.browser.open(&stage.server.address(), Look::default()).await;
    stage.browser.wait_for("document.querySelector('.chart .ghost')", Duration::from_mins(1)).await;
    let page = Page { browser: &stage.browser };
    let drawn = count(page, ".chart svg *").await;
    assert!((16..4_000).contains(&drawn), "{drawn} elements");
    page.browser.screenshot("explore-many-spans").await;
    let at = middle(page, ".chart", 0).await;
    // 6,250 s become about 1.5 s.
    for _ in 0..12 {
        let before = part(page).await;
        closer(page, at, 300.0).await;
        wait_for_another(page, &before).await;
        let drawn = count(page, ".chart svg *").await;
        assert!((16..4_000).contains(&drawn), "{drawn} elements");
    }
    let wide =
        "return [...document.querySelectorAll('[data-ghost]')].filter((bar) => bar.width.baseVal.value >= 6).length";
    let wide = page.browser.script(wide, vec![]).await.as_u64().unwrap();
    assert!(wide >= 16, "{wide} single bars");
    page.browser.screenshot("explore-single-bars").await;
    press(page, middle(page, "[data-ghost]", 3).await).await;
    page.wait_for("document.querySelector('#card')").await;
}

pub(crate) async fn an_empty_trace_is_no_harm(stage: &Stage) {
    let page = page_with(stage, "empty", exhibits::empty()).await;
    assert_eq!((page.rows().await.len(), count(page, "[data-ghost], [data-bar]").await), (0, 0));
    for letter in ['+', '+', '<', '>', '-', '0', 'g', 'g', 'm', 'm', ',', '.', 's', 'e'] {
        key(page, letter).await;
    }
    let chart = middle(page, ".chart", 0).await;
    press(page, chart).await;
    tab_to(page, "#lanes").await;
    for pressed in [Key::Right, Key::Down, Key::Left, Key::Up, Key::Escape] {
        page.browser.press(pressed).await;
    }
    settled(page).await;
    assert_eq!(count(page, "#card, .over .chosen").await, 0);
    near(playhead(page).await, 0.0, 0.0);
    page.browser.screenshot("explore-empty").await;
    // It still can be run.
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    assert!(!page.rows().await.is_empty());
}

pub(crate) async fn one_lane_is_enough(stage: &Stage) {
    let one = exhibits::threads(&[("MainThread", &[(tasklanes::trace::State::Sleeping, 0, 1_000_000, "sleep 1")])]);
    let page = page_with(stage, "one-lane", one).await;
    assert_eq!((page.rows().await, count(page, "[data-ghost]").await), (vec!["MainThread".to_owned()], 1));
    press(page, middle(page, "[data-ghost]", 0).await).await;
    page.wait_for("document.querySelector('#card')").await;
    near(playhead(page).await, 0.5, 0.01);
    tab_to(page, "#lanes").await;
    // There is no other: it stays.
    for pressed in [Key::Right, Key::Left, Key::Up, Key::Down] {
        page.browser.press(pressed).await;
        settled(page).await;
        assert_eq!(count(page, ".over .chosen").await, 1);
    }
    assert_eq!(count(page, ".fold").await, 0, "there is nothing to fold");
    page.browser.screenshot("explore-one-lane").await;
}

pub(crate) async fn spans_that_take_no_time_are_seen(stage: &Stage) {
    let page = page_with(stage, "no-lengths", exhibits::no_lengths()).await;
    assert_eq!(page.rows().await, ["alone", "at once", "between", "until the end"]);
    // What takes no time is not drawn; what is beside it is.
    let seen = "return [...new Set([...document.querySelectorAll('[data-ghost]')].filter((bar) => bar.getBoundingClientRect().width >= 1).map((bar) => bar.dataset.rowName))].join('|')";
    assert_eq!(page.text(seen).await, "between|until the end");
    // The keyboard passes over the rows without bars.
    tab_to(page, "#lanes").await;
    let name = "return document.querySelector('#card .what b')?.textContent ?? ''";
    for (pressed, row) in
        [(Key::Right, "between"), (Key::Down, "until the end"), (Key::Up, "between"), (Key::Up, "between")]
    {
        page.browser.press(pressed).await;
        settled(page).await;
        assert_eq!(page.text(name).await, row);
    }
    page.browser.screenshot("explore-no-lengths").await;
    // However close one looks to where one is.
    let at = shown(page).await.at(0.5);
    for _ in 0..25 {
        closer(page, at, 300.0).await;
        settled(page).await;
    }
    assert_eq!(page.rows().await.len(), 4);
    let broken = "[...document.querySelectorAll('.chart *')].filter((it) => [...it.attributes].some(({ value }) => /NaN|Infinity/.test(value)))";
    assert_eq!(page.browser.script(&format!("return {broken}.length"), vec![]).await, 0);
}

pub(crate) async fn a_microsecond_beside_an_hour_becomes_wide(stage: &Stage) {
    let page = page_with(stage, "extremes", exhibits::extremes()).await;
    let bar = "[data-ghost][data-row-name=\"a microsecond\"]";
    let width = format!("return document.querySelector('{bar}').getBoundingClientRect().width");
    let mut steps = 0;
    let mut wide = 0.0;
    while wide < 30.0 {
        assert!(steps < 40, "after {steps} steps it is {wide} px wide");
        // It is aimed at again each time: a pixel is far away in the next.
        closer(page, middle(page, bar, 0).await, 300.0).await;
        settled(page).await;
        wide = page.browser.script(&width, vec![]).await.as_f64().unwrap();
        steps += 1;
    }
    page.browser.screenshot("explore-microsecond").await;
    // The axis tells its numbers apart there, and so does the window.
    let numbers = ticks(page).await;
    let numbers: Vec<&str> = numbers.split(' ').collect();
    assert!(
        numbers.len() > 2 && numbers.iter().all(|one| numbers.iter().filter(|other| *other == one).count() == 1),
        "{numbers:?}"
    );
    press(page, middle(page, bar, 0).await).await;
    page.wait_for("document.querySelector('#card')").await;
    let card = page.text("return document.querySelector('#card dl').textContent").await;
    assert!(card.contains("1 µs"), "{card}");
    key(page, '0').await;
    page.wait_for("!document.querySelector('#window')").await;
}

pub(crate) async fn the_windows_words_tell_short_times_apart(stage: &Stage) {
    let page = page_with(stage, "extremes", exhibits::extremes()).await;
    let bar = "[data-ghost][data-row-name=\"a microsecond\"]";
    for _ in 0..28 {
        closer(page, middle(page, bar, 0).await, 300.0).await;
        settled(page).await;
    }
    let words = part(page).await;
    let (from, to) = words.strip_suffix(" seconds").unwrap().split_once(" to ").unwrap();
    assert_ne!(from, to, "the window says '{words}'");
}

pub(crate) async fn odd_names_stay_in_their_place(stage: &Stage) {
    for size in [(1_280, 900), (360, 780)] {
        let overrides = exhibits::overrides(&[Exhibit::trace("odd-names", exhibits::odd_names())]);
        let page = stage.page_at("#odd-names", overrides, Look { size, ..Look::default() }).await;
        page.chosen("odd-names").await;
        page.wait_for("document.querySelector('[data-row]')").await;
        settled(page).await;
        // As much as is painted of it: a name that is cut off by the chart's edge is one that leaves it.
        let beyond = "const chart = document.querySelector('.chart').getBoundingClientRect();
            const plot = document.querySelector('.overview .base').getBoundingClientRect().left;
            const narrow = innerWidth < 600;
            return [...document.querySelectorAll('.names text, .ghost text, .bars text')].flatMap((text) => {
                const { left, right } = text.getBoundingClientRect();
                const limit = text.matches('.name') && !narrow ? plot : chart.right;
                return left < chart.left - 1 || right > limit + 1 ? [`${text.textContent.slice(0, 20)}: ${left} to ${right} of ${chart.left} to ${limit}`] : [];
            }).join('|')";
        assert_eq!(page.text(beyond).await, "", "at {size:?}");
        let wider = page.text("const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth > clientWidth ? `${scrollWidth}` : ''").await;
        assert_eq!(wider, "", "at {size:?} the page is wider than the screen");
        // All of a long name is there for who asks.
        let title = "return document.querySelector('.names title')?.textContent ?? ''";
        assert_eq!(page.text(title).await, "x".repeat(500));
        assert!(page.rows().await.contains(&"<b>&amp;\"'</b>".to_owned()), "names are text");
        page.browser.screenshot(&format!("explore-odd-names-{}", size.0)).await;
        // The card and the marks beside the lines have names, too.
        press(page, middle(page, "[data-ghost]", 0).await).await;
        page.wait_for("document.querySelector('#card')").await;
        let wider = page.text("const card = document.querySelector('#card'); return document.documentElement.scrollWidth > innerWidth || card.scrollWidth > card.clientWidth ? `${card.scrollWidth}` : ''").await;
        assert_eq!(wider, "", "at {size:?} the card is wider than its place");
        page.browser.screenshot(&format!("explore-odd-card-{}", size.0)).await;
    }
}

pub(crate) async fn no_playhead_goes_beyond_the_end(stage: &Stage) {
    let page = stage.page().await;
    finished(page).await;
    let end = page.figure("measured").await;
    let back = || async {
        page.browser.click("#to-start").await;
        page.wait_for("document.querySelector('#playhead').ariaValueNow === '0.00'").await;
    };
    back().await;
    tab_to(page, "#playhead").await;
    page.browser.press(Key::End).await;
    page.wait_for("!document.querySelector('.playhead.away')").await;
    near(playhead(page).await, end, 0.006);
    page.browser.press(Key::Right).await;
    settled(page).await;
    near(playhead(page).await, end, 0.006);

    back().await;
    page.browser.click("#to-end").await;
    page.wait_for("!document.querySelector('.playhead.away')").await;
    near(playhead(page).await, end, 0.006);

    // Past the end of the run, and past the chart's edge.
    let view = shown(page).await;
    for beyond in [view.x(end) + 6.0, 1_278.0] {
        back().await;
        let from = view.at(2.0);
        let drag = MouseActions::new("mouse".to_owned()).then(moved(from, 0)).then(DOWN);
        act(page, drag.then(moved((beyond, from.1), 100)).then(UP)).await;
        page.wait_for("!document.querySelector('.playhead.away')").await;
        near(playhead(page).await, end, 0.006);
    }
    // Before the beginning, too.
    let from = view.at(2.0);
    let drag = MouseActions::new("mouse".to_owned()).then(moved(from, 0)).then(DOWN);
    act(page, drag.then(moved((2.0, from.1), 100)).then(UP)).await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow === '0.00'").await;
    // Where a part is shown that ends before: the end is brought into sight.
    key(page, '+').await;
    page.wait_for("document.querySelector('#window')").await;
    let before = part(page).await;
    key(page, 'e').await;
    wait_for_another(page, &before).await;
    let view = shown(page).await;
    near(playhead(page).await, end, 0.006);
    assert!(view.from < end && end < view.to + 0.01, "the end is not in sight: {view:?}");
    page.browser.screenshot("explore-end").await;
}
