//! Many runs in one tab: nothing of them stays, but workers for the next.

use std::time::{Duration, Instant};

use super::engine::Engine;
use super::exhibits::{Exhibit, page_of};
use super::listings::check_no_worker;
use super::page::{Page, SLEEPING, open_bars};
use super::stage::{Stage, runs};

/// How much more memory may be in use in the end than after a tenth of the runs, and how much more of what the page keeps.
const MORE: f64 = 1.1;

/// From so many runs on it is looked at how much more there is.
const MANY: u64 = 1_000;

/// What Chromium counts of what a page keeps: listeners, nodes of its documents or of none, bytes of its script's objects.
const KEPT: [&str; 3] = ["JSEventListeners", "Nodes", "JSHeapUsedSize"];

/// Counts the workers and the animations that the page makes from here on, in `made`.
const COUNT: &str = "window.made = { Worker: 0, Animation: 0 };
    for (const name in made) window[name] = class extends window[name] {
        constructor(...given) { super(...given); made[name] += 1; }
    }";

/// How much memory is in use, in MB, once it becomes no less: a browser collects garbage, and gives back what is free, when it has
/// nothing else to do, and tells nobody. So this looks until there has been no less for some seconds.
async fn memory(page: Page<'_>) -> f64 {
    let (mut least, mut since) = (f64::INFINITY, Instant::now());
    while since.elapsed() < Duration::from_secs(10) {
        let now = page.browser.memory();
        if now < least {
            (least, since) = (now, Instant::now());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    least
}

/// How many of them were made.
async fn made(page: Page<'_>, name: &str) -> u64 {
    page.browser.script(&format!("return made.{name}"), vec![]).await.as_u64().unwrap()
}

pub(crate) async fn workers_of_an_ended_run_serve_the_next(stage: &Stage) {
    let page = stage.page().await;
    page.browser.script(COUNT, vec![]).await;
    let run = async |listing: &str, outcome: &str| {
        page.choose(listing, 100).await;
        page.run().await;
        if outcome == "stopped" {
            page.wait_for(&format!("document.querySelector('{}')", open_bars(SLEEPING, ""))).await;
            page.browser.click("#run").await;
        }
        page.wait_for_run(outcome, Duration::from_secs(10)).await;
    };
    // Its main thread, and four that sleep.
    run("threadpool-map", "finished").await;
    assert_eq!(
        (made(page, "Worker").await, page.browser.workers_settled(5).await),
        (6, 5),
        "all but the interpreter's wait"
    );
    run("threadpool-map", "finished").await;
    assert_eq!(
        (made(page, "Worker").await, page.browser.workers_settled(5).await),
        (7, 5),
        "another interpreter, no lane"
    );
    // Its main thread is served by one that waits; its four processes have to start, and end with the run.
    run("process-pool", "finished").await;
    assert_eq!(
        (made(page, "Worker").await, page.browser.workers_settled(5).await),
        (12, 5),
        "an interpreter and processes"
    );
    // A run that is stopped leaves none of its own.
    run("threadpool-map", "stopped").await;
    assert_eq!(
        (made(page, "Worker").await, page.browser.workers_settled(0).await),
        (13, 0),
        "those that slept are ended"
    );
    // More than a few do not wait, and none for ever.
    let source = "import time\nfrom concurrent.futures import ThreadPoolExecutor\n\n\
        with ThreadPoolExecutor(10) as pool:\n    list(pool.map(time.sleep, [0.5] * 10))\n";
    let page = page_of(stage, &[Exhibit::program("program", source)]).await;
    page.choose("program", 100).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(10)).await;
    assert_eq!(page.browser.workers_settled(8).await, 8, "of eleven");
    check_no_worker(page.browser).await;
}

pub(crate) async fn many_runs_leave_nothing(stage: &Stage) {
    // Threads, a pool and an event loop, all of whose sleeps take some milliseconds.
    let source = "import asyncio\nimport time\nfrom concurrent.futures import ThreadPoolExecutor\n\n\
        async def main():\n    await asyncio.sleep(0.05)\n\n\
        with ThreadPoolExecutor(3) as pool:\n    print(list(pool.map(time.sleep, [0.1, 0.1, 0.1])))\nasyncio.run(main())\n";
    let page = page_of(stage, &[Exhibit::program("program", source)]).await;
    page.choose("program", 200).await;
    let script = "const [runs, done] = arguments, main = document.querySelector('main');
        let left = runs, still;
        const end = (answer) => { watch.disconnect(); clearTimeout(still); done(answer); };
        const look = () => {
            const { run } = main.dataset;
            clearTimeout(still);
            still = setTimeout(() => end(`${run} for 20 s with ${left} to go: ${main.innerText}`), 20_000);
            if (run === 'failed' || run === 'stopped') return end(`${run} with ${left} to go`);
            if (run === 'starting' || run === 'running') return;
            if (left-- === 0) return end('');
            setTimeout(() => document.querySelector('#run').click());
        };
        const watch = new MutationObserver(look);
        watch.observe(main, { attributeFilter: ['data-run'] });
        look()";
    let all = runs();
    let first = all / 10;
    let (mut memory, mut kept, mut animations) = (Vec::new(), Vec::new(), Vec::new());
    page.browser.script(COUNT, vec![]).await;
    for part in [first, all - first] {
        // No script may take as long as a thousand runs.
        for at in (0..part).step_by(100) {
            let answer = page.browser.script_async(script, vec![(part - at).min(100).into()]).await;
            assert_eq!(answer, "", "a run did not come to its end");
        }
        check_no_worker(page.browser).await;
        animations.push(made(page, "Animation").await);
        // Of a few runs nothing can be said: what is freed is freed now and then.
        memory.push(if all < MANY { page.browser.memory() } else { self::memory(page).await });
        if page.browser.engine() == Engine::Chromium {
            kept.push(page.browser.counts(KEPT).await);
        }
    }
    let [before, after] = memory[..] else { unreachable!("two parts") };
    println!("{all} runs: {before:.0} MB after {first}, {after:.0} MB in the end");
    if let [before, after] = kept[..] {
        println!("{KEPT:?}: {before:?} after {first} runs, {after:?} in the end");
        for (what, (before, after)) in KEPT.iter().zip(before.into_iter().zip(after)) {
            assert!(after < before * MORE, "{what} has grown from {before} to {after}: something keeps them");
        }
    }
    // `WebKitGTK` never frees one.
    assert!(animations[0] > 0 && animations[0] == animations[1], "each run makes animations: {animations:?}");
    assert!(all < MANY || after < before * MORE, "memory has grown from {before:.0} to {after:.0} MB");
}
