//! The page on other traces than those of the listings.

use std::time::Duration;

use tasklanes::trace::State;

use super::exhibits::{self, Exhibit, page_of};
use super::page::SLEEPING;
use super::stage::Stage;

/// In tenths.
const SPEED: u32 = 200;

pub(crate) async fn a_trace_made_by_hand_and_a_program_are_shown(stage: &Stage) {
    let trace = exhibits::threads(&[
        ("first", &[(State::Sleeping, 0, 2_000_000, "sleep 2"), (State::Running, 2_000_000, 2_500_000, "")]),
        ("second", &[(State::Waiting, 500_000, 2_500_000, "join first")]),
    ]);
    let source = "import time\n\nprint('before')\ntime.sleep(2)\nprint('after')\n";
    let exhibits = [Exhibit::trace("by-hand", trace), Exhibit::program("program", source)];
    let page = page_of(stage, &exhibits).await;
    assert_eq!(page.rows().await, ["first", "second"]);
    let predicted = page
        .text("return [...document.querySelectorAll('[data-ghost]')].map((bar) => bar.dataset.rowName).join(' ')")
        .await;
    assert_eq!(predicted, "first first second");
    assert!((page.figure("simulated").await - 2.5).abs() < 1e-6);

    page.choose("program", SPEED).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    assert_eq!(page.stdout().await, "before\nafter\n");
    let sleeps = page.bars_of(SLEEPING).await;
    // Both ends are read off a clock that counts in steps, of a twentieth of the time.
    let least = 1.999 - 2.0 * 20.0 * (page.browser.engine().clock_step() - 0.000_1);
    assert!(matches!(&sleeps[..], [sleep] if sleep.length() > least), "{sleeps:?}");
}

pub(crate) async fn every_kind_of_trace_is_shown(stage: &Stage) {
    let traces = [
        ("empty", exhibits::empty()),
        ("one-lane", exhibits::threads(&[("MainThread", &[(State::Sleeping, 0, 1_000_000, "sleep 1")])])),
        ("no-lengths", exhibits::no_lengths()),
        ("extremes", exhibits::extremes()),
        ("odd-names", exhibits::odd_names()),
        ("many-spans", exhibits::many_spans(2_000, 16)),
        ("many-lanes", exhibits::many_lanes(100)),
    ];
    let exhibits: Vec<Exhibit> = traces.iter().map(|(id, trace)| Exhibit::trace(id, trace.clone())).collect();
    let page = page_of(stage, &exhibits).await;
    for (id, trace) in traces {
        page.choose(id, SPEED).await;
        let end = trace.end.unwrap().time;
        assert!((page.figure("simulated").await - end.seconds()).abs() < 1e-6, "{id}");
        page.browser.screenshot(&format!("trace-{id}")).await;
    }
}
