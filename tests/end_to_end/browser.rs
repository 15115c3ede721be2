//! A browser that a scenario looks through.

use std::cell::Cell;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::actions::{Actions, InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::driver::{Chrome, Driver};
use super::workers;

/// How long the thread of a worker that was ended may stay. `terminate()` returns at once and no message comes any
/// more, but where the thread does not come back to its event loop, Chromium forces its end only after two seconds.
const LAST_GASP: Duration = Duration::from_secs(4);
/// Longer than anything that is waited for; a wait names its own limit.
const SCRIPT_LIMIT: Duration = Duration::from_mins(2);

/// A headless Chromium.
#[derive(Debug)]
pub(crate) struct Browser {
    client: Client,
    driver: Driver,
    profile: PathBuf,
    look: Cell<Look>,
    traces: bool,
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
    pub(crate) async fn start(proxy: &str, traced: &str) -> Self {
        let driver = Driver::start();
        // Below target/, because a sandboxed package of Chromium may write there and not to /tmp.
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("profile-{}", driver.id()));
        let mut options = json!({ "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-default-apps",
            // Whatever asks for another host, workers included, comes by there.
            format!("--proxy-server=http://{proxy}"),
            format!("--user-data-dir={}", profile.display()),
        ] });
        if let Ok(chrome) = env::var("CHROME") {
            options["binary"] = json!(chrome);
        }
        if !traced.is_empty() {
            options["perfLoggingPrefs"] = json!({ "traceCategories": traced });
        }
        let capabilities = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": u64::try_from(SCRIPT_LIMIT.as_millis()).unwrap() },
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .expect("chromedriver cannot start Chromium (CHROME names another one)");
        let browser = Self { client, driver, profile, look: Cell::default(), traces: !traced.is_empty() };
        // Long tasks are only told to who asked for them before they happen.
        browser.before_every_page(include_str!("long_tasks.js")).await;
        browser
    }

    /// Ends it.
    pub(crate) async fn close(self) {
        self.client.close().await.ok();
        drop(self.driver);
        fs::remove_dir_all(self.profile).ok();
    }

    /// Opens an address, with nothing left of what was open before.
    pub(crate) async fn open(&self, address: &str, look: Look) {
        self.emulate(look).await;
        // By way of an empty page: to the same address with another hash would not load it again.
        self.client.goto("about:blank").await.unwrap();
        self.console().await;
        // The same log has the record, which ends when the log is read.
        if !self.traces {
            self.requests().await;
        }
        self.client.goto(address).await.unwrap();
    }

    /// Shows the open page in another way.
    pub(crate) async fn emulate(&self, look: Look) {
        self.look.set(look);
        let (width, height) = look.size;
        let phone = width < 600 || look.touch;
        let scale = if phone { 2 } else { look.scale };
        self.dev_tools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone }),
        )
        .await;
        self.dev_tools("Emulation.setTouchEmulationEnabled", json!({ "enabled": look.touch })).await;
        self.emulate_media("").await;
    }

    /// Shows the open page as it would be printed, until it is shown in another way.
    pub(crate) async fn print(&self) {
        self.emulate_media("print").await;
    }

    async fn emulate_media(&self, media: &str) {
        let look = self.look.get();
        let motion = if look.reduced_motion { "reduce" } else { "no-preference" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": look.scheme },
            { "name": "prefers-reduced-motion", "value": motion },
        ]);
        self.dev_tools("Emulation.setEmulatedMedia", json!({ "media": media, "features": features })).await;
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
        let answer = self.client.execute_async(&script, vec![json!(limit)]).await;
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

    /// Does what a hand does.
    pub(crate) async fn act(&self, actions: impl Into<Actions>) {
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Errors and warnings in the console since the last call.
    pub(crate) async fn console(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        let bad = entries.into_iter().filter(|entry| ["SEVERE", "WARNING"].contains(&entry["level"].as_str().unwrap()));
        bad.map(|entry| format!("{}: {}", entry["level"].as_str().unwrap(), entry["message"].as_str().unwrap()))
            .collect()
    }

    /// The addresses of all requests since the last call.
    pub(crate) async fn requests(&self) -> Vec<String> {
        let entries = self.log("performance").await;
        let events = entries.iter().filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
        let requests = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
        requests
            .map(|event| event["message"]["params"]["request"]["url"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// How many workers are alive.
    pub(crate) fn workers(&self) -> usize {
        workers::alive(self.driver.id())
    }

    /// How many workers are alive, once there are as many as expected or their time to go is over.
    pub(crate) async fn workers_settled(&self, expected: usize) -> usize {
        workers::settle(self.driver.id(), expected, LAST_GASP).await
    }

    /// Forgets the long tasks so far.
    pub(crate) async fn forget_long_tasks(&self) {
        self.script("longTasks.observer.takeRecords(); longTasks.list.length = 0", vec![]).await;
    }

    /// How long the main thread was blocked at a time, in milliseconds: 50 and more, since they were forgotten.
    pub(crate) async fn long_tasks(&self) -> Vec<f64> {
        let tasks = self.script("longTasks.take(); return longTasks.list", vec![]).await;
        tasks.as_array().unwrap().iter().map(|task| task.as_f64().unwrap()).collect()
    }

    /// Writes what the page looks like to `screenshots/NAME.png`.
    pub(crate) async fn screenshot(&self, name: &str) {
        let Ok(picture) = self.client.screenshot().await else { return };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    /// Prints the page to `screenshots/NAME.pdf`; answers how many bytes that are.
    pub(crate) async fn pdf(&self, name: &str) -> usize {
        let answer = self.dev_tools("Page.printToPDF", json!({ "printBackground": true })).await;
        let pdf = base64(answer["data"].as_str().unwrap());
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
        let answer = self.client.issue_cmd(Chrome::DevTools(command, parameters)).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What a log, `browser` or `performance`, has got since it was last read.
    pub(crate) async fn log(&self, kind: &'static str) -> Vec<Value> {
        let entries =
            self.client.issue_cmd(Chrome::Log(kind)).await.unwrap_or_else(|error| panic!("{kind} log: {error}"));
        entries.as_array().cloned().unwrap_or_default()
    }
}

/// What is written in base 64.
fn base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'=').map(value).collect();
    let bytes = digits.chunks(4).flat_map(|chunk| {
        let bits = (0..4).fold(0_u32, |bits, at| bits << 6 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        bits.to_be_bytes()[1..chunk.len()].to_vec()
    });
    bytes.collect()
}
