//! How quick the page is: the built page in `dist/`, measured in a real Chromium over WebDriver. `scripts/bench page`
//! builds the page and runs this. What happens in a frame is read off Chromium's own traces.
//!
//!     cargo test --test page_speed            everything
//!     cargo test --test page_speed -- live    what has one of these words in its name: embed live open run spans tall

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::print_stdout,
        clippy::print_stderr,
        reason = "a test, though its own `main` runs it"
    )
)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[expect(dead_code, unused_imports, unused_macros, reason = "shared with the end-to-end tests, which need more of it")]
#[path = "end_to_end"]
mod end_to_end {
    pub(crate) mod browser;
    pub(crate) mod chromium;
    pub(crate) mod driver;
    pub(crate) mod engine;
    pub(crate) mod exhibits;
    pub(crate) mod firefox;
    pub(crate) mod page;
    pub(crate) mod server;
    pub(crate) mod stage;
    pub(crate) mod webkit;
    pub(crate) mod workers;
}

#[cfg(not(target_arch = "wasm32"))]
mod page_speed {
    pub(crate) mod embed;
    pub(crate) mod frames;
    pub(crate) mod live;
    pub(crate) mod open;
    pub(crate) mod run;
    pub(crate) mod spans;
    pub(crate) mod table;
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::process::ExitCode;

    use end_to_end::engine::Engine;
    use end_to_end::stage::{Stage, dist};
    use page_speed::table::{Row, print};
    use page_speed::{embed, frames, live, open, run, spans};

    let Some(dist) = dist() else { return ExitCode::FAILURE };
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut rows: Vec<Row> = Vec::new();
    let mut complete = true;
    // What takes few samples has a browser that records nothing: recording takes time, too.
    let parts = [
        ("open", ""),
        ("run", ""),
        ("embed", ""),
        ("live", frames::CATEGORIES),
        ("tall", frames::CATEGORIES),
        ("spans", frames::CATEGORIES),
    ];
    for (name, traced) in parts {
        if !words.is_empty() && !words.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        println!("measuring: {name}");
        let part = async {
            let stage = Stage::set(Engine::Chromium, dist.clone(), traced).await;
            let rows = match name {
                "open" => open::measure(&stage).await,
                "run" => run::measure(&stage).await,
                "embed" => embed::measure(&stage).await,
                "live" => live::measure(&stage, live::WINDOW).await,
                "tall" => live::measure(&stage, live::TALL).await,
                _ => spans::measure(&stage).await,
            };
            stage.browser.close().await;
            rows
        };
        // What cannot be measured does not keep the others from it. The panic has said why.
        match catch_unwind(AssertUnwindSafe(|| runtime.block_on(part))) {
            Ok(found) => rows.extend(found),
            Err(_) => complete = false,
        }
    }
    print(&rows);
    if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
