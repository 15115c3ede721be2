//! From the start of a navigation, with nothing in the browser's cache, until the page shows something, and until it
//! can be used. The server is on this machine: what the network takes is not in it.

use serde_json::json;

use super::table::Row;
use crate::end_to_end::browser::Look;
use crate::end_to_end::exhibits::{self, Exhibit};
use crate::end_to_end::server::Overrides;
use crate::end_to_end::stage::Stage;

const LOADS: usize = 12;
/// Of a trace of a million spans.
const LARGE_LOADS: usize = 3;
const SPANS: usize = 1_000_000;

pub(crate) async fn measure(stage: &Stage) -> Vec<Row> {
    stage.browser.before_every_page(include_str!("milestones.js")).await;
    stage.browser.dev_tools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
    let (mut paint, mut run, mut bars, mut large) = (vec![], vec![], vec![], vec![]);
    stage.server.serve(Overrides::default());
    for _ in 0..LOADS {
        let [first, second, third] = load(stage, ["paint", "run", "bars"]).await;
        paint.push(first);
        run.push(second);
        bars.push(third);
    }
    stage.server.serve(exhibits::overrides(&[Exhibit::trace("spans", exhibits::many_spans(SPANS, 16))]));
    for _ in 0..LARGE_LOADS {
        let [first] = load(stage, ["bars"]).await;
        large.push(first);
    }
    vec![
        Row::new("opening: first contentful paint", paint),
        Row::new("opening: Run can be pressed", run),
        Row::new("opening: first bars", bars),
        Row::new("opening 1,000,000 spans: first bars", large),
    ]
}

/// Opens the page as if for the first time, and tells when it reached these.
async fn load<const N: usize>(stage: &Stage, milestones: [&str; N]) -> [f64; N] {
    stage.browser.dev_tools("Network.clearBrowserCache", json!({})).await;
    stage.browser.open(&stage.server.address(), Look::default()).await;
    let mut reached = [0.0; N];
    for (at, milestone) in milestones.into_iter().enumerate() {
        let script = format!("milestones.{milestone}.then(arguments[0])");
        reached[at] = stage.browser.script_async(&script, vec![]).await.as_f64().unwrap();
    }
    reached
}
