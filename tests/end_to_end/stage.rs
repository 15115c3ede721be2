//! Runs the scenarios, each on a stage with the browser and the server on it.

use std::cell::RefCell;
use std::env;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::browser::{Browser, Look};
use super::engine::{Engine, Need};
use super::page::Page;
use super::server::{Overrides, Server};

/// Longer than any scenario takes: what hangs is a failure.
const LIMIT: Duration = Duration::from_secs(90);

/// How often a scenario is played whose browser crashes. `WebKitGTK`'s `MiniBrowser` (2.50) does so now and then where its driver
/// moves it: its own process, in which no page is.
const PLAYS: u32 = 4;

/// Names how many runs are made in a row; `scripts/bench runs` asks for a thousand.
const RUNS: &str = "TASKLANES_RUNS";
/// As many as are made by the way.
const FEW: u64 = 30;

/// How many runs are made in a row, where what many of them leave is looked at.
pub(crate) fn runs() -> u64 {
    env::var(RUNS).map_or(FEW, |runs| runs.parse().unwrap_or_else(|_| panic!("{RUNS} is a number, not '{runs}'")))
}

/// What a scenario is given.
#[derive(Debug)]
pub(crate) struct Stage {
    /// The browser; one for all scenarios.
    pub(crate) browser: Browser,
    /// The server; one for all scenarios.
    pub(crate) server: Server,
    /// Parts of console messages that the scenario provokes.
    tolerated: RefCell<Vec<&'static str>>,
    /// Other hosts that the scenario has set up.
    hosts: RefCell<Vec<String>>,
}

impl Stage {
    /// Sets it up for the page in that folder. `traced` is as in [`Browser::start`].
    pub(crate) async fn set(engine: Engine, folder: PathBuf, traced: &str) -> Self {
        // Chromium's driver keeps a log.
        let record = if engine == Engine::Chromium { "" } else { include_str!("record.js") };
        let server = Server::start(folder, record).await.unwrap();
        Self {
            browser: Browser::start(engine, &server.host(), traced).await,
            server,
            tolerated: RefCell::default(),
            hosts: RefCell::default(),
        }
    }

    /// Opens the page as it was built.
    pub(crate) async fn page(&self) -> Page<'_> {
        self.page_with(Overrides::default(), Look::default()).await
    }

    /// Opens the page with something else in the build's place.
    pub(crate) async fn page_with(&self, overrides: Overrides, look: Look) -> Page<'_> {
        self.page_at("", overrides, look).await
    }

    /// As [`Stage::page_with`], with something behind the page's address.
    pub(crate) async fn page_at(&self, hash: &str, overrides: Overrides, look: Look) -> Page<'_> {
        self.server.serve(overrides);
        self.browser.open(&(self.server.address() + hash), look).await;
        Page::opened(&self.browser).await
    }

    /// Runs a program by the way: what a browser that has just started does once, and how long that takes, is none of the page's.
    async fn warm_up(&self) {
        let page = self.page().await;
        page.choose("threadpool-map", 200).await;
        page.run().await;
        page.wait_for_run("finished", Duration::from_secs(20)).await;
        self.browser.leave().await;
    }

    /// Lets the console hold messages with this in them: the browser's own, about what the scenario breaks.
    pub(crate) fn tolerate(&self, part: &'static str) {
        self.tolerated.borrow_mut().push(part);
    }

    /// Lets pages of another host be opened.
    pub(crate) fn welcome(&self, host: &str) {
        self.hosts.borrow_mut().push(format!("http://{host}/"));
    }

    /// What holds after every scenario.
    pub(crate) async fn check(&self) {
        let mut console = self.browser.console().await;
        let tolerated = self.tolerated.take();
        console.retain(|message| !tolerated.iter().any(|part| message.contains(part)));
        assert!(console.is_empty(), "the console has to be clean, but says:\n{}", console.join("\n"));

        let own = format!("http://{}/", self.server.host());
        let mut foreign = self.browser.requests().await;
        // The first scenario finds the page that Chromium opens by itself.
        let local = ["data:", "blob:", "about:", "chrome:", "file:"];
        let hosts = self.hosts.take();
        foreign.retain(|url| {
            !url.starts_with(&own)
                && !hosts.iter().any(|host| url.starts_with(host))
                && !local.iter().any(|scheme| url.starts_with(scheme))
        });
        // The workers' own requests, and the browser's.
        let mut by_proxy = self.server.foreign();
        by_proxy.retain(|target| !self.browser.engine().errands().iter().any(|host| target.contains(host)));
        foreign.extend(by_proxy);
        assert!(foreign.is_empty(), "requests to other hosts: {foreign:?}");
    }
}

/// A scenario: its name, what it needs, and what it does.
#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) needs: &'static [Need],
    pub(crate) play: for<'a> fn(&'a Stage) -> Pin<Box<dyn Future<Output = ()> + 'a>>,
}

/// Makes a [`Scenario`] of the path of an asynchronous function that takes a [`Stage`], and of what it needs.
macro_rules! scenario {
    ($($path:ident)::+ $(, $need:ident)*) => {
        $crate::end_to_end::stage::Scenario {
            // Without the colons at its beginning.
            name: concat!($("::", stringify!($path)),+).split_at(2).1,
            needs: &[$($crate::end_to_end::engine::Need::$need),*],
            play: |stage| Box::pin($($path)::+(stage)),
        }
    };
}
pub(crate) use scenario;

/// Plays the scenarios whose names have one of the arguments in them, and closes as cargo's own tests do.
pub(crate) fn run(scenarios: &[Scenario]) -> ExitCode {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    let (chosen, others): (Vec<Scenario>, Vec<_>) = scenarios.iter().partition(|scenario| wanted(scenario.name));

    let Some(dist) = dist() else { return ExitCode::FAILURE };
    let engine = match Engine::chosen() {
        Ok(engine) => engine,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let start = Instant::now();
    let mut stage = runtime.block_on(Stage::set(engine, dist.clone(), ""));
    // What went wrong and where, in place of the way there through the runtime.
    let failure: Arc<Mutex<String>> = Arc::default();
    let keep = Arc::clone(&failure);
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let what = panic.payload_as_str().unwrap_or("panicked");
        *keep.lock().unwrap_or_else(PoisonError::into_inner) = format!("{place}: {what}");
    }));
    // Where the page does not work, the scenarios say so.
    catch_unwind(AssertUnwindSafe(|| runtime.block_on(stage.warm_up()))).ok();
    println!("\nrunning {} tests in {engine:?}", chosen.len());
    if let Some(untold) = engine.untold() {
        println!("not checked in {engine:?}: {untold}");
    }
    let (mut failed, mut skipped, mut crashes, mut late) = (Vec::new(), 0, 0, 0);
    for scenario in &chosen {
        if let Some(reason) = scenario.needs.iter().find_map(|need| engine.lacks(*need)) {
            println!("test {} ... skipped ({reason})", scenario.name);
            skipped += 1;
            continue;
        }
        let start = Instant::now();
        let mut plays = 1;
        let outcome = loop {
            // A failed assertion ends its scenario, not the others.
            let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(play(&stage, *scenario))));
            let crashed = !stage.browser.is_there();
            let said = failure.lock().unwrap_or_else(PoisonError::into_inner).clone();
            // What many runs have left is what the second play would begin with.
            let again = crashed || outcome.is_err() && env::var_os(RUNS).is_none() && plays < engine.plays(&said);
            if !again || plays == PLAYS {
                break outcome;
            }
            plays += 1;
            if crashed {
                println!("{engine:?} has crashed in {}: once more", scenario.name);
                crashes += 1;
                stage = runtime.block_on(Stage::set(engine, dist.clone(), ""));
            } else {
                println!("{} has failed: once more; {}", scenario.name, said.lines().next().unwrap_or_default());
                late += 1;
                runtime.block_on(stage.browser.leave());
                stage.tolerated.take();
            }
        };
        let seconds = start.elapsed().as_secs_f32();
        let ok = matches!(outcome, Ok(true));
        let word = if ok { "ok" } else { "FAILED" };
        println!("test {} ... {word} ({seconds:.1} s)", scenario.name);
        if !ok {
            println!("    {}", failure.lock().unwrap_or_else(PoisonError::into_inner).replace('\n', "\n    "));
            let name = format!("failed-{}", scenario.name.replace("::", "-"));
            runtime.block_on(stage.browser.screenshot(&name));
            if engine != Engine::WebKit {
                println!("    screenshots/{name}.png shows the page then");
            }
            failed.push(scenario.name);
        }
        runtime.block_on(stage.browser.leave());
        stage.tolerated.take();
    }
    runtime.block_on(stage.browser.close());

    if late > 0 {
        println!("\nof what failed in {engine:?} {late} were played again");
    }
    if crashes > 0 {
        println!("\n{engine:?} crashed {crashes} times; what it was playing was played again");
    }
    if !failed.is_empty() {
        println!("\nfailures:\n    {}", failed.join("\n    "));
    }
    println!(
        "\ntest result: {}. {} passed; {} failed; {skipped} skipped; {} filtered out; finished in {:.2}s\n",
        if failed.is_empty() { "ok" } else { "FAILED" },
        chosen.len() - failed.len() - skipped,
        failed.len(),
        others.len(),
        start.elapsed().as_secs_f32()
    );
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Where the built page is; none, and it says so, where there is no page.
pub(crate) fn dist() -> Option<PathBuf> {
    let dist =
        env::var("TASKLANES_DIST").map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"), PathBuf::from);
    if !dist.join("index.html").is_file() {
        eprintln!("There is no built page in {}: run scripts/test, or trunk build --release first.", dist.display());
        return None;
    }
    Some(dist)
}

/// Plays a scenario to its end; false, where the browser crashed before.
async fn play(stage: &Stage, scenario: Scenario) -> bool {
    let whole = async {
        (scenario.play)(stage).await;
        stage.check().await;
    };
    // A run takes less than a second.
    let limit = LIMIT + Duration::from_secs(runs());
    tokio::select! {
        played = tokio::time::timeout(limit, whole) => {
            assert!(played.is_ok(), "not over after {limit:?}");
            true
        }
        () = stage.browser.gone() => false,
    }
}
