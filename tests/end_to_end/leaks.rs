//! Many runs in one tab: nothing of them stays.

use super::engine::Engine;
use super::exhibits::{Exhibit, page_of};
use super::listings::check_no_worker;
use super::stage::{Stage, runs};

/// How much more memory may be in use in the end than after a tenth of the runs, and how much more of what the page keeps.
const MORE: f64 = 1.1;

/// What Chromium counts of what a page keeps: listeners, nodes of its documents or of none, bytes of its script's objects.
const KEPT: [&str; 3] = ["JSEventListeners", "Nodes", "JSHeapUsedSize"];

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
    let (mut memory, mut kept) = (Vec::new(), Vec::new());
    for part in [first, all - first] {
        // No script may take as long as a thousand runs.
        for at in (0..part).step_by(100) {
            let answer = page.browser.script_async(script, vec![(part - at).min(100).into()]).await;
            assert_eq!(answer, "", "a run did not come to its end");
        }
        check_no_worker(page.browser).await;
        memory.push(page.browser.memory());
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
    // Of a few runs nothing can be said: what is freed is freed now and then.
    assert!(all < 1_000 || after < before * MORE, "memory has grown from {before:.0} to {after:.0} MB");
}
