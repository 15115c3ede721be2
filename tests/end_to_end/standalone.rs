//! The page as one file: opened from the disk, and in a frame that has no rights but to run scripts.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::time::Duration;

use fantoccini::key::Key;

use super::browser::Look;
use super::everyone;
use super::listings::check_no_worker;
use super::page::{Page, SLEEPING, all_at_once};
use super::server::Overrides;
use super::stage::{Stage, dist};

/// How large the file may be, in bytes.
const LIMIT: u64 = 1_500_000;

/// The file, made of the built page and removed in the end.
struct Standalone(PathBuf);

impl Standalone {
    fn new() -> Self {
        // Below target/, where a sandboxed package of a browser may read.
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tasklanes-{}.html", process::id()));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/small/standalone.mjs");
        let made = Command::new("node").arg(script).arg(dist().unwrap()).arg(&file).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self(file)
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.0).unwrap()
    }
}

impl Drop for Standalone {
    fn drop(&mut self) {
        fs::remove_file(&self.0).unwrap();
    }
}

/// Runs two programs one after the other, each of which sleeps in four workers.
async fn check_runs(page: Page<'_>) {
    for listing in ["threadpool-map", "process-pool"] {
        page.choose(listing, 100).await;
        page.run().await;
        page.wait_for_run("finished", Duration::from_secs(15)).await;
        let sleeps = page.bars_of(SLEEPING).await;
        assert_eq!(sleeps.len(), 4, "{listing}: {sleeps:?}");
    }
    check_no_worker(page.browser).await;
}

pub(crate) async fn one_file_runs_from_the_disk(stage: &Stage) {
    let standalone = Standalone::new();
    let size = fs::metadata(&standalone.0).unwrap().len();
    assert!(size < LIMIT, "{size} bytes");
    stage.server.serve(Overrides::default());
    stage.browser.open(&format!("file://{}#sync-loop", standalone.0.display()), Look::default()).await;
    let page = Page::opened(&stage.browser).await;
    page.chosen("sync-loop").await;
    check_runs(page).await;
    page.browser.screenshot("standalone").await;
    everyone::key(page, '?').await;
    page.wait_for("document.querySelector('#help')").await;
    page.browser.screenshot("standalone-help").await;
    page.browser.press(Key::Escape).await;
    assert_eq!(stage.server.asked(), [""; 0]);
}

pub(crate) async fn one_file_runs_in_a_sandboxed_frame(stage: &Stage) {
    let file = Standalone::new().text();
    let given = file.replace('&', "&amp;").replace('"', "&quot;");
    for frame in ["src=\"one.html#sync-loop\"", &format!("srcdoc=\"{given}\"")] {
        let host = format!(
            "<!doctype html><html lang=\"en\"><title>A course</title><link rel=\"icon\" href=\"data:,\">\
             <iframe id=\"frame\" title=\"A listing\" sandbox=\"allow-scripts\" width=\"1200\" height=\"800\" {frame}></iframe></html>"
        );
        let files = [("host.html", &host), ("one.html", &file)];
        let files: HashMap<_, _> =
            files.into_iter().map(|(name, text)| (name.to_owned(), Some(text.clone().into_bytes()))).collect();
        stage.server.serve(Overrides { files, ..Overrides::default() });
        stage.browser.open(&(stage.server.address() + "host.html"), Look::default()).await;
        stage.browser.enter_frame("frame").await;
        check_runs(Page::opened(&stage.browser).await).await;
        stage.browser.leave_frame().await;
        let mut asked = stage.server.asked();
        // The worker that an earlier page has left is looked for anew by the browser itself.
        asked.retain(|path| path != "/sw.js");
        assert!(asked.iter().all(|path| path == "/host.html" || path == "/one.html"), "{asked:?}");
    }
}

pub(crate) async fn one_file_plays_the_simulation_where_workers_are_forbidden(stage: &Stage) {
    stage.tolerate("Content Security Policy");
    let files = HashMap::from([("one.html".to_owned(), Some(Standalone::new().text().into_bytes()))]);
    let headers = vec![("Content-Security-Policy", "worker-src 'none'")];
    stage.server.serve(Overrides { headers, files, ..Overrides::default() });
    stage.browser.open(&(stage.server.address() + "one.html"), Look::default()).await;
    let page = Page::opened(&stage.browser).await;
    page.choose("threadpool-map", 100).await;
    page.run().await;
    page.wait_for_run("failed", Duration::from_secs(10)).await;
    page.browser.click("#simulate").await;
    page.wait_for_run("finished", Duration::from_secs(10)).await;
    let sleeps = page.bars_of(SLEEPING).await;
    assert!(sleeps.len() == 4 && all_at_once(&sleeps), "{sleeps:?}");
}
