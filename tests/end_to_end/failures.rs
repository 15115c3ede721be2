//! Programs that fail, hang or want too much, and a browser that does not let workers start.

use std::collections::HashMap;
use std::time::Duration;

use super::browser::Look;
use super::cpython::{self, Machine};
use super::exhibits::{Exhibit, page_of};
use super::listings::{check_no_worker, check_stop};
use super::page::{Page, SLEEPING};
use super::server::Overrides;
use super::stage::Stage;

/// A page on which a program can be run.
async fn page_with_program<'a>(stage: &'a Stage, source: &str) -> Page<'a> {
    let page = page_of(stage, &[Exhibit::program("program", source)]).await;
    page.choose("program", 100).await;
    page
}

pub(crate) async fn an_endless_loop_leaves_the_page_responsive_and_stops(stage: &Stage) {
    // The `while` comes after an output, so that the test can await it. The catalogue is built by running the program
    // on the virtual clock, where the instruction limit ends it.
    let page = page_with_program(stage, "print('round and round')\nwhile True: pass\n").await;
    page.run().await;
    page.wait_for("document.querySelector('#console').textContent.includes('round and round')").await;
    page.browser.forget_long_tasks().await;
    // A hundred turns of the event loop, each of which has to come soon.
    let turns = "
        const [turns, answer] = arguments;
        let [left, worst, before] = [turns, 0, performance.now()];
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
            const now = performance.now();
            worst = Math.max(worst, now - before);
            before = now;
            if (--left > 0) requestAnimationFrame(() => channel.port2.postMessage(0)); else answer(worst);
        };
        channel.port2.postMessage(0);";
    let worst = page.browser.script_async(turns, vec![60.into()]).await.as_f64().unwrap();
    assert!(worst < 200.0, "the page did not answer for {worst} ms");
    page.browser.check_long_tasks().await;
    check_stop(page).await;
}

pub(crate) async fn an_uncaught_exception_prints_the_traceback(stage: &Stage) {
    let source = "def half(n):\n    return n / 0\n\nprint('before')\nhalf(3)\nprint('after')\n";
    let page = page_with_program(stage, source).await;
    page.run().await;
    page.wait_for_run("finished|failed", Duration::from_secs(5)).await;
    assert_eq!(page.stdout().await, "before\n");
    let console = page.console().await;
    for part in [
        "Traceback (most recent call last):",
        "line 5, in <module>",
        "line 2, in half",
        "ZeroDivisionError: division by zero",
    ] {
        assert!(console.contains(part), "'{part}' is not in the console:\n{console}");
    }
    check_last_line(source, &console);
    check_no_worker(page.browser).await;
}

pub(crate) async fn a_pool_of_none_is_a_value_error(stage: &Stage) {
    let source = "from multiprocessing import Pool\n\nif __name__ == '__main__':\n    with Pool(0) as pool:\n        print('never')\n";
    let page = page_with_program(stage, source).await;
    page.run().await;
    page.wait_for_run("finished|failed", Duration::from_secs(5)).await;
    let console = page.console().await;
    assert!(console.contains("line 4, in <module>"), "{console}");
    assert!(console.contains("ValueError: Number of processes must be at least 1"), "{console}");
    check_last_line(source, &console);
    assert_eq!(page.stdout().await, "");
    check_no_worker(page.browser).await;
}

pub(crate) async fn too_many_lanes_end_with_the_limit_named(stage: &Stage) {
    let source = "import time\nfrom concurrent.futures import ThreadPoolExecutor\n\nwith ThreadPoolExecutor(max_workers=70) as pool:\n    pool.map(time.sleep, [60] * 70)\nprint('done')\n";
    let page = page_with_program(stage, source).await;
    page.run().await;
    page.wait_for_run("failed|finished", Duration::from_secs(20)).await;
    let text = page.text("return document.querySelector('main').innerText").await;
    assert!(text.contains("64"), "the limit is not named:\n{text}");
    assert_eq!(page.stdout().await, "");
    // The simulation has no such limit: its total is there.
    assert!((page.figure("simulated").await - 60.0).abs() < 0.5);
    check_no_worker(page.browser).await;
}

/// A page whose run has failed, because its workers cannot start.
pub(crate) async fn page_without_workers(stage: &Stage) -> Page<'_> {
    // The browser itself reports the missing file, and the blob that its policy refuses.
    stage.tolerate("lane.js");
    stage.tolerate("Content Security Policy");
    stage.tolerate("Content-Security-Policy");
    let overrides = Overrides {
        headers: vec![("Content-Security-Policy", "worker-src 'self'")],
        files: HashMap::from([("lane.js".to_owned(), None)]),
        ..Overrides::default()
    };
    let page = stage.page_with(overrides, Look::default()).await;
    page.choose("threadpool-map", 100).await;
    page.run().await;
    page.wait_for_run("failed", Duration::from_secs(10)).await;
    page
}

pub(crate) async fn a_lane_worker_that_cannot_start_offers_the_simulation(stage: &Stage) {
    let page = page_without_workers(stage).await;
    let failure = page.text("return document.querySelector('#failure[role=\"alert\"]')?.innerText ?? ''").await;
    assert!(failure.to_lowercase().contains("worker"), "what failed, in words: '{failure}'");
    check_no_worker(page.browser).await;
    page.check_can_run().await;

    page.browser.click("#simulate").await;
    let ended = format!("[data-bar][data-state^=\"{SLEEPING}\"][data-end]");
    page.wait_for(&format!("document.querySelectorAll('{ended}').length === 4")).await;
    check_no_worker(page.browser).await;
    let asked = stage.server.asked();
    assert!(asked.iter().any(|path| path.ends_with("/lane.js")), "the address was tried: {asked:?}");
}

pub(crate) async fn webassembly_that_is_not_there_is_told_and_asked_for_again(stage: &Stage) {
    const FILE: &str = "interpreter_bg.wasm";
    stage.tolerate(FILE);
    // The browser's own word for a file that is no WebAssembly is told, whatever it is.
    for (content, said) in [(None, "the server answered 404 for"), (Some(b"no wasm".to_vec()), "WebAssembly")] {
        let files = HashMap::from([(FILE.to_owned(), content)]);
        let page = stage.page_with(Overrides { files, ..Overrides::default() }, Look::default()).await;
        page.choose("threadpool-map", 100).await;
        page.run().await;
        page.wait_for_run("failed", Duration::from_secs(10)).await;
        let failure = page.text("return document.querySelector('#failure[role=\"alert\"]')?.innerText ?? ''").await;
        assert!(failure.contains("did not start") && failure.contains(said), "what failed, in words: '{failure}'");
        check_no_worker(page.browser).await;
        // Once it is there, what failed is no hindrance.
        stage.server.serve(Overrides::default());
        page.run().await;
        page.wait_for_run("finished", Duration::from_secs(10)).await;
    }
}

/// The console ends as CPython's traceback does.
fn check_last_line(source: &str, console: &str) {
    if let Some(written) = cpython::run(source, Machine { cpus: 4, drawn: 0 }) {
        let last = written.stderr.lines().last().unwrap();
        assert!(
            console.trim_end().ends_with(last),
            "CPython's last line is '{last}', but the console says:\n{console}"
        );
    }
}
