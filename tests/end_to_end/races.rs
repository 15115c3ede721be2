//! Several programs at once: from the list, from a link, put together by hand; what each took, and who was first.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::browser::Look;
use super::engine::Engine;
use super::listings::{check_no_worker, check_stop, check_time};
use super::page::{Bar, Page, SLEEPING, STARTING, open_bars};
use super::server::Overrides;
use super::stage::Stage;

/// In tenths: so slow that four programs on few processors keep the time, and all run before the first has ended.
fn speed(engine: Engine) -> u32 {
    if engine == Engine::WebKit { 10 } else { 40 }
}

const FOUR: &str = "sync-loop+async-wait.four+threadpool-map+process-pool";
const WORKERS: &str = "executor-gather.one-worker+executor-gather";
const CALLED: &str = "thread-event.called+thread-event";

/// What stands above one of the charts.
#[derive(Debug, Deserialize)]
struct Heading {
    runner: String,
    /// Its place, from 1; 0 while there is none.
    place: usize,
    /// As it is written.
    took: String,
    /// In microseconds, where it was measured.
    micros: Option<f64>,
    behind: Option<String>,
    pressed: bool,
}

async fn headings(page: Page<'_>) -> Vec<Heading> {
    let script = "
        return [...document.querySelectorAll('.heading')].map((heading) => {
            const part = (name) => heading.querySelector(name);
            const micros = part('.took').dataset.micros;
            return {
                runner: part('.runner').textContent, pressed: part('.runner').ariaPressed === 'true',
                place: Number(part('.place')?.dataset.place ?? 0), took: part('.took').textContent,
                micros: micros === undefined ? null : Number(micros), behind: part('.behind')?.textContent ?? null,
            };
        })";
    serde_json::from_value(page.browser.script(script, vec![]).await).expect("a heading has a runner and a time")
}

/// The bars of each of the charts, and where they are on the screen.
async fn sections(page: Page<'_>) -> Vec<Vec<(Bar, f64)>> {
    let script = "
        const seconds = (micros) => micros === undefined ? null : Number(micros) / 1e6;
        return [...document.querySelectorAll('#lanes .reveal')].map((section) =>
            [...section.querySelectorAll('[data-bar]')].map((bar) => [{
                row: bar.dataset.rowName, state: bar.dataset.state,
                start: seconds(bar.dataset.start), end: seconds(bar.dataset.end),
            }, bar.getBoundingClientRect().left]))";
    serde_json::from_value(page.browser.script(script, vec![]).await).unwrap()
}

/// Waits until these can be run against each other, or the one alone.
async fn shown(page: Page<'_>, name: &str) {
    let count = name.split('+').count();
    let headings = if count > 1 { count } else { 0 };
    page.wait_for(&format!(
        "location.hash === '#{name}' && !document.querySelector('#run').disabled && \
         document.querySelectorAll('.heading').length === {headings}"
    ))
    .await;
}

/// Chooses a race in the list.
async fn choose(page: Page<'_>, race: &str, speed: u32) {
    page.browser.click(&format!("a[data-listing=\"{race}\"]")).await;
    shown(page, race).await;
    let current = "return document.querySelector('.listings [aria-current]').dataset.listing";
    assert_eq!(page.text(current).await, race);
    page.browser.click(&format!("label:has(> input[name=\"speed\"][value=\"{speed}\"])")).await;
}

async fn summary(page: Page<'_>) -> String {
    page.text("return document.querySelector('#summary').textContent").await
}

fn hundredths(seconds: f64) -> f64 {
    (seconds * 100.0).round()
}

fn number(text: &str) -> f64 {
    text.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or_else(|_| panic!("no number in '{text}'"))
}

/// Runs a race to its end, and checks all that it says.
async fn run(page: Page<'_>, race: &str) {
    let speed = speed(page.browser.engine());
    choose(page, race, speed).await;
    let before = headings(page).await;
    assert_eq!(before.len(), race.split('+').count());
    assert!(before.iter().all(|one| one.place == 0 && one.behind.is_none() && one.micros.is_none()), "{before:?}");
    assert!(before.iter().all(|one| one.took.starts_with("predicted ")), "{before:?}");
    let predicted: Vec<f64> = before.iter().map(|one| number(&one.took)).collect();
    assert!(summary(page).await.starts_with("Predicted: "));

    page.run().await;
    page.wait_for_run("running", Duration::from_secs(5)).await;
    // All of them run, and not one after the other.
    page.wait_for("[...document.querySelectorAll('#lanes .reveal')].every((it) => it.querySelector('[data-bar]:not([data-end])'))")
        .await;
    page.wait_for_run("finished", Duration::from_secs(400 / u64::from(speed))).await;
    check_no_worker(page.browser).await;
    page.check_can_run().await;

    let (found, charts) = (headings(page).await, sections(page).await);
    assert_eq!(charts.len(), found.len());
    let took: Vec<f64> = found.iter().map(|one| one.micros.expect("it is measured") / 1e6).collect();
    let first = took.iter().copied().fold(f64::INFINITY, f64::min);
    let sentence = summary(page).await;
    assert!(sentence.starts_with("Measured: "), "{sentence}");
    for (at, one) in found.iter().enumerate() {
        let startups = charts[at].iter().filter(|(bar, _)| bar.state.starts_with(STARTING));
        let startup = startups.filter_map(|(bar, _)| bar.end).fold(0.0, f64::max);
        check_time(
            page,
            &one.runner,
            [took[at], predicted[at], startup].map(|seconds| seconds * 10.0 / f64::from(speed)),
        );
        let last = charts[at].iter().filter_map(|(bar, _)| bar.end).fold(0.0, f64::max);
        assert!(last <= took[at] && took[at] < last + 0.5, "{one:?}: its last bar ends at {last}");
        assert!((number(&one.took) - took[at]).abs() < 0.006, "{one:?}");

        let earlier = took.iter().filter(|&&other| hundredths(other) < hundredths(took[at])).count();
        assert_eq!(one.place, earlier + 1, "{found:?}");
        let gap = took[at] - first;
        assert_eq!(one.behind.is_some(), gap >= 0.005, "{found:?}");
        assert!(sentence.contains(&one.runner), "{} is not in '{sentence}'", one.runner);
        if let Some(behind) = &one.behind {
            assert!((number(behind) - gap).abs() < 0.006, "{behind} is not {gap}");
            let later = format!("{} {:.2} s later", one.runner, number(behind));
            assert!(sentence.contains(&later), "'{later}' is not in '{sentence}'");
        }
    }
    check_aligned(&charts);
    page.browser.screenshot(&format!("race-{}", race.split('+').count())).await;
}

/// One axis for all: where a bar is, is a matter of when it began alone.
fn check_aligned(charts: &[Vec<(Bar, f64)>]) {
    let all: Vec<(f64, f64)> = charts.iter().flatten().map(|(bar, x)| (bar.start, *x)).collect();
    let by_start = |a: &&(f64, f64), b: &&(f64, f64)| a.0.total_cmp(&b.0);
    let (zero, last) = (all.iter().min_by(by_start).unwrap(), all.iter().max_by(by_start).unwrap());
    assert!(last.0 > zero.0 && last.1 > zero.1 + 50.0, "{zero:?} {last:?}");
    let scale = (last.1 - zero.1) / (last.0 - zero.0);
    for &(start, x) in &all {
        let expected = zero.1 + (start - zero.0) * scale;
        // A bar that is too short to be seen is drawn wider, and pushes the next one.
        assert!((x - expected).abs() < 4.0, "what begins at {start} s is at {x}, not at {expected}");
    }
}

pub(crate) async fn four_ways_to_wait_race(stage: &Stage) {
    let page = stage.page().await;
    run(page, FOUR).await;
    let found = headings(page).await;
    let took: Vec<f64> = found.iter().map(|one| one.micros.unwrap()).collect();
    assert!(took[1..].iter().all(|time| *time < took[0]), "in turn is the slowest: {found:?}");
    assert_eq!(found[0].place, 4);
    // All sleep at once but the loop's.
    let sleeps: Vec<usize> = sections(page)
        .await
        .iter()
        .map(|bars| bars.iter().filter(|(bar, _)| bar.state.starts_with(SLEEPING)).count())
        .collect();
    assert_eq!(sleeps, [4, 0, 4, 4]);
}

pub(crate) async fn a_pool_of_one_races_a_pool_of_ten(stage: &Stage) {
    let page = stage.page().await;
    run(page, WORKERS).await;
    let found = headings(page).await;
    assert_eq!(found.iter().map(|one| one.place).collect::<Vec<_>>(), [2, 1]);
}

pub(crate) async fn called_races_passed(stage: &Stage) {
    let page = stage.page().await;
    run(page, CALLED).await;
    // Another run takes the places back.
    page.run().await;
    page.wait_for("document.querySelectorAll('.place').length === 0").await;
    page.wait_for_run("finished", Duration::from_secs(10)).await;
    page.wait_for("document.querySelectorAll('.place').length === 2").await;
}

pub(crate) async fn a_race_is_put_together_and_taken_apart(stage: &Stage) {
    let page = stage.page().await;
    page.choose("sync-loop", 200).await;
    for (add, race) in [
        ("threadpool-map", "sync-loop+threadpool-map"),
        ("async-wait.four", "sync-loop+threadpool-map+async-wait.four"),
        ("process-pool", "sync-loop+threadpool-map+async-wait.four+process-pool"),
    ] {
        page.browser.click(&format!("#against option[value=\"{add}\"]")).await;
        page.browser.click("#race").await;
        shown(page, race).await;
        // Whoever runs cannot run against itself.
        let taken = format!("return document.querySelector('#against option[value=\"{add}\"]')?.disabled ?? 'full'");
        let full = race.split('+').count() == 4;
        assert_eq!(
            page.browser.script(&taken, vec![]).await,
            if full { Value::from("full") } else { Value::from(true) }
        );
    }
    assert_eq!(page.text("return document.querySelector('#against') ? 'there' : ''").await, "", "four are enough");
    assert_eq!(page.text("return document.querySelector('.listings [aria-current]') ? 'there' : ''").await, "");

    page.browser.click(".tries :nth-child(2 of button)").await;
    shown(page, "sync-loop+async-wait.four+process-pool").await;
    page.browser.click(".tries :nth-child(3 of button)").await;
    shown(page, "sync-loop+async-wait.four").await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    check_no_worker(page.browser).await;
    // The last but one, and it is a listing again.
    page.browser.click(".tries :nth-child(1 of button)").await;
    page.chosen("async-wait.four").await;
    // And back by the browser's own way.
    page.browser.script("history.back()", vec![]).await;
    shown(page, "sync-loop+async-wait.four").await;
}

pub(crate) async fn code_and_console_are_those_of_the_runner_in_focus(stage: &Stage) {
    let page = stage.page().await;
    choose(page, FOUR, 200).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    check_focus(page, 0, "time.sleep(").await;
    let first = page.stdout().await;
    assert!(first.starts_with("waiting 1\nwaiting 2\n"), "{first}");
    page.browser.click(":nth-child(4 of .heading) .runner").await;
    check_focus(page, 3, "Pool(").await;
    assert_ne!(page.stdout().await, first);
    page.browser.click("label:has(> input[name=\"focus\"][value=\"1\"])").await;
    check_focus(page, 1, "asyncio.wait").await;
    // From the keyboard, too.
    page.browser.press(fantoccini::key::Key::Right).await;
    check_focus(page, 2, "ThreadPoolExecutor").await;
}

/// Whose code is shown, in all places that say so.
async fn check_focus(page: Page<'_>, at: usize, code: &str) {
    page.wait_for(&format!("document.querySelector('.code').textContent.includes('{code}')")).await;
    let pressed: Vec<bool> = headings(page).await.iter().map(|one| one.pressed).collect();
    assert_eq!(pressed, (0..4).map(|other| other == at).collect::<Vec<_>>());
    let checked = page.text("return document.querySelector('input[name=\"focus\"]:checked').value").await;
    assert_eq!(checked, at.to_string());
}

pub(crate) async fn stop_ends_every_runner(stage: &Stage) {
    let page = stage.page().await;
    choose(page, FOUR, 5).await;
    page.run().await;
    // One of the loop, four of the threads, four of the processes.
    page.wait_for_open(SLEEPING, 9).await;
    check_stop(page).await;
    let open = page.text(&format!("return String(document.querySelectorAll('{}').length)", open_bars("", ""))).await;
    assert_eq!(open, "0", "no bar goes on after the end");
    assert!(headings(page).await.iter().all(|one| one.place == 0), "nobody has come to the end");
    assert!(summary(page).await.starts_with("Stopped at "));
}

/// Yew pauses between two parts of the page when drawing takes long; an embed tells its host then what it finds.
pub(crate) async fn an_end_that_is_drawn_slowly_comes_with_its_times(stage: &Stage) {
    let page = stage.page().await;
    choose(page, CALLED, 200).await;
    let slowly = "
        let clock = Date.now();
        Date.now = () => (clock += 100);
        const main = document.querySelector('main');
        self.ends = [];
        new MutationObserver(() => {
            if (main.dataset.run !== 'finished') return;
            ends.push(document.querySelectorAll('.took[data-micros]').length);
        }).observe(main, { attributeFilter: ['data-run'] });";
    page.browser.script(slowly, vec![]).await;
    for runs in 1..=5 {
        page.run().await;
        page.wait_for(&format!("ends.length === {runs}")).await;
    }
    assert_eq!(page.text("return ends.join()").await, "2,2,2,2,2", "how many of the two times were there at the end");
}

pub(crate) async fn a_link_opens_a_race(stage: &Stage) {
    let page = stage.page_at(&format!("#{CALLED}"), Overrides::default(), Look::default()).await;
    shown(page, CALLED).await;
    let current = page.text("return document.querySelector('.listings [aria-current]').dataset.listing").await;
    assert_eq!(current, CALLED);
    // Nonsense and whoever is there twice are passed over; what is left runs.
    let page =
        stage.page_at("#sync-loop+no-such+thread-join.nor-this+sync-loop+", Overrides::default(), Look::default());
    let page = page.await;
    page.wait_for("document.querySelectorAll('.heading').length === 2 && !document.querySelector('#run').disabled")
        .await;
    let code = "return document.querySelector('.code').textContent";
    let first = page.text(code).await;
    page.browser.click(":nth-child(2 of .heading) .runner").await;
    page.wait_for("document.querySelector('.code').textContent.includes('join')").await;
    assert_ne!(page.text(code).await, first);
    // A race of one is that one.
    let page = stage.page_at("#no-such+sync-loop", Overrides::default(), Look::default()).await;
    page.wait_for("document.querySelector('a[data-listing=\"sync-loop\"][aria-current]')").await;
    assert!(headings(page).await.is_empty());
}
