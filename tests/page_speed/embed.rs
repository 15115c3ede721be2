//! In somebody else's page: from the click on a poster's Run until the first bar moves in the frame. Nothing of the app is in
//! the browser's cache, and the server is on this machine.

use std::collections::HashMap;

use serde_json::json;

use super::table::{Row, of_listings};
use crate::end_to_end::browser::Look;
use crate::end_to_end::page::Page;
use crate::end_to_end::server::{Overrides, Server};
use crate::end_to_end::stage::{Stage, dist};

const LISTINGS: [&str; 3] = ["executor-gather", "async-wait", "process-pool"];
/// Of each of them.
const CLICKS: usize = 5;

/// Tells the page around it when a frame begins after the first bar was there.
const FRAME: &str = "new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-bar]')) return;
    observer.disconnect();
    requestAnimationFrame(() => parent.postMessage({ bar: performance.timeOrigin + performance.now() }, '*'));
}).observe(document, { subtree: true, childList: true, attributes: true });";

/// Waits for that from the time on that the click itself carries.
const HOST: &str = "self.firstBar = new Promise((resolve) => {
    let pressed;
    addEventListener('click', ({ timeStamp }) => { pressed ??= performance.timeOrigin + timeStamp; }, { capture: true });
    addEventListener('message', ({ data }) => data.bar && resolve(data.bar - pressed));
});";

pub(crate) async fn measure(stage: &Stage) -> Vec<Row> {
    stage.browser.dev_tools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
    let first_bar = async |listing: &str| first_bar(stage, listing).await;
    of_listings("embed: from the click to the first bar", &LISTINGS, CLICKS, first_bar).await
}

/// In milliseconds.
async fn first_bar(stage: &Stage, listing: &str) -> f64 {
    let dist = dist().unwrap();
    let page = std::fs::read_to_string(dist.join("index.html")).unwrap();
    let page = page.replacen("<meta", "<script src=\"frame.js\"></script><meta", 1);
    stage.server.serve(with([("index.html", page), ("frame.js", FRAME.to_owned())]));

    let server = Server::start(dist, "").await.unwrap();
    let host = format!(
        "<!doctype html><title>A post</title><script src=\"host.js\"></script>\
         <script src=\"http://{}/embed.js\"></script><task-lanes listing=\"{listing}\" speed=\"1\"></task-lanes>",
        stage.server.host()
    );
    server.serve(with([("host.html", host), ("host.js", HOST.to_owned())]));
    stage.browser.dev_tools("Network.clearBrowserCache", json!({})).await;
    stage.browser.open(&format!("http://{}/host.html", server.host()), Look::default()).await;
    let page = Page { browser: &stage.browser };
    let button = "document.querySelector('task-lanes').shadowRoot?.querySelector('button')";
    page.wait_for(&format!("document.readyState === 'complete' && {button}")).await;
    page.browser.script(&format!("{button}.click()"), vec![]).await;
    let millis = page.browser.script_async("firstBar.then(arguments[0])", vec![]).await.as_f64().unwrap();
    page.browser.leave().await;
    page.browser.workers_settled(0).await;
    millis
}

fn with<const N: usize>(files: [(&str, String); N]) -> Overrides {
    let files = files.into_iter().map(|(name, text)| (name.to_owned(), Some(text.into_bytes())));
    Overrides { files: files.collect::<HashMap<_, _>>(), ..Overrides::default() }
}
