//! While a program runs, a hundred of whose tasks begin and end something all the time: in an ordinary window, of which the
//! chart draws what is in sight and a little more, and in one so high that all of it is.

use super::frames::{self, Frames};
use super::table::Row;
use crate::end_to_end::browser::Look;
use crate::end_to_end::exhibits::{self, Exhibit};
use crate::end_to_end::stage::Stage;

const PROGRAM: &str = include_str!("../../benches/programs/live.py");
/// How long it is watched, in milliseconds.
const WATCHED: u32 = 5_000;
/// A window: what is said of it, its height, and how many bars at least are open in the document.
pub(crate) type Window = (&'static str, u32, u64);
pub(crate) const WINDOW: Window = ("100 live bars", 1_000, 25);
pub(crate) const TALL: Window = ("100 live bars, all in sight", 5_000, 100);

pub(crate) async fn measure(stage: &Stage, (words, height, least): Window) -> Vec<Row> {
    let look = Look { size: (1_280, height), ..Look::default() };
    let page = stage.page_at("", exhibits::overrides(&[Exhibit::program("live", PROGRAM)]), look).await;
    page.choose("live", 10).await;
    page.run().await;
    page.wait_for("document.querySelector('[data-bar]')").await;
    // Whatever else would wait for something would be script as well.
    let watch = format!(
        "const done = arguments[0];
        performance.mark('live:begin');
        setTimeout(() => {{
            performance.mark('live:end');
            const open = document.querySelectorAll('[data-bar]:not([data-end])').length;
            done(document.querySelector('main').dataset.run === 'running' ? open : -1);
        }}, {WATCHED})"
    );
    let open = page.browser.script_async(&watch, vec![]).await;
    assert!(open != -1, "the program ended before it had been watched for {WATCHED} ms");
    println!("    {open} open bars are in the document");
    assert!(open.as_u64().is_some_and(|open| open >= least), "not all of them were drawn");
    Frames::between(&frames::trace(&stage.browser).await, "live").rows(words)
}
