//! A reader guesses when a program will end, and is told how far off that was. Until then nothing gives the answer away.

use std::time::Duration;

use fantoccini::actions::{InputSource, MouseActions, TouchActions};
use fantoccini::key::Key;

use super::access::tab_to;
use super::browser::Look;
use super::engine::Engine;
use super::listings::check_no_worker;
use super::page::{Page, SLEEPING, open_bars};
use super::server::Overrides;
use super::stage::Stage;
use super::transport::{DOWN, UP, moved, near};

/// Where the flag says that it is, in seconds, as on the slider itself.
async fn guess(page: Page<'_>) -> f64 {
    page.text("return document.querySelector('#guess').ariaValueNow").await.parse().unwrap()
}

/// The middle of the flag on the screen, the chart's right edge, and how many pixels a second is wide.
async fn flag(page: Page<'_>) -> (f64, f64, f64) {
    let script = "document.querySelector('.card').scrollIntoView();
        const flag = document.querySelector('#guess').getBoundingClientRect();
        const [zero, one] = [...document.querySelectorAll('.axis line')].map((line) => line.x1.baseVal.value);
        const second = parseFloat(document.querySelectorAll('.tick')[1].textContent);
        return `${flag.left + flag.width / 2} ${flag.top + flag.height / 2} ${(one - zero) / second}`";
    let numbers = page.text(script).await;
    let numbers: Vec<f64> = numbers.split(' ').map(|number| number.parse().unwrap()).collect();
    (numbers[0].round(), numbers[1].round(), numbers[2])
}

/// Nothing gives away how long it will take, in sight or not.
async fn check_secret(page: Page<'_>, total: &str) {
    let there = "return ['[data-ghost]', '[data-figure]', '#table', '.took:not(:empty)', '.place', '.ghost']
        .filter((selector) => document.querySelector('main ' + selector)).join()";
    assert_eq!(page.text(there).await, "", "this gives the answer away");
    let legend = page.text("return document.querySelector('.legend').textContent").await;
    assert!(!legend.contains("predicted"), "{legend}");
    let summary = page.text("return document.querySelector('#summary').textContent").await;
    assert!(!summary.contains("Predicted") && !summary.contains(total), "{summary}");
    // What only a screen reader, or a pointer that rests there, is told.
    let told = format!(
        "const names = ['aria-label', 'aria-valuemax', 'aria-valuenow', 'aria-valuetext', 'title'];
         const all = [...document.querySelectorAll('.card, .card *, [role=status]')];
         const told = all.flatMap((it) => names.filter((name) => it.id !== 'guess' && it.getAttribute(name)?.includes('{total}'))
             .map((name) => `${{it.id || it.className}}[${{name}}=${{it.getAttribute(name)}}]`));
         const status = document.querySelector('[role=status]').textContent;
         return [...told, ...(status.includes('{total}') ? [status] : [])].join()"
    );
    assert_eq!(page.text(&told).await, "", "this tells the answer");
}

/// What is said of the guess: it, the total, by how much it is off, and the judgement.
async fn check_verdict(page: Page<'_>) -> String {
    let (guessed, total) = (guess(page).await, page.figure("measured").await);
    let verdict = page.text("return document.querySelector('#summary #verdict').textContent").await;
    let numbers: Vec<f64> =
        verdict.split(|c: char| !c.is_ascii_digit() && c != '.').filter_map(|number| number.parse().ok()).collect();
    let [said, took, off] = numbers[..] else { panic!("{verdict}") };
    near(said, guessed, 0.051);
    near(took, total, 0.006);
    near(off, (said - total).abs(), 0.011);
    let word = match off {
        off if off <= total * 0.02 => "Spot on.",
        off if off <= total * 0.1 => "Close.",
        _ if said > total => "It was over sooner.",
        _ => "It took longer.",
    };
    assert!(verdict.ends_with(word), "{verdict}");
    verdict
}

pub(crate) async fn a_guess_is_made_with_the_mouse_and_judged(stage: &Stage) {
    let page = stage.page().await;
    page.choose("sync-loop", 100).await;
    page.browser.click("#guess-first").await;
    page.wait_for("document.querySelector('#guess[role=\"slider\"]')").await;
    check_secret(page, "10.0").await;
    // Neither here nor there: an equally long prediction is in the middle of its half.
    let first = guess(page).await;
    assert!(first > 1.0 && first < 9.0, "{first} gives too much away");

    let (x, y, second) = flag(page).await;
    let to = x + 1.5 * second;
    let drag = MouseActions::new("mouse".to_owned()).then(moved((x, y), 0)).then(DOWN);
    page.browser.act(drag.then(moved((to, y), 200)).then(moved((to, y + 80.0), 50)).then(UP)).await;
    page.wait_for(&format!("Number(document.querySelector('#guess').ariaValueNow) > {first} + 1")).await;
    let dragged = guess(page).await;
    near(dragged - first, 1.5, 0.11);
    // Let go of, it stays. The playhead was not meant.
    page.browser.act(MouseActions::new("mouse".to_owned()).then(moved((to + 60.0, y), 50))).await;
    near(guess(page).await, dragged, 0.0);
    assert_eq!(page.text("return document.querySelector('.playhead.away') ? 'away' : ''").await, "");
    page.browser.screenshot("guess-made").await;

    page.run().await;
    page.wait_for(&format!("document.querySelector('{}')", open_bars(SLEEPING, ""))).await;
    check_secret(page, "10.0").await;
    assert_eq!(page.text("return document.querySelector('#guess-first').disabled ? 'yes' : ''").await, "yes");
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    check_no_worker(page.browser).await;
    near(guess(page).await, dragged, 0.0);
    assert!(check_verdict(page).await.ends_with("It took longer."));
    assert!((page.figure("simulated").await - 10.0).abs() < 0.01, "now it may be known");
    page.browser.screenshot("guess-judged").await;

    // Taken back, nothing is left of it.
    assert_eq!(page.text("return document.querySelector('#guess-first').textContent").await, "No guess");
    page.browser.click("#guess-first").await;
    page.wait_for("!document.querySelector('#guess') && !document.querySelector('#verdict')").await;
}

pub(crate) async fn a_guess_is_made_with_the_keyboard(stage: &Stage) {
    let page = stage.page().await;
    // So slow that the guess is nearly right, however late workers are heard of.
    page.choose("threadpool-map", if page.browser.engine() == Engine::WebKit { 10 } else { 200 }).await;
    let before = page.text("return document.querySelector('#summary').textContent").await;
    tab_to(page, "#guess-first").await;
    page.browser.press(Key::Enter).await;
    page.wait_for("document.querySelector('#guess')").await;
    check_secret(page, "4.00").await;
    // Taken back, all is as it was.
    page.browser.press(Key::Enter).await;
    page.wait_for("!document.querySelector('#guess') && document.querySelector('[data-ghost]')").await;
    assert_eq!(page.text("return document.querySelector('#summary').textContent").await, before);
    page.browser.press(Key::Enter).await;
    page.wait_for("document.querySelector('#guess')").await;

    page.browser.script("document.querySelector('#playhead').focus()", vec![]).await;
    tab_to(page, "#guess").await;
    let first = guess(page).await;
    for (key, sign) in [(Key::Right, 1.0), (Key::Left, -1.0), (Key::PageUp, 1.0), (Key::PageDown, -1.0)] {
        let from = guess(page).await;
        page.browser.press(key).await;
        page.wait_for(&format!("Number(document.querySelector('#guess').ariaValueNow) !== {from}")).await;
        assert!((guess(page).await - from) * sign > 0.0, "{key:?}");
    }
    near(guess(page).await, first, 0.051);
    page.browser.press(Key::Home).await;
    page.wait_for("Number(document.querySelector('#guess').ariaValueNow) === 0").await;
    page.browser.press(Key::End).await;
    page.wait_for("document.querySelector('#guess').ariaValueNow === document.querySelector('#guess').ariaValueMax")
        .await;
    assert!(guess(page).await > 4.5, "a guess may be too long");
    // To 4 s, which it takes.
    for _ in 0..100 {
        if guess(page).await <= 4.05 {
            break;
        }
        page.browser.press(Key::Left).await;
    }
    assert_eq!(page.text("return document.activeElement.id").await, "guess");
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    let verdict = check_verdict(page).await;
    assert!(verdict.ends_with("Spot on.") || verdict.ends_with("Close."), "{verdict}");
}

pub(crate) async fn a_guess_is_made_with_a_finger(stage: &Stage) {
    let page = stage.page_with(Overrides::default(), Look { size: (360, 780), ..Look::default() }).await;
    page.choose("sync-loop", 200).await;
    page.browser.click("#guess-first").await;
    page.wait_for("document.querySelector('#guess')").await;
    let (first, (x, y, second)) = (guess(page).await, flag(page).await);
    let drag = TouchActions::new("finger".to_owned()).then(moved((x, y), 0)).then(DOWN);
    page.browser.act(drag.then(moved(((x - 2.0 * second).round(), y), 200)).then(UP)).await;
    page.wait_for(&format!("Number(document.querySelector('#guess').ariaValueNow) < {first} - 1")).await;
    near(guess(page).await, first - 2.0, 0.15);
    page.browser.screenshot("guess-phone").await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    check_verdict(page).await;
    page.browser.screenshot("guess-phone-judged").await;
    // Neither names nor bars are under the flag.
    let script = "const flag = document.querySelector('#guess').getBoundingClientRect();
        return [...document.querySelectorAll('.row .name, #lanes [data-bar]')].filter((other) => {
            const { left, right, top, bottom } = other.getBoundingClientRect();
            // A text's box has room above the letters, in Firefox so much that it touches what the letters do not.
            const letters = other.matches('.name') ? top + arguments[0] : top;
            return left < flag.right && flag.left < right && letters < flag.bottom && flag.top < bottom;
        }).map((other) => other.outerHTML).join()";
    let room = if page.browser.engine() == Engine::Firefox { 5 } else { 0 };
    assert_eq!(page.browser.script(script, vec![room.into()]).await, "");
}

pub(crate) async fn a_race_is_guessed(stage: &Stage) {
    let page = stage.page_at("#sync-loop+threadpool-map", Overrides::default(), Look::default()).await;
    page.wait_for("document.querySelectorAll('.heading').length === 2 && !document.querySelector('#run').disabled")
        .await;
    page.browser.click("#guess-first").await;
    page.wait_for("document.querySelector('#guess')").await;
    check_secret(page, "10.0").await;
    let speed = page.browser.engine().paced(200);
    page.browser.click(&format!("label:has(> input[name=\"speed\"][value=\"{speed}\"])")).await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    let verdict = page.text("return document.querySelector('#verdict').textContent").await;
    assert!(verdict.starts_with("You guessed ") && verdict.contains(" it took 10."), "{verdict}");
}

/// The keys and buttons that move the playhead look into the prediction: not while it is a secret.
pub(crate) async fn a_guess_is_not_looked_up(stage: &Stage) {
    let page = stage.page().await;
    page.choose("sync-loop", 200).await;
    page.browser.click("#guess-first").await;
    page.wait_for("document.querySelector('#guess')").await;
    for button in ["#next", "#next", "#play", "#play", "#to-end", "#previous"] {
        page.browser.click(button).await;
        assert_eq!(page.stdout().await, "", "{button} shows what will be printed");
        check_secret(page, "10.0").await;
        let marked = "return String(document.querySelectorAll('.line.active').length)";
        assert_eq!(page.text(marked).await, "0", "{button} marks lines");
        let place = page.text("return document.querySelector('#playhead').ariaValueNow").await;
        assert!(
            ["0.00", "1.00", "3.00", "6.00", "10.00"].iter().all(|event| *event != place || *event == "0.00"),
            "{button} leads to {place} s, where something happens"
        );
    }
}
