//! What there is to try and to look for: by mouse, by keyboard, by link.

use std::time::Duration;

use fantoccini::key::Key;

use super::access::tab_to;
use super::browser::Look;
use super::cpython;
use super::listings::check_total;
use super::page::{Page, chip};
use super::server::Overrides;
use super::stage::Stage;

/// In tenths.
const SPEED: u32 = 200;

pub(crate) async fn every_variant_runs_as_it_was_simulated(stage: &Stage) {
    let page = stage.page().await;
    for program in cpython::programs().iter().filter(|program| program.variant.is_some()) {
        page.choose(program.listing.id, SPEED).await;
        let speed = page.browser.engine().paced(SPEED);
        page.browser.click(&chip(&program.id)).await;
        page.chosen(&program.id).await;
        page.run().await;
        page.wait_for_run("finished", Duration::from_secs(5)).await;
        check_total(page, &program.id, f64::from(speed) / 10.0).await;
        // The native tests hold the simulation against CPython; here it is the run.
        let stdout = page.stdout().await;
        program.check(&stdout);
    }
}

pub(crate) async fn one_click_swaps_code_and_chart_and_another_takes_them_back(stage: &Stage) {
    let page = stage.page().await;
    page.choose("threadpool-map", SPEED).await;
    let written = look(page).await;
    assert!(written.code.contains("max_workers=5") && written.rows.len() == 5, "{written:?}");
    page.browser.click(&chip("threadpool-map.two-workers")).await;
    page.chosen("threadpool-map.two-workers").await;
    let two = look(page).await;
    assert!(two.code.contains("max_workers=2") && two.rows.len() == 3, "{two:?}");
    assert!((two.simulated - 6.0).abs() < 1e-6, "{two:?}");
    let changed = page
        .text("return [...document.querySelectorAll('.line.changed')].map((line) => line.textContent).join('')")
        .await;
    assert_eq!(changed, "with ThreadPoolExecutor(max_workers=2) as pool:\n");
    let told = page.text("return document.querySelector('[role=status]').textContent").await;
    assert!(told.starts_with("Two workers.") && told.contains("6.000"), "a screen reader is told: {told}");

    page.browser.click(&chip("threadpool-map")).await;
    page.chosen("threadpool-map").await;
    assert_eq!(look(page).await, written);
    // And by the browser's own way back.
    page.browser.script("history.back()", vec![]).await;
    page.chosen("threadpool-map.two-workers").await;
    assert_eq!(look(page).await, two);
}

pub(crate) async fn a_variant_is_chosen_with_the_keyboard_alone(stage: &Stage) {
    let page = stage.page().await;
    page.choose("async-create-task", SPEED).await;
    tab_to(page, &chip("async-create-task.blocking")).await;
    page.browser.press(Key::Enter).await;
    page.chosen("async-create-task.blocking").await;
    let focused =
        format!("return document.activeElement.matches('{}') ? 'yes' : ''", chip("async-create-task.blocking"));
    assert_eq!(page.text(&focused).await, "yes", "the focus stays where it was");
    assert!(look(page).await.code.contains("time.sleep(3)"));

    // What to look for: the focus alone shows which bars are meant.
    tab_to(page, ".watch .s1").await;
    check_pointed(page, Some(1)).await;
    page.browser.press(Key::Tab).await;
    check_pointed(page, None).await;
}

pub(crate) async fn a_link_to_a_variant_shows_it(stage: &Stage) {
    let page = stage.page_at("#threadpool-map.three-workers", Overrides::default(), Look::default()).await;
    page.chosen("threadpool-map.three-workers").await;
    assert!(look(page).await.code.contains("max_workers=3"));
    // A variant that there is not is the listing.
    let page = stage.page_at("#threadpool-map.no-such", Overrides::default(), Look::default()).await;
    page.wait_for("document.querySelector('[data-try=\"threadpool-map\"][aria-pressed=true]')").await;
    assert!(look(page).await.code.contains("max_workers=5"));
}

pub(crate) async fn pointing_at_a_sentence_shows_its_bars(stage: &Stage) {
    let page = stage.page().await;
    page.choose("threadpool-map", SPEED).await;
    check_pointed(page, None).await;
    page.browser.click(".watch .s0").await;
    check_pointed(page, Some(0)).await;
    // The pool's threads stand out, before the run and after it.
    let meant = "return [...document.querySelectorAll('rect.item.w0')].map((bar) => bar.dataset.rowName).join(' ')";
    let pool = "ThreadPoolExecutor-0_0 ThreadPoolExecutor-0_1 ThreadPoolExecutor-0_2 ThreadPoolExecutor-0_3";
    assert_eq!(page.text(meant).await, pool);
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    let measured =
        "return [...document.querySelectorAll('.item.w0[data-bar]')].map((bar) => bar.dataset.rowName).join(' ')";
    assert_eq!(page.text(measured).await, pool);
    // Somewhere else the pointer points at nothing.
    page.browser.click("h1").await;
    check_pointed(page, None).await;
}

/// Which sentence is pointed at: the bars that it does not speak of are faint, and only they.
async fn check_pointed(page: Page<'_>, sentence: Option<usize>) {
    let meant = sentence.map_or_else(|| "*".to_owned(), |number| format!(".w{number}"));
    // Fading takes a moment, of which the document does not tell.
    let settled = "const done = arguments[0];
        Promise.all(document.getAnimations().filter((a) => a instanceof CSSTransition).map((a) => a.finished)).then(() => done())";
    page.browser.script_async(settled, vec![]).await;
    let wrong = format!(
        "return [...document.querySelectorAll('.item')].filter((bar) => (getComputedStyle(bar).opacity < 1) === bar.matches('{meant}')).length"
    );
    assert_eq!(page.browser.script(&wrong, vec![]).await, 0, "sentence {sentence:?}");
}

/// What a reader sees of a program before it runs.
#[derive(Debug, PartialEq)]
struct Seen {
    code: String,
    rows: Vec<String>,
    simulated: f64,
    sentence: String,
}

async fn look(page: Page<'_>) -> Seen {
    Seen {
        code: page.text("return document.querySelector('.code').textContent").await,
        rows: page.rows().await,
        simulated: page.figure("simulated").await,
        sentence: page.text("return document.querySelector('#summary').textContent").await,
    }
}
