//! `ChromeDriver`: the process, and those of its commands that WebDriver does not have.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::workers::descendants;

/// The process; it and the browsers that it has started end when this is dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    /// Where it listens.
    pub(crate) port: u16,
}

impl Driver {
    /// Starts it on a free port and waits until it listens.
    pub(crate) fn start() -> Self {
        let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {program}: {error}; scripts/tools installs it"));
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        // `ChromeDriver was started successfully on port 12345.`
        let port = loop {
            let line = lines.next().expect("chromedriver ended before it listened").unwrap();
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim_end_matches('.').parse().unwrap();
            }
        };
        // It would block once the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port }
    }

    /// Its process's number.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Browsers outlive their driver, where a failure kept the session from being closed.
        let browsers = descendants(self.id());
        self.process.kill().ok();
        self.process.wait().ok();
        if !browsers.is_empty() {
            Command::new("kill")
                .arg("-9")
                .args(browsers.iter().map(u32::to_string))
                .stderr(Stdio::null())
                .status()
                .ok();
        }
    }
}

/// A command that is `ChromeDriver`'s own.
#[derive(Debug)]
pub(crate) enum Chrome {
    /// A command of the `DevTools` protocol.
    DevTools(&'static str, Value),
    /// What a log has got since it was last asked for: `browser` or `performance`.
    Log(&'static str),
}

impl WebDriverCompatibleCommand for Chrome {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        let command = match self {
            Self::DevTools(..) => "goog/cdp/execute",
            Self::Log(_) => "se/log",
        };
        base.join(&format!("session/{}/{command}", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = match self {
            Self::DevTools(command, parameters) => json!({ "cmd": command, "params": parameters }),
            Self::Log(kind) => json!({ "type": kind }),
        };
        (http::Method::POST, Some(body.to_string()))
    }
}
