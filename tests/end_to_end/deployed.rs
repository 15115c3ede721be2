//! On somebody's web server: under a strict policy, replaced by another build, without a connection.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use fantoccini::key::Key;

use super::access::tab_to;
use super::browser::Look;
use super::edits;
use super::explore::{key, settled};
use super::page::Page;
use super::server::{Overrides, below_build};
use super::stage::{Stage, dist};

/// Where the site is: not where others are, so that what is kept of it is no other scenario's.
const PREFIX: &str = "/deployed/here/";
/// Where it is kept for when there is no connection: where no other scenario has been, with a worker that may still be
/// on its way there.
const KEPT: &str = "/deployed/kept/";
const RACE: &str = "#sync-loop+async-wait.four+threadpool-map";
const NEWER: &str = "A newer version of this page is there: reload.";

/// The policy that `docs/deploy.md` says is enough.
fn policy() -> &'static str {
    let docs = include_str!("../../docs/deploy.md");
    let line = docs.lines().map(str::trim).find(|line| line.starts_with("default-src 'none';"));
    line.expect("docs/deploy.md states the policy in a line of its own")
}

fn under(policy: Option<&'static str>) -> Overrides {
    let headers = policy.into_iter().map(|policy| ("Content-Security-Policy", policy)).collect();
    Overrides { prefix: PREFIX, headers, ..Overrides::default() }
}

/// All that has a place given by the page itself: its name, and where it is, in pixels.
async fn geometry(page: Page<'_>) -> String {
    settled(page).await;
    page.text(
        "const placed = '.chart, .lanes, .canvas, .canvas > svg, .reveal, .bars, .veil, .needle, .flag, .heading, .fold, .overview, \
             .most, .base, .window, .measure, .figures svg, [data-ghost]';
         return [...document.querySelectorAll(placed)].map((it) => {
             const { x, y, width, height } = it.getBoundingClientRect();
             const name = it.id || it.getAttribute('class');
             return [name, ...[x + scrollX, y + scrollY, width, height].map(Math.round)].join(' ');
         }).join('\\n')",
    )
    .await
}

/// What the page looks like, state by state: everything that the page itself puts in its place is in one of them.
async fn looks(stage: &Stage, policy: Option<&'static str>) -> Vec<(&'static str, String)> {
    let mut looks = Vec::new();
    let page = stage.page_at("#process-pool", under(policy), Look::default()).await;
    page.chosen("process-pool").await;
    looks.push(("prediction", geometry(page).await));
    tab_to(page, "#lanes").await;
    page.browser.press(Key::Right).await;
    page.wait_for("document.querySelector('#card')").await;
    looks.push(("card", geometry(page).await));
    key(page, '+').await;
    page.wait_for("document.querySelector('#window')").await;
    looks.push(("zoomed", geometry(page).await));
    key(page, 'm').await;
    key(page, ',').await;
    page.wait_for("document.querySelector('#measure')").await;
    looks.push(("measured", geometry(page).await));
    key(page, '0').await;
    page.browser.press(Key::Escape).await;
    page.browser.click("#guess-first").await;
    page.wait_for("document.querySelector('#guess')").await;
    looks.push(("guess", geometry(page).await));
    let page = stage.page_at(RACE, under(policy), Look::default()).await;
    page.wait_for("document.querySelectorAll('.heading').length === 3 && !document.querySelector('#run').disabled")
        .await;
    looks.push(("race", geometry(page).await));
    looks
}

pub(crate) async fn a_strict_policy_changes_nothing(stage: &Stage) {
    // What a policy forbids is said in the console, which has to be clean.
    let free = looks(stage, None).await;
    let strict = looks(stage, Some(policy())).await;
    for ((name, free), (_, strict)) in free.iter().zip(&strict) {
        assert!(free.lines().count() > 15, "{name}: hardly anything is there:\n{free}");
        assert_eq!(free, strict, "{name}: something is in another place");
    }

    // The race is still there. Workers go by the policy, too.
    let page = Page { browser: &stage.browser };
    page.browser.click("label:has(> input[name=\"speed\"][value=\"200\"])").await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;

    let page = stage.page_at("#process-pool", under(Some(policy())), Look::default()).await;
    page.choose("process-pool", 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    let shares = page.text("return [...document.querySelectorAll('.figures svg')].map((bar) => bar.getBoundingClientRect().width > 20).join()").await;
    assert!(shares.starts_with("true,true"), "the bars under the totals: {shares}");
    // A chosen theme stays, from before the first paint on.
    let ground = "return getComputedStyle(document.body).backgroundColor";
    let before = page.text(ground).await;
    page.browser.click("button.theme").await;
    page.browser.click("button.theme").await;
    page.wait_for("document.documentElement.dataset.theme === 'dark'").await;
    let dark = page.text(ground).await;
    assert_ne!(before, dark);
    let page = stage.page_at("", under(Some(policy())), Look::default()).await;
    assert_eq!(page.text(ground).await, dark);
    page.browser.click("button.theme").await;
}

pub(crate) async fn the_built_page_has_no_scripts_and_styles_inside(stage: &Stage) {
    stage.page().await;
    let page = fs::read_to_string(dist().unwrap().join("index.html")).unwrap();
    assert!(!page.contains("<style") && !page.contains("style="), "{page}");
    let scripts: Vec<&str> = page.split("<script").skip(1).map(|rest| rest.split_once('>').unwrap().0).collect();
    assert!(!scripts.is_empty() && scripts.iter().all(|attributes| attributes.contains("src=")), "{scripts:?}");
}

pub(crate) async fn an_open_page_meets_no_file_of_another_build(stage: &Stage) {
    for words in ["404", "MIME", "dynamically imported module"] {
        stage.tolerate(words);
    }
    for fallback in [false, true] {
        check_replaced(stage, fallback).await;
    }
}

async fn check_replaced(stage: &Stage, fallback: bool) {
    let page = stage.page_at("#sync-loop", Overrides::default(), Look::default()).await;
    page.chosen("sync-loop").await;
    let replaced = Overrides { fallback, ..replaced() };
    stage.server.serve(replaced.clone());
    // What few need comes when it is asked for, and that is now.
    page.browser.click("#keys").await;
    page.wait_for("document.querySelector('.toast[role=alert]')").await;
    assert_eq!(page.text("return document.querySelector('.toast p').textContent").await, "That could not be loaded.");
    page.browser.screenshot("newer-version-toast").await;
    // Another listing is asked for where it was.
    page.browser.click("a[data-listing=\"process-pool\"]").await;
    check_newer(page).await;
    stage.server.serve(Overrides::default());
    reload(page).await;

    // Workers are, too: the program is there already.
    page.chosen("process-pool").await;
    stage.server.serve(replaced);
    page.run().await;
    check_newer(page).await;
    let mut asked = stage.server.asked();
    // The browser looks after this one by itself.
    asked.retain(|path| path != "/sw.js");
    assert!(
        asked.iter().all(|path| below_build(&path[1..]) != &path[1..]),
        "asked for outside of the build: {asked:?}"
    );
    stage.server.serve(Overrides::default());
    reload(page).await;
    page.chosen("process-pool").await;
}

/// The site as an open page sees it once another build is there: nothing of its own is.
fn replaced() -> Overrides {
    let dist = dist().unwrap();
    let mut files = HashMap::new();
    gone(&dist, &dist, &mut files);
    Overrides { files, ..Overrides::default() }
}

fn gone(folder: &Path, base: &Path, into: &mut HashMap<String, Option<Vec<u8>>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gone(&path, base, into);
        } else {
            into.insert(below_build(path.strip_prefix(base).unwrap().to_str().unwrap()).to_owned(), None);
        }
    }
}

async fn check_newer(page: Page<'_>) {
    page.wait_for("document.querySelector('main > [role=alert]')").await;
    let text = page.text("return document.querySelector('main > [role=alert]').innerText").await;
    assert!(text.contains(NEWER), "{text}");
    page.browser.screenshot("newer-version").await;
}

/// Presses the button that loads the page again.
async fn reload(page: Page<'_>) {
    page.browser.script("self.old = true", vec![]).await;
    let button = "main > [role=alert] button";
    assert_eq!(page.text(&format!("return document.querySelector('{button}').textContent")).await, "Reload");
    page.browser.click(button).await;
    page.wait_for("!self.old && document.querySelector('a[data-listing]')").await;
}

pub(crate) async fn the_page_works_without_a_connection(stage: &Stage) {
    let kept = Overrides { prefix: KEPT, kept: true, ..under(Some(policy())) };
    let page = stage.page_at("#threadpool-map", kept.clone(), Look::default()).await;
    page.chosen("threadpool-map").await;
    // Of a registration that is to come nobody tells before it is there; a page above this one has its own.
    let ready = "const [scope, done] = arguments;
        const looks = [];
        const deadline = performance.now() + 60000;
        const look = async () => {
            const found = await navigator.serviceWorker.getRegistration(scope);
            const own = found?.scope.endsWith(scope) ? found : undefined;
            if (own?.active?.state === 'activated') return done(own.active.scriptURL);
            const now = ['installing', 'waiting', 'active'].map((it) => own?.[it]?.state).join() + (own ? '' : ' none');
            if (looks.at(-1) !== now) looks.push(now);
            if (performance.now() < deadline) setTimeout(look, 50);
            else done(looks.join(' | ') + '; kept: ' + (await caches.keys()));
        };
        look()";
    let script = page.browser.script_async(ready, vec![KEPT.into()]).await;
    assert!(
        script.as_str().unwrap().ends_with("/deployed/kept/sw.js"),
        "{script}; asked for: {:?}",
        stage.server.asked()
    );

    // From the next visit on it serves the page. What few need it keeps once it has been asked for.
    again(page).await;
    page.chosen("threadpool-map").await;
    edits::edit(page).await;

    // Nobody answers any more: what comes comes from there.
    stage.server.serve(Overrides { silent: true, ..kept.clone() });
    again(page).await;
    page.chosen("threadpool-map").await;
    edits::edit(page).await;
    page.choose("process-pool", 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    page.choose("async-wait", 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    assert!(
        page.text("return navigator.serviceWorker.controller ? 'yes' : ''").await == "yes",
        "nothing serves the page"
    );
    // With a connection it is the server that says which page is the newest.
    stage.server.serve(kept);
    again(page).await;
    assert!(stage.server.asked().contains(&KEPT.to_owned()), "the page did not come from the server");
    // Nothing of it is left to the next time.
    forget(page).await;
}

/// Loads the page again.
async fn again(page: Page<'_>) {
    page.browser.script("self.old = true; location.reload()", vec![]).await;
    page.wait_for("!self.old && document.querySelector('a[data-listing]')").await;
}

/// Has the browser forget whatever it keeps of this server's pages.
async fn forget(page: Page<'_>) {
    let forget = "const done = arguments[0];
        (async () => {
            for (const it of await navigator.serviceWorker.getRegistrations()) await it.unregister();
            for (const name of await caches.keys()) await caches.delete(name);
            sessionStorage.clear();
            localStorage.clear();
            done();
        })()";
    page.browser.script_async(forget, vec![]).await;
}
