//! From pressing Run until the first bar moves.

use super::table::{Row, of_listings};
use crate::end_to_end::stage::Stage;

const LISTINGS: [&str; 3] = ["async-wait", "threadpool-map", "process-pool"];
/// Of each of them. The page is opened anew each time: a reader's first run is the slowest.
const RUNS: usize = 5;

pub(crate) async fn measure(stage: &Stage) -> Vec<Row> {
    let first_bar = async |listing: &str| first_bar(stage, listing).await;
    of_listings("from Run to the first bar", &LISTINGS, RUNS, first_bar).await
}

/// In milliseconds, from the time that the click itself carries until a frame begins after the first bar was there.
async fn first_bar(stage: &Stage, listing: &str) -> f64 {
    let page = stage.page().await;
    page.choose(listing, 10).await;
    page.browser.workers_settled(0).await;
    let script = "globalThis.firstBar = new Promise((resolve) => {
        let pressed;
        const press = (event) => { if (event.isTrusted) pressed = event.timeStamp; };
        document.querySelector('#run').addEventListener('click', press, { capture: true, once: true });
        new MutationObserver((_, observer) => {
            if (!document.querySelector('[data-bar]')) return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.now() - pressed));
        }).observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true });
    })";
    page.browser.script(script, vec![]).await;
    page.run().await;
    let millis = page.browser.script_async("firstBar.then(arguments[0])", vec![]).await.as_f64().unwrap();
    page.browser.leave().await;
    page.browser.workers_settled(0).await;
    millis
}
