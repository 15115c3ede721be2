//! From anywhere, by anyone: sub-paths, the keyboard, small screens, dark rooms, little motion.

use std::collections::HashMap;
use std::time::Duration;

use fantoccini::key::Key;

use super::browser::Look;
use super::engine::Engine;
use super::everyone;
use super::failures;
use super::listings::{check_no_worker, check_stop};
use super::page::{AWAITING, Page, SLEEPING, open_bars};
use super::server::Overrides;
use super::stage::Stage;
use super::transport;

pub(crate) async fn works_from_any_sub_path(stage: &Stage) {
    let overrides = Overrides { prefix: "/some/where/", ..Overrides::default() };
    let page = stage.page_with(overrides, Look::default()).await;
    page.choose("process-pool", 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    // The browser itself looks for news of the worker that an earlier scenario's page has left at the root.
    let inside = |path: &String| path.starts_with("/some/where/") || path == "/sw.js";
    let outside: Vec<String> = stage.server.asked().into_iter().filter(|path| !inside(path)).collect();
    assert!(outside.is_empty(), "asked for outside of the site: {outside:?}");
}

pub(crate) async fn works_with_the_keyboard_alone(stage: &Stage) {
    let page = stage.page().await;
    tab_to(page, "a[data-listing=\"async-create-task\"]").await;
    page.browser.press(Key::Enter).await;
    page.chosen("async-create-task").await;
    tab_to(page, "#run").await;
    page.browser.press(Key::Enter).await;
    page.wait_for(&format!("document.querySelector('{}')", open_bars(AWAITING, "Task-3"))).await;
    assert_eq!(page.button().await, "Stop");
    // The button keeps the focus while its name changes.
    page.browser.press(Key::Enter).await;
    page.wait_for_run("stopped", Duration::from_secs(2)).await;
    check_no_worker(page.browser).await;
    // The speed, too: the arrow keys move between radio buttons.
    tab_to(page, "input[name=\"speed\"]").await;
    let speed = "return document.querySelector('input[name=\"speed\"]:checked').value";
    let before = page.text(speed).await;
    page.browser.press(Key::Right).await;
    assert_ne!(page.text(speed).await, before);
}

pub(crate) async fn fits_every_screen_and_scheme(stage: &Stage) {
    let desktop = Look::default();
    let looks = [
        ("desktop-light", desktop),
        ("desktop-dark", Look { scheme: "dark", ..desktop }),
        ("phone-light", Look { size: (390, 844), ..desktop }),
        ("phone-dark-still", Look { size: (320, 640), scheme: "dark", reduced_motion: true, ..desktop }),
    ];
    let mut grounds = Vec::new();
    for (name, look) in looks {
        let page = stage.page_with(Overrides::default(), look).await;
        page.choose("process-pool", 200).await;
        page.run().await;
        page.wait_for_run("finished", Duration::from_secs(5)).await;
        page.browser.screenshot(name).await;
        let wider = "const { scrollWidth, clientWidth } = document.documentElement;
            if (scrollWidth <= clientWidth) return '';
            const out = [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > clientWidth);
            return [scrollWidth, 'of', clientWidth, ...out.map((it) => it.outerHTML.slice(0, 80))].join(' ')";
        let wider = page.text(wider).await;
        assert_eq!(wider, "", "{name}: the page is wider than the screen");
        grounds.push(page.text("return getComputedStyle(document.body).backgroundColor").await);
    }
    assert_ne!(grounds[0], grounds[1], "dark is not light");
    assert_eq!(grounds[0], grounds[2], "a phone has the same colours");
}

pub(crate) async fn no_state_of_the_page_has_a_violation(stage: &Stage) {
    let page = stage.page().await;
    // At half the speed it goes on for as long as it is looked at.
    page.choose("sync-loop", 5).await;
    page.check_access("idle").await;
    page.run().await;
    page.wait_for_open(SLEEPING, 1).await;
    page.check_access("running").await;
    page.wait_for_run("running", Duration::ZERO).await;
    check_stop(page).await;
    page.check_access("stopped").await;

    page.choose("process-pool", 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    page.check_access("finished").await;
    transport::click_at(page, 1.5).await;
    page.check_access("moved").await;

    failures::page_without_workers(stage).await.check_access("failed").await;

    stage.tolerate("404");
    let files = HashMap::from([("catalogue/sync-loop.bin".to_owned(), None)]);
    let page = stage.page_at("#sync-loop", Overrides { files, ..Overrides::default() }, Look::default()).await;
    page.wait_for("document.querySelector('main [role=alert]')").await;
    page.check_access("not-loaded").await;
}

pub(crate) async fn no_closer_look_has_a_violation(stage: &Stage) {
    let page = stage.page().await;
    page.choose("process-pool", 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    // The keys on the lanes choose a bar.
    tab_to(page, "#lanes").await;
    page.browser.press(Key::Right).await;
    page.wait_for("document.querySelector('#card')").await;
    page.check_access("chosen").await;
    everyone::key(page, '+').await;
    page.wait_for("document.querySelector('#window')").await;
    page.check_access("zoomed").await;
    everyone::key(page, 'm').await;
    everyone::key(page, ',').await;
    page.wait_for("document.querySelector('#measure')").await;
    page.check_access("measured").await;
    page.browser.press(Key::Escape).await;
    everyone::key(page, '0').await;
    page.browser.click(".fold").await;
    page.wait_for("document.querySelector('.fold[aria-expanded=\"false\"]')").await;
    page.check_access("folded").await;
    everyone::key(page, 'g').await;
    page.browser.click("#table summary").await;
    page.check_access("by-task").await;
    everyone::key(page, '?').await;
    page.wait_for("document.querySelector('#help')").await;
    page.check_access("help").await;
}

pub(crate) async fn no_guess_and_no_race_has_a_violation(stage: &Stage) {
    let page = stage.page().await;
    page.choose("threadpool-map", 200).await;
    page.browser.click("#guess-first").await;
    page.wait_for("document.querySelector('#guess')").await;
    page.check_access("guess").await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    page.check_access("judged").await;

    let race = "#sync-loop+async-wait.four+threadpool-map+process-pool";
    let page = stage.page_at(race, Overrides::default(), Look::default()).await;
    page.wait_for("document.querySelectorAll('.heading').length === 4 && !document.querySelector('#run').disabled")
        .await;
    page.check_access("race").await;
    // At half the speed it goes on for as long as it is looked at.
    page.browser.click("label:has(> input[name=\"speed\"][value=\"5\"])").await;
    page.run().await;
    page.wait_for_open(SLEEPING, 9).await;
    page.check_access("race-running").await;
    page.browser.click("label:has(> input[name=\"speed\"][value=\"200\"])").await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    page.check_access("race-finished").await;
}

/// Presses Tab until an element has the focus, with Shift where it is further up, and checks that the focus can be seen there.
pub(crate) async fn tab_to(page: Page<'_>, selector: &str) {
    let script = "const [selector] = arguments, from = document.activeElement;
        return from !== document.body && [...document.querySelectorAll(selector)].every((to) =>
            to.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING)";
    // Who is there goes away and comes back.
    let there = format!("return document.activeElement.matches('{selector}')");
    if page.browser.script(&there, vec![]).await == true {
        page.browser.press_with(Key::Shift, Key::Tab).await;
    }
    let mut back = page.browser.script(script, vec![selector.into()]).await == true;
    if back && page.browser.engine() == Engine::WebKit {
        // Shift and Tab of its driver's go nowhere: from the page's first link on.
        page.browser.script("document.querySelector('.skip').focus()", vec![]).await;
        back = false;
    }
    let mut way = Vec::new();
    for _ in 0..90 {
        if back {
            page.browser.press_with(Key::Shift, Key::Tab).await;
        } else {
            page.browser.press(Key::Tab).await;
        }
        let there = page.text(&format!("return document.activeElement.matches('{selector}') ? 'yes' : ''")).await;
        if there == "yes" {
            let visible = page.text("return document.activeElement.matches(':focus-visible') ? 'yes' : ''").await;
            // WebKit does not show it where a mouse has given the focus to the same element before.
            let shows = visible == "yes" || page.browser.engine() == Engine::WebKit;
            assert!(shows, "{selector} does not show that it has the focus");
            return;
        }
        way.push(
            page.text(
                "const { id, localName, className } = document.activeElement; return id || `${localName}.${className}`",
            )
            .await,
        );
    }
    panic!("Tab does not lead to {selector}, but to {}", way.join(" "));
}
