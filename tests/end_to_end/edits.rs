//! The listing on the screen as an editor: what is typed is predicted, run, shared, kept, and refused.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions};
use fantoccini::key::Key;

use super::browser::Look;
use super::explore::{press, settled};
use super::page::Page;
use super::server::{Overrides, below_build};
use super::stage::{Stage, dist};
use super::transport::{DOWN, UP, moved};

const SHOWS: &str = "The chart shows this program.";
const LAST_GOOD: &str = "The chart shows your last program without problems.";
/// In the shadow of the editor's element.
const CONTENT: &str = "document.querySelector('.edit-area > div').shadowRoot.querySelector('.cm-content')";

/// Opens the editor on what is shown.
pub(crate) async fn edit(page: Page<'_>) {
    // The button moves while another program comes to the screen.
    settled(page).await;
    page.browser.click("[data-opens=edit]").await;
    open(page).await;
}

/// Waits until the editor is open, and what is in it compiled.
async fn open(page: Page<'_>) {
    page.wait_for(
        "document.querySelector('.edit-status') && !document.querySelector('.edit-status').textContent.includes('is being compiled')",
    )
    .await;
}

/// A page with this listing, its editor open.
async fn edited<'a>(stage: &'a Stage, listing: &str) -> Page<'a> {
    let page = stage.page().await;
    page.choose(listing, 200).await;
    forget(page).await;
    edit(page).await;
    page
}

/// Types, with Return at the ends of lines.
async fn write(page: Page<'_>, text: &str) {
    let mut keys = KeyActions::new("keyboard".to_owned());
    for value in text.chars().map(|value| if value == '\n' { char::from(Key::Enter) } else { value }) {
        keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    }
    page.browser.act(keys).await;
}

/// Presses a letter while Control is held.
async fn control(page: Page<'_>, value: char) {
    let held = char::from(Key::Control);
    let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: held });
    let keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    page.browser.act(keys.then(KeyAction::Up { value: held })).await;
}

/// Goes behind the last character.
async fn to_end(page: Page<'_>) {
    page.browser.press_with(Key::Control, Key::End).await;
}

/// The program; it has to be short enough to be drawn as a whole.
async fn text(page: Page<'_>) -> String {
    page.text(&format!(
        "return [...{CONTENT}.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')"
    ))
    .await
}

async fn status(page: Page<'_>) -> String {
    page.text("return document.querySelector('.edit-status').textContent").await
}

/// Waits until the status says this, and the page has taken in what is typed.
async fn says(page: Page<'_>, words: &str) {
    page.wait_for(&format!("document.querySelector('.edit-status').textContent.startsWith('{words}')")).await;
}

/// Waits until the program is predicted to take so many seconds.
async fn predicted(page: Page<'_>, seconds: f64) {
    page.wait_for(&format!(
        "!document.querySelector('#run').disabled && \
         Math.abs(Number(document.querySelector('[data-figure=simulated][data-micros]')?.dataset.micros) / 1e6 - {seconds}) < 0.02"
    ))
    .await;
}

/// Presses one of the editor's buttons.
async fn button(page: Page<'_>, name: &str) {
    page.wait_for(&format!(
        "[...document.querySelectorAll('#editor button')].some((it) => it.textContent === '{name}')"
    ))
    .await;
    let script = format!(
        "const button = [...document.querySelectorAll('#editor button')].find((it) => it.textContent === '{name}');
         button.scrollIntoView({{ block: 'center' }});
         const {{ left, top, width, height }} = button.getBoundingClientRect();
         return [left + width / 2, top + height / 2]"
    );
    let place = page.browser.script(&script, vec![]).await;
    press(page, (place[0].as_f64().unwrap().round(), place[1].as_f64().unwrap().round())).await;
}

/// What is behind the `#`.
async fn hash(page: Page<'_>) -> String {
    page.text("return location.hash").await
}

/// Forgets what the browser keeps for the page.
async fn forget(page: Page<'_>) {
    page.browser.script("localStorage.clear(); sessionStorage.clear()", vec![]).await;
}

/// Puts a text where the caret is, as from the clipboard.
async fn paste(page: Page<'_>, text: &str) {
    paste_what(page, &serde_json::to_string(text).unwrap()).await;
}

/// The same with what an expression makes in the page: handing over a megabyte takes the page's own time.
async fn paste_what(page: Page<'_>, expression: &str) {
    let script = format!(
        "const text = {expression};
         const event = new Event('paste', {{ bubbles: true, cancelable: true, composed: true }});
         const clipboardData = {{ types: ['text/plain'], files: [], items: [], getData: (type) => type === 'text/plain' ? text : '' }};
         Object.defineProperty(event, 'clipboardData', {{ value: clipboardData }});
         {CONTENT}.dispatchEvent(event)"
    );
    page.browser.script(&script, vec![]).await;
}

pub(crate) async fn a_change_is_predicted_run_and_shared(stage: &Stage) {
    let page = edited(stage, "sync-loop").await;
    let before = page.figure("simulated").await;
    assert_eq!((status(page).await.as_str(), hash(page).await.as_str()), (SHOWS, "#sync-loop"));
    to_end(page).await;
    write(page, "time.sleep(2) )").await;
    says(page, LAST_GOOD).await;
    let problem = page.text("return document.querySelector('.problems').innerText").await;
    assert_eq!(problem.trim(), "Line 18\nsyntax error: expected a statement");
    let underlined =
        page.text(&format!("return {CONTENT}.querySelector('.cm-lintRange-error')?.textContent ?? ''")).await;
    assert!(!underlined.is_empty(), "nothing is underlined");
    assert!((page.figure("simulated").await - before).abs() < 0.001);
    // It is not run by the keyboard either.
    page.browser.press_with(Key::Shift, Key::Enter).await;
    says(page, "Nothing was run").await;

    for _ in 0..2 {
        page.browser.press(Key::Backspace).await;
    }
    says(page, SHOWS).await;
    predicted(page, before + 2.0).await;
    assert!(hash(page).await.starts_with("#~1"), "{}", hash(page).await);
    assert_eq!(page.text("return document.querySelector('.problems').innerText").await, "");
    // What is typed just before Run is in the run.
    write(page, "\ntime.sleep(1)").await;
    page.browser.press_with(Key::Shift, Key::Enter).await;
    page.wait_for_run("finished", Duration::from_secs(10)).await;
    let (measured, simulated) = (page.figure("measured").await, page.figure("simulated").await);
    println!("before {before:.3} s, then predicted {simulated:.3} s, measured {measured:.3} s");
    assert!((simulated - before - 3.0).abs() < 0.02, "{simulated}");
    let slack = page.browser.engine().slack() * 20.0;
    assert!(measured >= simulated - 0.05 && measured < simulated * 1.01 + slack, "{measured} s, not {simulated} s");
    assert!(page.stdout().await.starts_with("waiting 1\nwaiting 2\n"), "{}", page.stdout().await);

    let (link, rows) = (hash(page).await, page.rows().await);
    let title = page.text("return document.querySelector('h1').textContent").await;
    forget(page).await;
    // Somebody else opens it, in a browser that has never been here.
    let other = Stage::set(page.browser.engine(), dist().unwrap(), "").await;
    let page = other.page_at(&link, Overrides::default(), Look::default()).await;
    predicted(page, simulated).await;
    assert_eq!(page.text("return document.querySelector('h1').textContent").await, title);
    assert_eq!(page.rows().await, rows);
    assert!(page.text("return document.querySelector('.code').innerText").await.contains("time.sleep(1)"));
    assert_eq!(page.text("return document.querySelector('.edit-status') ? 'open' : ''").await, "");
    // And goes on from there; one step back is the version that was opened.
    edit(page).await;
    to_end(page).await;
    write(page, "\ntime.sleep(4)").await;
    predicted(page, simulated + 4.0).await;
    other.check().await;
    other.browser.close().await;
}

pub(crate) async fn going_back_leaves_the_editor(stage: &Stage) {
    let page = edited(stage, "sync-loop").await;
    let before = page.figure("simulated").await;
    to_end(page).await;
    for seconds in [1.0, 2.0] {
        write(page, "time.sleep(1)\n").await;
        predicted(page, before + seconds).await;
    }
    // However much was typed: one step back is the listing as it is written, and not in an editor.
    page.browser.script("history.back()", vec![]).await;
    page.chosen("sync-loop").await;
    predicted(page, before).await;
    page.wait_for("!document.querySelector('.edit-status') && document.querySelector('.code').getClientRects().length")
        .await;
    page.browser.script("history.forward()", vec![]).await;
    predicted(page, before + 2.0).await;
    edit(page).await;
    assert!(text(page).await.ends_with("time.sleep(1)\ntime.sleep(1)\n"));
    // Another listing closes it.
    page.choose("threadpool-map", 200).await;
    page.wait_for("!document.querySelector('.edit-status') && document.querySelector('.code').getClientRects().length")
        .await;
    forget(page).await;
}

/// Where a number's handle is on the screen.
async fn knob(page: Page<'_>, number: &str) -> (f64, f64) {
    let script = format!(
        "const knob = [...{CONTENT}.querySelectorAll('.knob')].find((it) => it.textContent === '{number}');
         if (!knob) return [...{CONTENT}.querySelectorAll('.knob')].map((it) => it.textContent).join(' ');
         knob.scrollIntoView({{ block: 'center' }});
         const {{ left, top, width, height }} = knob.getBoundingClientRect();
         return [Math.round(left + width / 2), Math.round(top + height / 2)]"
    );
    let place = page.browser.script(&script, vec![]).await;
    let part = |at: usize| place[at].as_f64().unwrap_or_else(|| panic!("{number} has no handle, but: {place}"));
    (part(0), part(1))
}

pub(crate) async fn a_number_is_turned(stage: &Stage) {
    let page = edited(stage, "async-one").await;
    let (before, written) = (page.figure("simulated").await, text(page).await);
    let (x, y) = knob(page, "3").await;
    let mut drag = MouseActions::new("mouse".to_owned()).then(moved((x, y), 0)).then(DOWN);
    for by in 1..=12 {
        drag = drag.then(moved((x + 5.0 * f64::from(by), y), 16));
    }
    page.browser.act(drag.then(UP)).await;
    says(page, SHOWS).await;
    page.wait_for(&format!(
        "Number(document.querySelector('[data-figure=simulated]').dataset.micros) / 1e6 > {} && !document.querySelector('#run').disabled",
        before + 0.5
    ))
    .await;
    let (turned, after) = (text(page).await, page.figure("simulated").await);
    println!("turned from {before} s to {after} s");
    assert_ne!(turned, written);
    // One step takes all of the drag back.
    page.browser.script(&format!("{CONTENT}.focus()"), vec![]).await;
    control(page, 'z').await;
    predicted(page, before).await;
    assert_eq!(text(page).await, written);
    // By keyboard, where the caret is.
    press(page, knob(page, "3").await).await;
    page.browser.press_with(Key::Alt, Key::Up).await;
    page.wait_for(&format!(
        "Number(document.querySelector('[data-figure=simulated]').dataset.micros) / 1e6 > {}",
        before + 0.05
    ))
    .await;
    assert_ne!(text(page).await, written);
    control(page, 'z').await;
    predicted(page, before).await;
    forget(page).await;
}

pub(crate) async fn nothing_typed_is_lost(stage: &Stage) {
    let page = edited(stage, "sync-loop").await;
    to_end(page).await;
    write(page, "1 1").await;
    says(page, LAST_GOOD).await;
    page.browser.reload().await;
    let page = Page::opened(page.browser).await;
    open(page).await;
    says(page, LAST_GOOD).await;
    assert!(text(page).await.ends_with("\n1 1"), "{}", text(page).await);
    // So it is where something before it did compile.
    to_end_in(page).await;
    write(page, "\nprint(3)").await;
    for _ in 0..="1\nprint(3)".len() {
        page.browser.press(Key::Backspace).await;
    }
    says(page, SHOWS).await;
    write(page, "\n1 1").await;
    says(page, LAST_GOOD).await;
    assert!(hash(page).await.starts_with("#~1"));
    page.browser.reload().await;
    let page = Page::opened(page.browser).await;
    open(page).await;
    says(page, LAST_GOOD).await;
    assert!(text(page).await.ends_with("\n1\n1 1"), "{}", text(page).await);

    // As if in another tab: it is not open there, and what is typed there goes elsewhere.
    let page = stage.page_at("#threadpool-map", Overrides::default(), Look::default()).await;
    page.wait_for("!document.querySelector('#run').disabled").await;
    assert_eq!(page.text("return document.querySelector('.edit-status') ? 'open' : ''").await, "");
    edit(page).await;
    assert_eq!(page.text("return document.querySelector('.edit-notices').textContent").await, "");
    to_end(page).await;
    write(page, "2 2").await;
    says(page, LAST_GOOD).await;
    let kept = page
        .text("return Object.values(localStorage).filter((it) => it.includes('\"text\"')).map((it) => JSON.parse(it).text.slice(-3)).sort().join()")
        .await;
    assert_eq!(kept, "1 1,2 2");

    // Another listing in the same tab, then the first: each has its own.
    page.browser.click("a[data-listing=\"sync-loop\"]").await;
    page.chosen("sync-loop").await;
    edit(page).await;
    button(page, "Take that version").await;
    assert!(text(page).await.ends_with("\n1\n1 1"), "{}", text(page).await);
    says(page, LAST_GOOD).await;

    let forbid = "Storage.prototype.setItem = () => { throw new Error('forbidden') }";
    page.browser.script(forbid, vec![]).await;
    to_end_in(page).await;
    page.browser.press(Key::Backspace).await;
    page.browser.press(Key::Backspace).await;
    says(page, &format!("{SHOWS} This browser keeps no drafts")).await;
    forget(page).await;
}

pub(crate) async fn two_windows_keep_what_is_typed_in_each(stage: &Stage) {
    let page = edited(stage, "sync-loop").await;
    to_end(page).await;
    write(page, "1 1").await;
    says(page, LAST_GOOD).await;

    let first = page.browser.open_window().await;
    let page = stage.page_at("#sync-loop", Overrides::default(), Look::default()).await;
    page.chosen("sync-loop").await;
    edit(page).await;
    to_end_in(page).await;
    write(page, "2 2").await;
    says(page, LAST_GOOD).await;
    check_kept(page, "\n2 2").await;

    // Both go on side by side.
    page.browser.close_window(first).await;
    to_end_in(page).await;
    write(page, "3").await;
    says(page, LAST_GOOD).await;
    check_kept(page, "\n1 13").await;

    // A tab that was closed comes back with what was in it on request.
    page.browser.script("sessionStorage.clear()", vec![]).await;
    let page = stage.page_at("#sync-loop", Overrides::default(), Look::default()).await;
    page.chosen("sync-loop").await;
    edit(page).await;
    button(page, "Take that version").await;
    assert!(text(page).await.ends_with("\n1 13"), "{}", text(page).await);
    let kept =
        page.text("return Object.values(localStorage).filter((it) => it.includes('2 2')).length ? 'kept' : ''").await;
    assert_eq!(kept, "kept", "what was typed in the window that was closed");
    forget(page).await;
}

/// It is still there after a reload, at the program's end.
async fn check_kept(page: Page<'_>, end: &str) {
    page.browser.reload().await;
    let page = Page::opened(page.browser).await;
    open(page).await;
    says(page, LAST_GOOD).await;
    assert!(text(page).await.ends_with(end), "{}", text(page).await);
}

pub(crate) async fn what_is_pasted_is_mended(stage: &Stage) {
    let page = edited(stage, "sync-loop").await;
    control(page, 'a').await;
    paste(page, ">>> import time\n>>> print(“hello”)\n>>> time.sleep(2)\n").await;
    says(page, LAST_GOOD).await;
    let notice = page.text("return document.querySelector('.edit-notices p').textContent").await;
    println!("{notice}");
    button(page, "Mend it").await;
    predicted(page, 2.0).await;
    assert_eq!(text(page).await, "import time\nprint(\"hello\")\ntime.sleep(2)");
    assert_eq!(page.text("return document.querySelector('.edit-notices').textContent").await, "");

    // What is longer than the screen is scrolled, and the caret is in sight, with the line that it is in. It is drawn only in a window
    // that has the focus.
    to_end(page).await;
    write(page, "\n").await;
    paste(page, &"print(1)\n".repeat(120)).await;
    page.wait_for("document.querySelector('#console') && location.hash.length > 30").await;
    // Nothing tells when it has been scrolled.
    let seen = "const [done] = arguments, start = performance.now();
        const look = () => {
            const area = document.querySelector('.edit-area').getBoundingClientRect(), scroller = CONTENT.parentNode;
            const line = CONTENT.lastElementChild.getBoundingClientRect();
            const caret = document.hasFocus() ? CONTENT.closest('.cm-editor').querySelector('.cm-cursor').getBoundingClientRect() : line;
            const inside = ({ top, bottom }) => bottom <= area.bottom + 1 && top >= area.top;
            const seen = `${area.height <= innerHeight * .7 + 1} ${scroller.scrollHeight > scroller.clientHeight} ${inside(line) && inside(caret)}`;
            if (seen === 'true true true') return done(seen);
            if (performance.now() - start < 5000) return setTimeout(look, 20);
            done(`${seen}: the area is from ${area.top} to ${area.bottom}, the last line from ${line.top} to ${line.bottom}, the caret from ${caret.top} to ${caret.bottom}, the window has the focus: ${document.hasFocus()}`);
        };
        look()";
    assert_eq!(page.browser.script_async(&seen.replace("CONTENT", CONTENT), vec![]).await, "true true true");
    control(page, 'z').await;
    page.browser.press(Key::Backspace).await;

    page.browser.forget_long_tasks().await;
    let took = page.browser.script("return performance.now()", vec![]).await.as_f64().unwrap();
    paste_what(page, "'x = 1\\n'.repeat(170_000)").await;
    page.wait_for("document.querySelector('.edit-notices').textContent.includes('100,000')").await;
    let took = page.browser.script("return performance.now()", vec![]).await.as_f64().unwrap() - took;
    println!("a megabyte was refused after {took:.0} ms");
    page.browser.check_long_tasks().await;
    assert_eq!(text(page).await, "import time\nprint(\"hello\")\ntime.sleep(2)");
    // It goes on.
    button(page, "Dismiss").await;
    to_end(page).await;
    write(page, "\ntime.sleep(1)").await;
    predicted(page, 3.0).await;
    forget(page).await;
}

pub(crate) async fn reset_and_compare(stage: &Stage) {
    let page = edited(stage, "sync-loop").await;
    let (before, written) = (page.figure("simulated").await, text(page).await);
    button(page, "Compare").await;
    says(page, "This is the listing as it is written").await;
    to_end_in(page).await;
    write(page, "time.sleep(2)\n").await;
    predicted(page, before + 2.0).await;
    button(page, "Compare").await;
    page.wait_for("document.querySelectorAll('.heading').length === 2 && location.hash.startsWith('#sync-loop+~1')")
        .await;
    open(page).await;
    assert!(text(page).await.ends_with("time.sleep(2)\n"));
    let took = async |seconds: f64| {
        let second =
            "!document.querySelector('#run').disabled && document.querySelectorAll('.heading .took')[1]?.textContent";
        page.wait_for(&format!("{second} === 'predicted {seconds:.2} s'")).await;
    };
    took(before + 2.0).await;
    to_end_in(page).await;
    write(page, "time.sleep(3)\n").await;
    took(before + 5.0).await;
    assert!(hash(page).await.starts_with("#sync-loop+~1"));
    page.browser.screenshot("edit-race").await;
    // The panels are the version's; who looks at the listing sees its code.
    page.wait_for("document.querySelectorAll('.heading .runner')[1].ariaPressed === 'true'").await;
    for (at, shown) in [(0, "code"), (1, "editor")] {
        page.browser.script(&format!("document.querySelectorAll('.heading .runner')[{at}].click()"), vec![]).await;
        let seen = |what: &str| format!("Boolean(document.querySelector('{what}').getClientRects().length)");
        page.wait_for(&format!(
            "{} === {} && {} === {}",
            seen(".code"),
            shown == "code",
            seen(".edit-area"),
            shown == "editor"
        ))
        .await;
    }
    button(page, "Reset").await;
    took(before).await;
    assert_eq!(text(page).await, written);
    button(page, "Start empty").await;
    says(page, SHOWS).await;
    assert_eq!(text(page).await, "");
    button(page, "Bring it back").await;
    assert_eq!(text(page).await, written);
    page.wait_for("[...document.querySelectorAll('.edit-bar button')].every((button) => !button.hidden)").await;
    to_end_in(page).await;
    // What was typed last is seen when it is closed.
    write(page, "time.sleep(1)").await;
    button(page, "Done").await;
    page.wait_for("!document.querySelector('.edit-status') && document.activeElement.matches('.code')").await;
    took(before + 1.0).await;
    // Not in a race, the button has the focus.
    page.browser.click("a[data-listing=\"sync-loop\"]").await;
    page.chosen("sync-loop").await;
    edit(page).await;
    button(page, "Done").await;
    page.wait_for("!document.querySelector('.edit-status') && document.activeElement.dataset.opens === 'edit'").await;
    page.wait_for("document.querySelector('.code').getClientRects().length").await;
    forget(page).await;
}

/// Gives the editor the focus, and goes behind the last character.
async fn to_end_in(page: Page<'_>) {
    page.browser.script(&format!("{CONTENT}.focus()"), vec![]).await;
    to_end(page).await;
}

pub(crate) async fn bad_links_are_said_to_be_bad(stage: &Stage) {
    let page = edited(stage, "sync-loop").await;
    to_end(page).await;
    write(page, "time.sleep(2)").await;
    page.wait_for("location.hash.startsWith('#~1')").await;
    let good = hash(page).await;
    forget(page).await;
    let packed = "const done = arguments[0];
        import(new URL('view/own.js', document.querySelector('script[src*=\"/start-\"]').src))
            .then(({ ask }) => ask({ do: 'pack', title: 'T', file: 't.py', source: '1 1', notebook: false, original: '' }))
            .then(({ text }) => done(text))";
    let wrong = page.browser.script_async(packed, vec![]).await.as_str().unwrap().to_owned();
    let mut changed = good.clone().into_bytes();
    changed[40] = if changed[40] == b'A' { b'B' } else { b'A' };
    let links = [
        ("#~".to_owned(), "not a link"),
        ("#~1".to_owned(), "cut off"),
        (good[..good.len() - 9].to_owned(), "cut off"),
        (String::from_utf8(changed).unwrap(), "damaged"),
        (format!("{good}.bin"), "damaged"),
        ("#~9abc".to_owned(), "later version"),
        ("#~<script>alert(1)</script>".to_owned(), "not a link"),
        ("#~1%E0%A4%A".to_owned(), ""),
        (format!("#~1{}", "x-Y_".repeat(50_000)), "longer than"),
        (format!("#~{wrong}"), "does not compile: line 1"),
        ("#sync-loop+~junk".to_owned(), "not a link"),
    ];
    let mut told = String::new();
    for (link, words) in links {
        let page = stage.page_at(&link, Overrides::default(), Look::default()).await;
        page.wait_for("document.querySelector('main [role=alert]')").await;
        let alert = page.text("return document.querySelector('main [role=alert]').innerText").await;
        let short: String = link.chars().take(30).collect();
        writeln!(told, "{short}: {}", alert.replace('\n', " | ")).unwrap();
        assert!(alert.contains(words), "{short}: {alert}");
        page.browser.screenshot("edit-bad-link").await;
        // What is there is still there.
        page.browser.click("main [role=alert] a").await;
        page.chosen("async-one").await;
    }
    println!("{told}");
}

pub(crate) async fn typing_blocks_nothing(stage: &Stage) {
    let page = stage.page().await;
    page.choose("executor-gather", 200).await;
    forget(page).await;
    // Moments are taken in the page: what a driver sees is later.
    let watch = "self.moments = {};
        addEventListener('click', ({ target }) => target.dataset?.opens === 'edit' && (moments.pressed = performance.now()), true);
        new MutationObserver(() => {
            const words = document.querySelector('.edit-status')?.textContent ?? '';
            if (words.startsWith('The chart shows')) moments.compiled ??= performance.now();
        }).observe(document.body, { subtree: true, childList: true, characterData: true });";
    page.browser.script(watch, vec![]).await;
    edit(page).await;
    let took = page.browser.script("return moments.compiled - moments.pressed", vec![]).await.as_f64().unwrap();
    println!("from Edit to the first prediction, nothing kept: {took:.0} ms");
    to_end(page).await;
    write(page, "\n# ").await;
    page.wait_for("location.hash.startsWith('#~1')").await;
    page.browser.forget_long_tasks().await;
    let typing = "self.typing = { keys: 0, shown: 0 };
        addEventListener('keydown', () => typing.keys++, true);
        addEventListener('hashchange', () => typing.shown++);";
    page.browser.script(typing, vec![]).await;
    let mut keys = KeyActions::new("keyboard".to_owned());
    for (at, value) in "forty characters, some of them in a row.".chars().enumerate() {
        let pause = if at % 5 == 4 { 200 } else { 50 };
        keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        keys = keys.then(KeyAction::Pause { duration: Duration::from_millis(pause) });
    }
    page.browser.act(keys).await;
    says(page, SHOWS).await;
    println!("40 keys: {}", page.browser.script("return typing", vec![]).await);
    page.browser.check_long_tasks().await;

    // From a key to another chart.
    let last = "const done = arguments[0];
        addEventListener('keydown', () => { self.key = performance.now() }, true);
        const figure = () => document.querySelector('[data-figure=simulated]')?.dataset.micros;
        const before = figure();
        const observer = new MutationObserver(() => {
            if (figure() && figure() !== before && !document.querySelector('#run').disabled) self.changed ??= performance.now();
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        done()";
    let mut times = Vec::new();
    for _ in 0..5 {
        page.browser.script_async(last, vec![]).await;
        page.browser.script("delete self.changed", vec![]).await;
        write(page, "\n").await;
        page.wait_for("!document.querySelector('#run').disabled").await;
        write(page, "time.sleep(2").await;
        page.wait_for("self.changed && document.querySelector('[data-figure=simulated]')").await;
        let took = page.browser.script("return changed - key", vec![]).await.as_f64().unwrap();
        times.push(took.round());
        to_end(page).await;
    }
    println!("from a key to another chart, the pause of 120 ms within: {times:?} ms");
    forget(page).await;
}

pub(crate) async fn no_editor_has_a_violation(stage: &Stage) {
    let page = edited(stage, "async-wait").await;
    page.check_access("edit").await;
    picture(page, "edit").await;
    to_end(page).await;
    write(page, "1 1\nprint(undefined_name)\n2 2").await;
    says(page, LAST_GOOD).await;
    page.check_access("edit-problems").await;
    picture(page, "edit-problems").await;
    control(page, 'a').await;
    paste(page, ">>> import time\n>>> time.sleep(2)\n>>> print(“hello”)\n").await;
    page.wait_for("document.querySelector('.edit-notices p')").await;
    page.check_access("edit-notice").await;
    picture(page, "edit-notice").await;
    button(page, "Mend it").await;
    predicted(page, 2.0).await;
    page.check_access("edit-mended").await;
    forget(page).await;
    let page = stage.page_at("#~1junk", Overrides::default(), Look::default()).await;
    page.wait_for("document.querySelector('main [role=alert]')").await;
    page.check_access("edit-bad-link").await;
}

/// Takes a picture of the editor as it is, on a desktop and on a phone.
async fn picture(page: Page<'_>, name: &str) {
    let before = page.browser.look();
    for (screen, size) in [("desktop", (1280, 900)), ("phone", (360, 780))] {
        page.browser.emulate(Look { size, ..before }).await;
        page.browser.script("document.querySelector('.edit-bar').scrollIntoView()", vec![]).await;
        page.browser.screenshot(&format!("{name}-{screen}")).await;
        let wider = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth";
        assert_eq!(page.browser.script(wider, vec![]).await, 0, "{name}: wider than the {screen}");
    }
    page.browser.emulate(before).await;
}

/// A page on which the editor cannot be opened, and what it says.
async fn refused(stage: &Stage, overrides: Overrides) -> String {
    let page = stage.page_with(overrides, Look::default()).await;
    page.choose("sync-loop", 200).await;
    page.browser.click("[data-opens=edit]").await;
    page.wait_for("document.querySelector('#editor [role=alert]')").await;
    let said = page.text("return document.querySelector('#editor [role=alert]').innerText").await;
    assert_eq!(page.text("return document.querySelector('.code').getClientRects().length ? 'code' : ''").await, "code");
    // All else goes on.
    page.choose("threadpool-map", 200).await;
    page.wait_for("!document.querySelector('#editor [role=alert]')").await;
    said
}

pub(crate) async fn a_compiler_that_cannot_start_is_told(stage: &Stage) {
    for name in ["compiler-loader.js", "compiler.js", "compiler_bg.wasm", "editor/editor.js", "view/edit.css"] {
        for part in ["404", "compiler", "editor.js", "edit.css", "MIME"] {
            stage.tolerate(part);
        }
        let files = HashMap::from([(name.to_owned(), None)]);
        let said = refused(stage, Overrides { files, ..Overrides::default() }).await;
        println!("without {name}: {said}");
    }
    for part in ["Content Security Policy", "Content-Security-Policy", "compiler-loader.js", "editor.js", "edit.css"] {
        stage.tolerate(part);
    }
    let headers = vec![("Content-Security-Policy", "worker-src 'none'")];
    println!("forbidden: {}", refused(stage, Overrides { headers, ..Overrides::default() }).await);
}

pub(crate) async fn a_compiler_that_hangs_is_started_again(stage: &Stage) {
    let loader = ["compiler-loader.js"].map(|name| {
        let build = std::fs::read_dir(dist().unwrap()).unwrap().flatten().map(|entry| entry.path());
        let build =
            build.into_iter().find(|path| below_build(&format!("{}/x", path.file_name().unwrap().display())) == "x");
        std::fs::read_to_string(build.unwrap().join(name)).unwrap()
    });
    let hangs = format!(
        "{}\n{{ const hear = onmessage; onmessage = (event) => {{ if (event.data.source?.includes('hang')) for (;;); hear(event); }} }}",
        loader[0]
    );
    let files = HashMap::from([("compiler-loader.js".to_owned(), Some(hangs.into_bytes()))]);
    let page = stage.page_with(Overrides { files, ..Overrides::default() }, Look::default()).await;
    page.choose("sync-loop", 200).await;
    edit(page).await;
    let before = page.figure("simulated").await;
    to_end(page).await;
    write(page, "# hang").await;
    says(page, "The compiler did not answer for 5 seconds").await;
    println!("{}", status(page).await);
    // The page is as it was, and runs.
    predicted(page, before).await;
    for _ in 0..2 {
        page.browser.press(Key::Backspace).await;
    }
    write(page, "d\ntime.sleep(2)").await;
    predicted(page, before + 2.0).await;
    says(page, SHOWS).await;
    forget(page).await;
}
