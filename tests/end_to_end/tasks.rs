//! The rows by task, where items wait for a worker.

use std::time::Duration;

use super::explore::{middle, press};
use super::page::{Page, SLEEPING, chip, in_turn};
use super::stage::Stage;

/// It waits for a worker.
const QUEUED: &str = "queued";

async fn by_task(page: Page<'_>) {
    page.browser.click("input[name=grouping][value=task]").await;
    page.wait_for("document.querySelector('input[name=grouping][value=task]:checked')").await;
}

pub(crate) async fn by_task_what_waits_for_a_worker_is_seen(stage: &Stage) {
    let page = stage.page().await;
    page.choose("threadpool-map", 200).await;
    page.browser.click(&chip("threadpool-map.one-worker")).await;
    page.chosen("threadpool-map.one-worker").await;
    let by_worker = page.rows().await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    by_task(page).await;
    page.wait_for("document.querySelectorAll('[data-bar][data-state=\"queued\"]').length >= 3").await;

    // Four items, one worker, which has no row: a row for each item, called after what it is, in the order in which they
    // were handed over, and in each row at the most one wait and one sleep.
    let items = ["work(1)", "work(2)", "work(3)", "work(4)"];
    assert_eq!(page.rows().await, [&["MainThread"], &items[..]].concat());
    let queued = page.bars_of(QUEUED).await;
    let sleeps = page.bars_of(SLEEPING).await;
    assert_eq!(sleeps.len(), 4, "{queued:?} {sleeps:?}");
    assert_eq!(sleeps.iter().map(|bar| bar.row.as_str()).collect::<Vec<_>>(), items);
    assert!(in_turn(&sleeps), "one worker does them in turn: {sleeps:?}");
    // The first may be taken in the moment in which it is given out: what takes no time is not drawn.
    for sleep in &sleeps[1..] {
        let before = queued.iter().find(|bar| bar.row == sleep.row).unwrap();
        // All are given out at once; each waits until the worker takes it. At 20× a late timer is tenths of a second.
        assert!(
            before.start < 0.5 && before.end.is_some_and(|end| (end - sleep.start).abs() < 0.5),
            "{before:?} {sleep:?}"
        );
    }
    // What is said of an item speaks of its worker.
    press(page, middle(page, "[data-bar][data-row-name=\"work(3)\"][data-state^=\"sleep\"]", 0).await).await;
    page.wait_for(
        "document.querySelector('#card')?.textContent.includes('blocks its worker, ThreadPoolExecutor-0_0,')",
    )
    .await;
    page.browser.screenshot("explore-queued").await;
    // The legend tells of it.
    assert!(page.text("return document.querySelector('.legend').textContent").await.contains("queued"));
    page.browser.click("input[name=grouping][value=worker]").await;
    page.wait_for("!document.querySelector('[data-bar][data-state=\"queued\"]')").await;
    assert_eq!(page.rows().await, by_worker);
}
