//! The listings at ten times the speed: what runs at once really does, and what runs in turn does not.

use std::time::{Duration, Instant};

use super::browser::Browser;
use super::cpython;
use super::page::{AWAITING, Bar, Page, SLEEPING, STARTING, WAITING, all_at_once, in_turn, open_bars};
use super::stage::Stage;

/// In tenths.
const SPEED: u32 = 100;

/// Python time over the wall clock's.
fn factor(page: Page<'_>) -> f64 {
    f64::from(page.browser.engine().paced(SPEED)) / 10.0
}

/// What is to be seen of a listing, besides its bars.
struct Expected {
    listing: &'static str,
    /// The moment at which the workers are counted: so many open bars of this state, in this row or in all.
    when: (&'static str, &'static str, usize),
    /// Lane workers then: one for each Python thread, the main threads of processes included.
    lanes: usize,
    /// The last lines that CPython prints, without the time that the program measures.
    prints: &'static str,
}

pub(crate) async fn async_one_awaits_on_a_free_thread(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected { listing: "async-one", when: (AWAITING, "Task-1", 1), lanes: 1, prints: "Hello, Ada!\n" };
    run(page, &expected).await;
    check_lengths(page, &page.bars_in(AWAITING, "Task-").await, &[3.0]);
    check_free(page).await;
}

pub(crate) async fn async_await_in_turn_takes_the_sum(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected {
        listing: "async-await-in-turn",
        when: (AWAITING, "Task-1", 1),
        lanes: 1,
        prints: "Hello, Ada!\nHello, Grace!\n",
    };
    run(page, &expected).await;
    let awaits = page.bars_in(AWAITING, "Task-").await;
    check_lengths(page, &awaits, &[3.0, 3.0]);
    assert!(in_turn(&awaits), "{awaits:?}");
    check_free(page).await;
}

pub(crate) async fn async_create_task_awaits_at_once_on_one_thread(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected {
        listing: "async-create-task",
        when: (AWAITING, "Task-3", 1),
        lanes: 1,
        prints: "Hello, Ada!\nHello, Grace!\n",
    };
    run(page, &expected).await;
    let mut of_tasks = page.bars_in(AWAITING, "Task-").await;
    of_tasks.retain(|bar| bar.row != "Task-1");
    assert_eq!(rows_of(&of_tasks), ["Task-2", "Task-3"]);
    check_lengths(page, &of_tasks, &[3.0, 3.0]);
    assert!(all_at_once(&of_tasks), "{of_tasks:?}");
    check_free(page).await;
}

pub(crate) async fn async_wait_awaits_nine_at_once(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected {
        listing: "async-wait",
        when: (AWAITING, "Task-10", 1),
        lanes: 1,
        prints: "waiting 9\n[1, 2, 3, 4, 5, 6, 7, 8, 9]\n",
    };
    run(page, &expected).await;
    let mut of_tasks = page.bars_in(AWAITING, "Task-").await;
    of_tasks.retain(|bar| bar.row != "Task-1");
    of_tasks.sort_by(|a, b| a.length().total_cmp(&b.length()));
    let tasks: Vec<String> = (2..=10).map(|n| format!("Task-{n}")).collect();
    assert_eq!(rows_of(&of_tasks), tasks);
    check_lengths(page, &of_tasks, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
    assert!(all_at_once(&of_tasks), "{of_tasks:?}");
    check_free(page).await;
}

pub(crate) async fn sync_loop_sleeps_in_turn_on_one_thread(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected {
        listing: "sync-loop",
        when: (SLEEPING, "MainThread", 1),
        lanes: 1,
        prints: "waiting 1\nwaiting 2\nwaiting 3\nwaiting 4\n[1, 2, 3, 4]\n\n\r",
    };
    run(page, &expected).await;

    let sleeps = page.bars_of(SLEEPING).await;
    assert_eq!(rows_of(&sleeps), ["MainThread"; 4]);
    check_lengths(page, &sleeps, &[1.0, 2.0, 3.0, 4.0]);
    assert!(in_turn(&sleeps), "{sleeps:?}");
}

pub(crate) async fn executor_gather_blocks_four_threads_and_not_the_loop(stage: &Stage) {
    let page = stage.page().await;
    let expected =
        Expected { listing: "executor-gather", when: (SLEEPING, "", 4), lanes: 5, prints: "waiting 4\n[1, 2, 3, 4]\n" };
    run(page, &expected).await;
    check_pool(page, 4).await;
    let free = page.bars_in(AWAITING, "MainThread").await;
    assert!(free.iter().any(|bar| bar.length() > 3.9), "the event loop is free meanwhile: {free:?}");
}

pub(crate) async fn thread_join_waits_while_the_thread_sleeps(stage: &Stage) {
    let page = stage.page().await;
    let expected =
        Expected { listing: "thread-join", when: (SLEEPING, "", 1), lanes: 2, prints: "waiting 3\nthe result is 9\n" };
    run(page, &expected).await;
    check_lengths(page, &page.bars_in(SLEEPING, "Thread-1").await, &[3.0]);
    check_lengths(page, &page.bars_in(WAITING, "MainThread").await, &[3.0]);
}

pub(crate) async fn thread_event_lets_main_go_on_before_the_thread_ends(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected {
        listing: "thread-event",
        when: (SLEEPING, "", 1),
        lanes: 2,
        prints: "waiting 4\nthe result is 16\nthread finished\n",
    };
    run(page, &expected).await;
    check_lengths(page, &page.bars_in(SLEEPING, "Thread-1").await, &[4.0, 2.0]);
    let waits = page.bars_in(WAITING, "MainThread").await;
    check_lengths(page, &waits[..1], &[4.0]);
}

pub(crate) async fn thread_called_not_passed_sleeps_on_the_main_thread(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected {
        listing: "thread-called-not-passed",
        when: (SLEEPING, "MainThread", 1),
        // The thread has its worker ready before it starts.
        lanes: 2,
        prints: "waiting 4\nthread finished\nthe result is 16\n",
    };
    run(page, &expected).await;
    let sleeps = page.bars_of(SLEEPING).await;
    assert_eq!(rows_of(&sleeps), ["MainThread"; 2]);
    check_lengths(page, &sleeps, &[4.0, 2.0]);
    assert!(page.rows().await.iter().any(|row| row.starts_with("Thread-1")), "the thread has a lane");
    let of_thread: Vec<Bar> = page.bars().await.into_iter().filter(|bar| bar.row.starts_with("Thread-1")).collect();
    assert!(
        of_thread.iter().all(|bar| bar.length() < page.browser.engine().slack() * factor(page)),
        "which is empty: {of_thread:?}"
    );
}

pub(crate) async fn threadpool_map_sleeps_at_once_on_four_threads(stage: &Stage) {
    let page = stage.page().await;
    let expected =
        Expected { listing: "threadpool-map", when: (SLEEPING, "", 4), lanes: 5, prints: "waiting 4\n[1, 4, 9, 16]\n" };
    run(page, &expected).await;
    check_pool(page, 4).await;
}

pub(crate) async fn process_pool_sleeps_at_once_in_four_processes(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected { listing: "process-pool", when: (SLEEPING, "", 4), lanes: 5, prints: "\n[1, 2, 3, 4]\n" };
    run(page, &expected).await;

    let mut sleeps = page.bars_of(SLEEPING).await;
    // Which process takes which job is the operating system's choice.
    check_processes(page, &mut sleeps).await;
    let mut rows = rows_of(&sleeps);
    rows.sort_unstable();
    assert_eq!(rows, ["ForkPoolWorker-1", "ForkPoolWorker-2", "ForkPoolWorker-3", "ForkPoolWorker-4"]);
}

pub(crate) async fn pyrallel_maps_in_four_processes(stage: &Stage) {
    let page = stage.page().await;
    let expected = Expected { listing: "pyrallel", when: (SLEEPING, "", 4), lanes: 6, prints: "\n[1, 2, 3, 4]\n" };
    run(page, &expected).await;
    let mut sleeps = page.bars_of(SLEEPING).await;
    check_processes(page, &mut sleeps).await;
}

/// At the article's own speed: what it printed, within 1 % and the engine's slack. Its processes' start-up and `PyRallel`'s polling are
/// its machine's: where processes start, our own start-up is shown, and the rest takes as long as the longest sleep.
pub(crate) async fn every_listing_takes_the_articles_time(stage: &Stage) {
    let page = stage.page().await;
    let mut moments = 0;
    for program in cpython::programs().iter().filter(|program| program.variant.is_none()) {
        let Some(article) = program.listing.article else { continue };
        let id = program.listing.id;
        page.choose(id, 10).await;
        page.run().await;
        page.wait_for_run("finished", Duration::from_secs(20)).await;
        let measured = page.figure("measured").await;
        let startup = page.bars_of(STARTING).await.iter().filter_map(|bar| bar.end).fold(0.0, f64::max);
        let processes = ["process-pool", "pyrallel"].contains(&id);
        let (expected, taken) = if processes { (4.0, measured - startup) } else { (article.seconds(), measured) };
        println!("{id}: measured {measured:.3} s, start-up {startup:.3} s, in the article {:.3} s", article.seconds());
        let (off, tolerance) = (taken - expected, 0.01 * expected + page.browser.engine().slack());
        // A collector that has just looked waits so long.
        let poll = if id == "pyrallel" { 0.1 } else { 0.0 };
        assert!((-tolerance..=tolerance + poll).contains(&off), "{id}: {taken} s, not {expected} s");
        assert!(!processes || startup > 0.0, "{id}: the start-up is shown");
        moments += check_dots(page, id).await;
    }
    assert!(moments > 10, "{moments} moments in all");
}

/// Nothing lies on a moment: of the bars that share a row with it, all come before it in the document. Says how many there are.
async fn check_dots(page: Page<'_>, id: &str) -> u64 {
    let script = "const at = (element) => { const { top, bottom } = element.getBoundingClientRect(); return (top + bottom) / 2 };
        const dots = [...document.querySelectorAll('.bars .dot')], bars = [...document.querySelectorAll('.bars [data-bar]')];
        const hidden = dots.filter((dot) => bars.some((bar) => Math.abs(at(bar) - at(dot)) < 3
            && dot.compareDocumentPosition(bar) & Node.DOCUMENT_POSITION_FOLLOWING));
        return [dots.length, hidden.length]";
    let found = page.browser.script(script, vec![]).await;
    assert_eq!(found[1], 0, "{id}: so many moments of {} lie under bars", found[0]);
    found[0].as_u64().unwrap()
}

/// The thread of the event loop is not blocked by `asyncio.sleep`.
async fn check_free(page: Page<'_>) {
    let blocked = page.bars_of(SLEEPING).await;
    assert!(blocked.is_empty(), "{blocked:?}");
}

/// Each of so many threads of a pool sleeps once, the first for a second, the others for one longer each, all at once.
async fn check_pool(page: Page<'_>, threads: usize) {
    let mut sleeps = page.bars_of(SLEEPING).await;
    // By thread: they are told to sleep in order, but which worker's clock reads first within a millisecond is chance.
    sleeps.sort_by(|a, b| a.row.cmp(&b.row));
    let pool: Vec<String> = (0..threads).map(|n| format!("ThreadPoolExecutor-0_{n}")).collect();
    assert_eq!(rows_of(&sleeps), pool);
    let lengths: Vec<f64> = (1..).take(threads).map(f64::from).collect();
    check_lengths(page, &sleeps, &lengths);
    assert!(all_at_once(&sleeps), "{sleeps:?}");
    let next = format!("ThreadPoolExecutor-0_{threads}");
    let rows = page.rows().await;
    assert!(!rows.contains(&next), "one thread more never starts: {rows:?}");
}

/// Four processes sleep at once for 1 to 4 s, each after it has started. Sorts the sleeps by their length.
async fn check_processes(page: Page<'_>, sleeps: &mut [Bar]) {
    assert!(all_at_once(sleeps), "{sleeps:?}");
    sleeps.sort_by(|a, b| a.length().total_cmp(&b.length()));
    check_lengths(page, sleeps, &[1.0, 2.0, 3.0, 4.0]);
    let starts = page.bars_of(STARTING).await;
    for sleep in sleeps {
        let own: Vec<&Bar> = starts.iter().filter(|start| start.row == sleep.row).collect();
        assert!(
            matches!(own[..], [start] if start.length() > 0.0 && start.end <= Some(sleep.start)),
            "{own:?} {sleep:?}"
        );
    }
}

pub(crate) async fn stop_ends_a_run_at_once_and_leaves_no_worker(stage: &Stage) {
    // At the article's own speed, so that every one of them would go on for seconds.
    for (listing, state, open) in
        [("sync-loop", SLEEPING, 1), ("threadpool-map", SLEEPING, 4), ("process-pool", SLEEPING, 4)]
    {
        let page = stage.page().await;
        page.choose(listing, 10).await;
        page.run().await;
        page.wait_for_open(state, open).await;
        check_stop(page).await;
        let bars = page.bars().await;
        assert!(bars.iter().all(|bar| bar.end.is_some()), "{listing}: no bar goes on after the end: {bars:?}");
    }
    // A coroutine waits in a timer, with no worker blocked.
    let page = stage.page().await;
    page.choose("async-create-task", 10).await;
    page.run().await;
    page.wait_for(&format!("document.querySelector('{}')", open_bars(AWAITING, "Task-3"))).await;
    check_stop(page).await;
}

pub(crate) async fn another_run_stops_the_first(stage: &Stage) {
    let page = stage.page().await;
    page.choose("process-pool", 10).await;
    page.run().await;
    page.wait_for_open(SLEEPING, 4).await;

    // Slow enough to outlast the first run's workers, see `workers_settled`.
    page.choose("sync-loop", 20).await;
    page.wait_for("document.querySelector('main').dataset.run !== 'running'").await;
    page.run().await;
    page.wait_for_open(SLEEPING, 1).await;
    assert_eq!(page.browser.workers_settled(2).await, 2, "an interpreter and one lane; the first run's are gone");
    page.wait_for_run("finished", Duration::from_secs(10)).await;
    let stdout = page.stdout().await;
    assert!(stdout.starts_with("waiting 1\nwaiting 2\nwaiting 3\nwaiting 4\n[1, 2, 3, 4]\n"), "{stdout}");
    let foreign: Vec<String> = page.rows().await.into_iter().filter(|row| row.starts_with("ForkPool")).collect();
    assert!(foreign.is_empty(), "the first run's rows are gone: {foreign:?}");
}

/// Presses Stop: the run ends at once, and all workers with it.
pub(crate) async fn check_stop(page: Page<'_>) {
    let pressed = Instant::now();
    page.stop().await;
    page.wait_for_run("stopped", Duration::from_secs(2)).await;
    assert!(pressed.elapsed() < Duration::from_secs(1), "Stop took {:?}", pressed.elapsed());
    check_no_worker(page.browser).await;
    page.check_can_run().await;
}

/// Every worker has gone, once those that wait for another run have waited for long enough.
pub(crate) async fn check_no_worker(browser: &Browser) {
    browser.script("const end = window.patienceEnds; window.patienceEnds = undefined; end?.()", vec![]).await;
    assert_eq!(browser.workers_settled(0).await, 0, "workers after the end of a run");
}

/// Runs a listing from the page's own button, and checks what holds for each of them. The workers are counted as soon as
/// as many bars as expected are open.
async fn run(page: Page<'_>, expected: &Expected) {
    let program = cpython::programs().into_iter().find(|program| program.id == expected.listing);
    let program = program.unwrap_or_else(|| panic!("no listing {}", expected.listing));
    let (state, row, count) = expected.when;
    let open = open_bars(state, row);

    page.choose(expected.listing, SPEED).await;
    assert_eq!(page.browser.workers_settled(0).await, 0, "no worker before a run");
    page.browser.forget_long_tasks().await;
    let pressed = Instant::now();
    page.run().await;
    page.wait_for(&format!("document.querySelectorAll('{open}').length === {count}")).await;
    assert_eq!(page.browser.workers(), 1 + expected.lanes, "an interpreter and {} lanes", expected.lanes);
    assert_eq!(page.button().await, "Stop");
    page.wait_for_run("finished", Duration::from_secs(20)).await;
    let wall = pressed.elapsed().as_secs_f64();
    page.browser.check_long_tasks().await;
    check_no_worker(page.browser).await;
    page.check_can_run().await;

    // Processes are workers that are started then and there: how long the browser takes for it is excepted.
    let over = check_total(page, expected.listing, factor(page)).await;
    let starts = ["process-pool", "pyrallel"].contains(&expected.listing);
    assert!(over <= 0.0 || starts, "{}: {over} s over the bar", expected.listing);
    let simulated = page.figure("simulated").await / factor(page);
    assert!(wall >= simulated, "it really ran: {wall} s between Run and the end, {simulated} s at least");
    if let Some(article) = program.listing.article {
        assert!((page.figure("article").await - article.seconds()).abs() < 1e-6);
    }

    let stdout = page.stdout().await;
    let printed = stdout
        .rsplit_once(" seconds")
        .map_or(stdout.as_str(), |(printed, _)| printed.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'));
    assert!(printed.ends_with(expected.prints), "{stdout}");
    program.check(&stdout);
}

/// What the page measured is what was simulated, as [`check_time`] has it, at `factor` times the speed.
pub(crate) async fn check_total(page: Page<'_>, name: &str, factor: f64) -> f64 {
    let starting = page.bars_of(STARTING).await;
    let startup = starting.iter().filter_map(|bar| bar.end).fold(0.0, f64::max);
    let times = [page.figure("measured").await, page.figure("simulated").await, startup];
    check_time(page, name, times.map(|seconds| seconds / factor))
}

/// What was measured is what was simulated, within 3 % and the engine's slack of the wall clock, in whose seconds all is. Where processes
/// start, so is what is left without their start-up; answers by how many seconds the whole is over.
pub(crate) fn check_time(page: Page<'_>, name: &str, [measured, simulated, startup]: [f64; 3]) -> f64 {
    println!("{name}: measured {measured:.3} s, simulated {simulated:.3} s");
    let over = (measured - simulated).abs() - (0.03 * simulated + page.browser.engine().slack());
    if over <= 0.0 {
        return 0.0;
    }
    assert!(
        over <= startup,
        "{name}: measured {measured} s, simulated {simulated} s, start-up {startup} s (wall clock)"
    );
    println!("over by {over:.3} s, with a start-up of {startup:.3} s");
    // In a race all runners' workers start at once, on the same processors.
    assert!(startup < 0.25, "{name}: {startup} s of start-up are not the browser's alone");
    over
}

fn rows_of(bars: &[Bar]) -> Vec<&str> {
    bars.iter().map(|bar| bar.row.as_str()).collect()
}

/// Each bar is as long as the program slept: no shorter, and longer by no more than 3 % and the engine's slack of wall clock.
fn check_lengths(page: Page<'_>, bars: &[Bar], seconds: &[f64]) {
    assert_eq!(bars.len(), seconds.len(), "{bars:?}");
    // Both ends are rounded.
    let engine = page.browser.engine();
    let clock = 2.0 * engine.clock_step() * factor(page);
    for (bar, &slept) in bars.iter().zip(seconds) {
        let range = slept - clock..=slept * 1.03 + engine.slack() * factor(page);
        assert!(range.contains(&bar.length()), "{bar:?} lasts {}, not {slept} s", bar.length());
    }
}
