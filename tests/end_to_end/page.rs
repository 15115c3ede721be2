//! The page as a scenario sees it: the contract between the page's markup and these tests.
//!
//! - `<main data-run="idle|starting|running|finished|stopped|failed">`
//! - `a[data-listing="ID"]` in the list, with `aria-current` where it is the chosen one; `#run` is the one button, disabled
//!   until the listing is loaded, and named Run (or Run again) or Stop
//! - `[data-try="ID"]` with `aria-pressed` and `[data-try="ID.VARIANT"]`: what there is to try; the address's hash names it
//! - `.watch .s0` to `.s2`: what to look for; the bars that are meant, `.item`, have the classes `w0` to `w2`
//! - `input[name="speed"][value="100"]` (tenths: 100 is 10×)
//! - rows `[data-row="NAME"]`; bars `[data-bar][data-row-name][data-state][data-start][data-end]` in microseconds of Python
//!   time, without `data-end` while open; predicted bars are `[data-ghost]`. The names of the states are [`SLEEPING`] and so on
//! - `#console` with `.out` elements; `#clock`; `#summary`; `[data-figure="measured|simulated|article"][data-micros]`
//! - `#playhead`, the playhead's flag, a slider with `aria-valuenow` in seconds; `.playhead.away` while it is not where it is by
//!   itself; `#to-start`, `#previous`, `#play` (named Play or Pause) and `#next` move it, and `#live`, where a run has gone on without it
//! - `#failure[role="alert"]`, and in it or beside it `#simulate`

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::browser::Browser;

/// How the name of this state begins in `data-state`.
pub(crate) const STARTING: &str = "start";
/// The thread is blocked.
pub(crate) const SLEEPING: &str = "sleep";
/// The thread is free.
pub(crate) const AWAITING: &str = "await";

/// The thread is blocked until another does something.
pub(crate) const WAITING: &str = "wait";

/// Workers that an ended run has left wait for the next one for half a minute, then they are ended. A test does not wait for
/// that: what the page wants done then is `patienceEnds`.
const PATIENCE: &str = "const { setTimeout } = window;
    window.setTimeout = (act, wait, ...rest) => {
        if (wait !== 30_000) return setTimeout(act, wait, ...rest);
        window.patienceEnds = act;
        return setTimeout(() => {}, wait);
    }";

/// An open page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'a> {
    pub(crate) browser: &'a Browser,
}

/// A bar of the chart.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Bar {
    /// The name of its row.
    pub(crate) row: String,
    /// The state.
    pub(crate) state: String,
    /// When it began, in seconds of Python time.
    pub(crate) start: f64,
    /// When it ended, if it has.
    pub(crate) end: Option<f64>,
}

impl Bar {
    /// How long it lasted, in seconds of Python time.
    pub(crate) fn length(&self) -> f64 {
        self.end.unwrap_or(f64::INFINITY) - self.start
    }
}

/// A selector of the bars of a state that have not ended, in all rows or in one.
pub(crate) fn open_bars(state: &str, row: &str) -> String {
    let row = if row.is_empty() { String::new() } else { format!("[data-row-name=\"{row}\"]") };
    format!("[data-bar]{row}[data-state^=\"{state}\"]:not([data-end])")
}

/// A selector of what chooses a listing as it is written, or a variant of it, where it is shown.
pub(crate) fn chip(name: &str) -> String {
    format!("[data-try=\"{name}\"]")
}

/// Whether there is a moment at which all of them last.
pub(crate) fn all_at_once(bars: &[Bar]) -> bool {
    let last_start = bars.iter().map(|bar| bar.start).fold(0.0, f64::max);
    let first_end = bars.iter().filter_map(|bar| bar.end).fold(f64::INFINITY, f64::min);
    last_start < first_end
}

/// Whether each begins only when the one before it has ended.
pub(crate) fn in_turn(bars: &[Bar]) -> bool {
    bars.is_sorted_by(|before, after| before.end.is_some_and(|end| end <= after.start))
}

impl<'a> Page<'a> {
    /// The page that the browser has just opened, once it is there.
    pub(crate) async fn opened(browser: &'a Browser) -> Self {
        let page = Self { browser };
        page.wait_for("document.querySelector('main[data-run=\"idle\"]') && document.querySelector('a[data-listing]')")
            .await;
        browser.script(PATIENCE, vec![]).await;
        page
    }

    /// Waits until an expression holds, ten seconds at most.
    pub(crate) async fn wait_for(&self, expression: &str) -> Value {
        self.browser.wait_for(expression, Duration::from_secs(10)).await
    }

    /// Waits until the run is in one of these states; `|` between them.
    pub(crate) async fn wait_for_run(&self, states: &str, limit: Duration) -> String {
        let expression = format!(
            "'{states}'.split('|').includes(document.querySelector('main').dataset.run) && document.querySelector('main').dataset.run"
        );
        self.browser.wait_for(&expression, limit).await.as_str().unwrap().to_owned()
    }

    /// Chooses a listing in the list, and a speed in tenths, as far as the engine keeps up with it.
    pub(crate) async fn choose(&self, listing: &str, speed: u32) {
        let speed = self.browser.engine().paced(speed);
        self.browser.click(&format!("a[data-listing=\"{listing}\"]")).await;
        self.chosen(listing).await;
        // The input itself may be hidden behind a drawn one, where no pointer reaches it.
        self.browser
            .script(&format!("document.querySelector('input[name=\"speed\"][value=\"{speed}\"]').click()"), vec![])
            .await;
    }

    /// Waits until a listing, or a variant of one, is what Run would run.
    pub(crate) async fn chosen(&self, name: &str) {
        let listing = name.split('.').next().unwrap_or(name);
        let current = format!("document.querySelector('a[data-listing=\"{listing}\"][aria-current]')");
        let pressed = format!("document.querySelector('{}[aria-pressed=\"true\"]')", chip(name));
        self.wait_for(&format!(
            "{current} && (!document.querySelector('[data-try]') || {pressed}) && location.hash === '#{name}' && \
             !document.querySelector('#run').disabled"
        ))
        .await;
    }

    /// Presses the button, which has to be named Run.
    pub(crate) async fn run(&self) {
        self.check_can_run().await;
        self.browser.click("#run").await;
    }

    /// Nothing is running, and the button says so.
    pub(crate) async fn check_can_run(&self) {
        let button = self.button().await;
        assert!(button.starts_with("Run"), "the button is named '{button}'");
    }

    /// Presses the button, which has to be named Stop.
    pub(crate) async fn stop(&self) {
        assert_eq!(self.button().await, "Stop");
        self.browser.click("#run").await;
    }

    /// What the button is called.
    pub(crate) async fn button(&self) -> String {
        let name =
            "const b = document.querySelector('#run'); return (b.getAttribute('aria-label') || b.textContent).trim()";
        self.text(name).await
    }

    /// Waits until so many bars of a state are open at the same time.
    pub(crate) async fn wait_for_open(&self, state: &str, count: usize) {
        self.wait_for(&format!("document.querySelectorAll('{}').length === {count}", open_bars(state, ""))).await;
    }

    /// The bars, by the time at which they began.
    pub(crate) async fn bars(&self) -> Vec<Bar> {
        let script = "
            const seconds = (micros) => micros === undefined ? null : Number(micros) / 1e6;
            return [...document.querySelectorAll('[data-bar]')].map(({ dataset }) => ({
                row: dataset.rowName, state: dataset.state, start: seconds(dataset.start), end: seconds(dataset.end),
            })).sort((a, b) => a.start - b.start)";
        serde_json::from_value(self.browser.script(script, vec![]).await).expect("bars have a row, a state and a start")
    }

    /// The bars of one state, by the time at which they began.
    pub(crate) async fn bars_of(&self, state: &str) -> Vec<Bar> {
        self.bars().await.into_iter().filter(|bar| bar.state.starts_with(state)).collect()
    }

    /// The bars of one state in rows whose names begin so, by the time at which they began.
    pub(crate) async fn bars_in(&self, state: &str, row: &str) -> Vec<Bar> {
        self.bars_of(state).await.into_iter().filter(|bar| bar.row.starts_with(row)).collect()
    }

    /// The names of the rows, from top to bottom.
    pub(crate) async fn rows(&self) -> Vec<String> {
        let names = "return [...document.querySelectorAll('[data-row]')].map((row) => row.dataset.row)";
        serde_json::from_value(self.browser.script(names, vec![]).await).unwrap()
    }

    /// What the program has printed to standard output.
    pub(crate) async fn stdout(&self) -> String {
        self.text("return [...document.querySelectorAll('#console .out')].map((piece) => piece.textContent).join('')")
            .await
    }

    /// Everything in the console.
    pub(crate) async fn console(&self) -> String {
        self.text("return document.querySelector('#console').textContent").await
    }

    /// One of the totals (`measured`, `simulated`, `article`), in seconds of Python time.
    pub(crate) async fn figure(&self, name: &str) -> f64 {
        let selector = format!("[data-figure=\"{name}\"][data-micros]");
        let script = format!("return document.querySelector('{selector}')?.dataset.micros ?? ''");
        let micros = self.text(&script).await;
        micros.parse::<f64>().unwrap_or_else(|_| panic!("{selector} is not there, or is not a number: '{micros}'"))
            / 1e6
    }

    /// The text that a script returns.
    pub(crate) async fn text(&self, script: &str) -> String {
        self.browser.script(script, vec![]).await.as_str().unwrap_or_default().to_owned()
    }
}
