//! A browser that a scenario looks through.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions, WheelAction, WheelActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::{PrintConfiguration, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::driver::{Command, Driver};
use super::engine::Engine;
use super::{chromium, firefox, webkit, workers};

/// How long the thread of a worker that was ended may stay. `terminate()` returns at once and no message comes any
/// more, but where the thread does not come back to its event loop, Chromium forces its end only after two seconds.
const LAST_GASP: Duration = Duration::from_secs(4);
/// Longer than anything that is waited for; a wait names its own limit.
const SCRIPT_LIMIT: Duration = Duration::from_mins(2);
/// How long a browser may take until it listens to its driver.
const START_LIMIT: Duration = Duration::from_secs(20);
/// How often one is started that does not listen.
const STARTS: usize = 6;
/// How often it is looked whether the browser is still there.
const PULSE: Duration = Duration::from_millis(250);

/// What a failure says that is one of the main thread's long tasks.
pub(crate) const BLOCKED: &str = "the main thread was blocked";

/// A browser that nobody sees.
#[derive(Debug)]
pub(crate) struct Browser {
    engine: Engine,
    client: Client,
    driver: Driver,
    // It goes after those who write in it.
    _profile: Profile,
    look: Cell<Look>,
    /// The processes that have shown pages, as far as Firefox tells.
    pages: RefCell<Vec<u32>>,
    traces: bool,
}

/// The folder of a browser's profile; it goes with this.
#[derive(Debug)]
struct Profile(PathBuf);

impl Profile {
    fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("profile-{}-{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        // Below target/, because a sandboxed package of a browser may write there and not to /tmp.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// How a page is to be shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Width and height of the page, in CSS pixels.
    pub(crate) size: (u32, u32),
    /// `light` or `dark`.
    pub(crate) scheme: &'static str,
    /// Whether the reader wants little motion.
    pub(crate) reduced_motion: bool,
    /// Pixels of the screen to a CSS pixel; a phone's are two.
    pub(crate) scale: u32,
    /// Whether it is a finger that points.
    pub(crate) touch: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: (1280, 900), scheme: "light", reduced_motion: false, scale: 1, touch: false }
    }
}

impl Browser {
    /// Starts it, with a proxy for everything that is not on this machine. With categories of Chromium's own traces,
    /// commas between them, it records what it does: that stands in the log `performance`, and ends when it is read.
    pub(crate) async fn start(engine: Engine, proxy: &str, traced: &str) -> Self {
        let profile = Profile::new();
        let mut capabilities = match engine {
            Engine::Chromium => chromium::capabilities(proxy, &profile.0, traced),
            Engine::Firefox => firefox::capabilities(proxy),
            Engine::WebKit => webkit::capabilities(proxy),
        };
        capabilities["timeouts"] = json!({ "script": u64::try_from(SCRIPT_LIMIT.as_millis()).unwrap() });
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().unwrap().clone());
        let mut tries = 0;
        let (driver, client) = loop {
            let driver = Driver::start(engine, &profile.0);
            let address = format!("http://127.0.0.1:{}", driver.port);
            // It is there a moment after it was asked for.
            let crashed = async {
                while !is_there(driver.id()) {
                    tokio::time::sleep(PULSE).await;
                }
                gone(driver.id()).await;
            };
            tokio::select! {
                client = tokio::time::timeout(START_LIMIT, builder.connect(&address)) => match client {
                    Ok(Ok(client)) => break (driver, client),
                    Ok(Err(error)) => panic!("the driver cannot start {engine:?}: {error}"),
                    Err(_) => println!("{engine:?} has not started within {START_LIMIT:?}"),
                },
                () = crashed => println!("{engine:?} has crashed at its start"),
            }
            tries += 1;
            assert!(tries < STARTS, "{engine:?} does not start");
        };
        let browser = Self {
            engine,
            client,
            driver,
            _profile: profile,
            look: Cell::default(),
            pages: RefCell::default(),
            traces: !traced.is_empty(),
        };
        if engine == Engine::Chromium {
            // Long tasks are only told to who asked for them before they happen.
            browser.before_every_page(include_str!("long_tasks.js")).await;
        }
        browser
    }

    /// Comes to its end when the browser does, by itself.
    pub(crate) async fn gone(&self) {
        gone(self.driver.id()).await;
    }

    /// Whether it has not come to its end.
    pub(crate) fn is_there(&self) -> bool {
        is_there(self.driver.id())
    }

    /// Whose engine it has.
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Ends it.
    pub(crate) async fn close(self) {
        self.client.close().await.ok();
    }

    /// Opens an address, with nothing left of what was open before.
    pub(crate) async fn open(&self, address: &str, look: Look) {
        if self.engine == Engine::Firefox {
            // What is there now may have a width of its own: it is looked at when the page has come.
            self.look.set(look);
            firefox::show(&self.client, look, "").await;
        } else {
            self.emulate(look).await;
        }
        // By way of an empty page: to the same address with another hash would not load it again.
        self.client.goto("about:blank").await.unwrap();
        if self.engine == Engine::Chromium {
            self.log("browser").await;
            // The same log has the record, which ends when the log is read.
            if !self.traces {
                self.log("performance").await;
            }
        }
        self.client.goto(address).await.unwrap();
        if self.engine == Engine::Firefox {
            // What was set was set for the page before.
            self.show("").await;
        }
    }

    /// Loads the open page again.
    pub(crate) async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    /// Shows the open page in another way.
    pub(crate) async fn emulate(&self, look: Look) {
        self.look.set(look);
        self.show("").await;
    }

    /// Shows the open page as it would be printed, until it is shown in another way.
    pub(crate) async fn print(&self) {
        self.show("print").await;
    }

    async fn show(&self, medium: &str) {
        let look = self.look.get();
        match self.engine {
            Engine::Chromium => return chromium::show(self, look, medium).await,
            Engine::Firefox => {
                let process = firefox::show(&self.client, look, medium).await;
                self.pages.borrow_mut().push(process);
            }
            Engine::WebKit => webkit::show(&self.client, look).await,
        }
        // A window takes its time to become larger or smaller.
        let script = "const [width, height, done] = arguments, start = performance.now();
            const look = () => {
                if (innerWidth === width && innerHeight === height) done('');
                else if (performance.now() - start > 5000) done(`${innerWidth} by ${innerHeight}`);
                else setTimeout(look, 5);
            };
            look()";
        let (width, height) = look.size;
        let size = self.script_async(script, vec![json!(width), json!(height)]).await;
        assert_eq!(size, "", "the page is to be {width} by {height}");
    }

    /// How the page is shown.
    pub(crate) fn look(&self) -> Look {
        self.look.get()
    }

    /// Leaves the page, and with it ends everything that it runs.
    pub(crate) async fn leave(&self) {
        self.client.goto("about:blank").await.ok();
    }

    /// The value of a script's `return`.
    pub(crate) async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap_or_else(|error| panic!("{error}\nin the script: {script}"))
    }

    /// What a script hands to its last argument, a function.
    pub(crate) async fn script_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.client.execute_async(script, arguments).await;
        answer.unwrap_or_else(|error| panic!("{error}\nin the script: {script}"))
    }

    /// Waits until an expression holds, looking whenever anything in the page changes, and gives its value.
    ///
    /// # Panics
    /// When it does not within `limit`; with what the page shows then.
    pub(crate) async fn wait_for(&self, expression: &str, limit: Duration) -> Value {
        let script = include_str!("wait_for.js").replace("EXPRESSION", expression);
        let limit = u64::try_from(limit.as_millis()).unwrap();
        let wait = || self.client.execute_async(&script, vec![json!(limit)]);
        let mut answer = wait().await;
        // Another page has come meanwhile: it is waited for in that one. Firefox and WebKit say that the script has gone with the first.
        let unloaded = ["Document was unloaded", "before the unload event"];
        if answer.as_ref().is_err_and(|error| unloaded.iter().any(|words| error.to_string().contains(words))) {
            answer = wait().await;
        }
        let answer = answer.unwrap_or_else(|error| panic!("{error}\nwhile waiting for: {expression}"));
        if let Some(state) = answer["late"].as_str() {
            panic!("waited {limit} ms in vain for: {expression}\nthe page then: {state}");
        }
        answer["value"].clone()
    }

    /// Clicks an element, as a person would: it has to be there, visible and not covered.
    pub(crate) async fn click(&self, selector: &str) {
        let element = self.client.find(Locator::Css(selector)).await;
        let element = element.unwrap_or_else(|error| panic!("no {selector}: {error}"));
        element.click().await.unwrap_or_else(|error| panic!("cannot click {selector}: {error}"));
    }

    /// Presses and releases a key.
    pub(crate) async fn press(&self, key: Key) {
        let value = char::from(key);
        let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Presses a key while another is held.
    pub(crate) async fn press_with(&self, held: Key, key: Key) {
        let (held, value) = (char::from(held), char::from(key));
        let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: held });
        let keys =
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value }).then(KeyAction::Up { value: held });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Looks into a frame, or into the one that an element has in its shadow, from now on.
    pub(crate) async fn enter_frame(&self, id: &str) {
        let script =
            "const it = document.getElementById(arguments[0]); return it.shadowRoot?.querySelector('iframe') ?? it";
        let found = self.script(script, vec![json!(id)]).await;
        // A reference to an element is an object with one entry, by the WebDriver standard.
        let element = found.as_object().and_then(|it| it.values().next()?.as_str()).unwrap().to_owned();
        Element::from_element_id(self.client.clone(), element.into()).enter_frame().await.unwrap();
    }

    /// Looks at the whole page again.
    pub(crate) async fn leave_frame(&self) {
        self.client.enter_parent_frame().await.unwrap();
    }

    /// Opens another window and looks into that from now on; answers the one before.
    pub(crate) async fn open_window(&self) -> WindowHandle {
        let before = self.client.window().await.unwrap();
        let window = self.client.new_window(true).await.unwrap().handle;
        self.enter_window(window).await;
        before
    }

    /// Looks into a window from now on.
    pub(crate) async fn enter_window(&self, window: WindowHandle) {
        self.client.switch_to_window(window).await.unwrap();
    }

    /// Closes the window that is looked into, and looks into another one.
    pub(crate) async fn close_window(&self, other: WindowHandle) {
        self.client.close_window().await.unwrap();
        self.enter_window(other).await;
    }

    /// Does what a hand does.
    pub(crate) async fn act(&self, actions: impl Into<Actions>) {
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Turns the wheel at a place by so many pixels, with a key held.
    pub(crate) async fn wheel(&self, (x, y): (f64, f64), (across, down): (f64, f64), held: Option<Key>) {
        let mut wheel = WheelActions::new("wheel".to_owned());
        let pause = || WheelAction::Pause { duration: Duration::ZERO };
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        let [x, y, delta_x, delta_y] = [x, y, across, down].map(|pixels| pixels.round() as i64);
        let turn = WheelAction::Scroll { duration: None, x, y, delta_x, delta_y };
        let Some(held) = held else {
            wheel.push(turn);
            return self.act(wheel).await;
        };
        for action in [pause(), turn, pause()] {
            wheel.push(action);
        }
        let value = char::from(held);
        let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value });
        let keys = keys.then(KeyAction::Pause { duration: Duration::ZERO }).then(KeyAction::Up { value });
        self.act(Actions::from(keys).and(wheel)).await;
    }

    /// Errors and warnings in the console; of Chromium's since the last call, else of the open page's.
    pub(crate) async fn console(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => chromium::complaints(self.log("browser").await),
            Engine::Firefox | Engine::WebKit => self.words("return window.record ?? []").await,
        }
    }

    /// The addresses of all requests; of Chromium's since the last call, else of the open page's.
    pub(crate) async fn requests(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => chromium::requests(&self.log("performance").await),
            Engine::Firefox | Engine::WebKit => {
                self.words("return performance.getEntriesByType('resource').map(({ name }) => name)").await
            }
        }
    }

    /// What a script answers, a list of words.
    async fn words(&self, script: &str) -> Vec<String> {
        let words = self.script(script, vec![]).await;
        serde_json::from_value(words).unwrap_or_else(|error| panic!("{error} in the answer of: {script}"))
    }

    /// How many workers are alive.
    pub(crate) fn workers(&self) -> usize {
        workers::alive(self.engine, self.driver.id(), &self.pages.borrow())
    }

    /// How many workers are alive, once there are as many as expected or their time to go is over.
    pub(crate) async fn workers_settled(&self, expected: usize) -> usize {
        let pages = self.pages.borrow().clone();
        workers::settle(self.engine, self.driver.id(), &pages, expected, LAST_GASP).await
    }

    /// How much memory it and all its processes use, in MB (their shares of what they have in common).
    pub(crate) fn memory(&self) -> f64 {
        workers::memory(self.driver.id())
    }

    /// Forgets the long tasks so far.
    pub(crate) async fn forget_long_tasks(&self) {
        if self.engine.untold().is_some() {
            return;
        }
        self.script("longTasks.observer.takeRecords(); longTasks.list.length = 0", vec![]).await;
    }

    /// The main thread was not blocked for 50 ms at a time since that was forgotten; where the engine tells.
    pub(crate) async fn check_long_tasks(&self) {
        if self.engine.untold().is_some() {
            return;
        }
        let tasks = self.script("longTasks.take(); return longTasks.list", vec![]).await;
        assert!(tasks.as_array().unwrap().is_empty(), "{BLOCKED} for {tasks} ms");
    }

    /// Writes what the page looks like to `screenshots/NAME.png`.
    pub(crate) async fn screenshot(&self, name: &str) {
        // That of WebKit's driver comes now and then never, and nothing else does after it.
        if self.engine == Engine::WebKit {
            return;
        }
        let Ok(picture) = self.client.screenshot().await else { return };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    /// Prints the page to `screenshots/NAME.pdf`; answers how many bytes that are.
    pub(crate) async fn pdf(&self, name: &str) -> usize {
        let look = PrintConfiguration::builder().background(true).build().unwrap();
        let pdf = self.client.print(look).await.unwrap();
        assert!(pdf.starts_with(b"%PDF"), "not a PDF");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.pdf")), &pdf).unwrap();
        pdf.len()
    }

    /// Has a script run in every page from now on, before anything of the page's own.
    pub(crate) async fn before_every_page(&self, script: &str) {
        self.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// A command of the `DevTools` protocol, and its answer.
    pub(crate) async fn dev_tools(&self, command: &'static str, parameters: Value) -> Value {
        let answer = self.client.issue_cmd(Command::DevTools(command, parameters)).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What Chromium counts of the open page under these names, once all has been freed that nothing keeps.
    pub(crate) async fn counts<const N: usize>(&self, names: [&str; N]) -> [f64; N] {
        self.dev_tools("Performance.enable", json!({})).await;
        self.dev_tools("HeapProfiler.collectGarbage", json!({})).await;
        let answer = self.dev_tools("Performance.getMetrics", json!({})).await;
        let metrics = answer["metrics"].as_array().unwrap();
        names.map(|name| metrics.iter().find(|metric| metric["name"] == name).unwrap()["value"].as_f64().unwrap())
    }

    /// What a log, `browser` or `performance`, has got since it was last read.
    pub(crate) async fn log(&self, kind: &'static str) -> Vec<Value> {
        let entries =
            self.client.issue_cmd(Command::Log(kind)).await.unwrap_or_else(|error| panic!("{kind} log: {error}"));
        entries.as_array().cloned().unwrap_or_default()
    }
}

/// Comes to its end when the driver has no browser any more.
async fn gone(driver: u32) {
    while is_there(driver) {
        tokio::time::sleep(PULSE).await;
    }
}

/// Whether the driver has a browser.
fn is_there(driver: u32) -> bool {
    !workers::descendants(driver).is_empty()
}
