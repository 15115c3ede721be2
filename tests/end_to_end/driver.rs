//! The drivers of the browsers: the process, and those of its commands that WebDriver does not have.

use std::env;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{self, Child, Stdio};
use std::time::{Duration, Instant};

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::engine::Engine;
use super::webkit;
use super::workers::descendants;

/// How long a driver may take until it listens.
const START: Duration = Duration::from_secs(20);

/// The process; it and the browsers that it has started end when this is dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    /// What the windows are on, where the browser cannot do without.
    screen: Option<Child>,
    /// Where it listens.
    pub(crate) port: u16,
}

impl Driver {
    /// Starts it on a free port and waits until it listens. What it keeps in files is in the folder.
    pub(crate) fn start(engine: Engine, folder: &Path) -> Self {
        match engine {
            Engine::Chromium => {
                // `ChromeDriver was started successfully on port 12345.`
                Self::talking("CHROMEDRIVER", "chromedriver", &["--port=0"], "successfully on port ")
            }
            Engine::Firefox => {
                // A sandboxed package of Firefox may not see /tmp, where profiles would be.
                let root = format!("--profile-root={}", folder.display());
                let arguments = ["--port=0", "--allow-system-access", &root];
                // `1795651193674 geckodriver INFO Listening on 127.0.0.1:12345`
                Self::talking("GECKODRIVER", "geckodriver", &arguments, "Listening on 127.0.0.1:")
            }
            Engine::WebKit => Self::on_a_screen(folder),
        }
    }

    /// One that says on which port it listens, after these words.
    fn talking(variable: &str, name: &str, arguments: &[&str], words: &str) -> Self {
        let program = env::var(variable).unwrap_or_else(|_| name.to_owned());
        let mut process = spawn(process::Command::new(&program).args(arguments).stdout(Stdio::piped()));
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines.next().unwrap_or_else(|| panic!("{name} ended before it listened")).unwrap();
            if let Some((_, port)) = line.split_once(words) {
                break port.trim_end_matches('.').parse().unwrap();
            }
        };
        // It would block once the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, screen: None, port }
    }

    /// `WebKitGTK`'s, which says nothing, and whose browser needs a screen.
    fn on_a_screen(folder: &Path) -> Self {
        // It tells the number of the screen once it is there.
        let screen = ["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"];
        let mut screen = spawn(process::Command::new("Xvfb").args(screen).stdout(Stdio::piped()));
        let mut number = String::new();
        BufReader::new(screen.stdout.take().unwrap()).read_line(&mut number).unwrap();

        webkit::configure(folder);
        let program = env::var("WEBKITDRIVER").unwrap_or_else(|_| "WebKitWebDriver".to_owned());
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let mut command = process::Command::new(&program);
        command.arg(format!("--port={port}")).stdout(Stdio::null());
        command.env("DISPLAY", format!(":{}", number.trim())).env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
        command.env("XDG_CONFIG_HOME", folder).env("NO_AT_BRIDGE", "1");
        // There is no graphics card on this screen: in plain memory it draws five times as many frames as in one that is played.
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        // Root, as whom containers run it, has no sandbox. It shows pages of our own alone.
        command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        let process = spawn(&mut command);
        let start = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < START, "{program} does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
        Self { process, screen: Some(screen), port }
    }

    /// Its process's number.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }
}

fn spawn(command: &mut process::Command) -> Child {
    let started = command.stderr(Stdio::null()).spawn();
    started.unwrap_or_else(|error| panic!("cannot start {command:?}: {error}; scripts/tools installs it"))
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Browsers outlive their driver, where a failure kept the session from being closed.
        let browsers = descendants(self.id());
        self.process.kill().ok();
        self.process.wait().ok();
        if !browsers.is_empty() {
            process::Command::new("kill")
                .arg("-9")
                .args(browsers.iter().map(u32::to_string))
                .stderr(Stdio::null())
                .status()
                .ok();
        }
        if let Some(screen) = &mut self.screen {
            screen.kill().ok();
            screen.wait().ok();
        }
    }
}

/// A command that is a driver's own.
#[derive(Debug)]
pub(crate) enum Command {
    /// `ChromeDriver`: a command of the `DevTools` protocol.
    DevTools(&'static str, Value),
    /// `ChromeDriver`: what a log has got since it was last asked for: `browser` or `performance`.
    Log(&'static str),
    /// geckodriver: where scripts run from now on, in the page (`content`) or in the browser itself (`chrome`).
    Context(&'static str),
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        let command = match self {
            Self::DevTools(..) => "goog/cdp/execute",
            Self::Log(_) => "se/log",
            Self::Context(_) => "moz/context",
        };
        base.join(&format!("session/{}/{command}", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = match self {
            Self::DevTools(command, parameters) => json!({ "cmd": command, "params": parameters }),
            Self::Log(kind) => json!({ "type": kind }),
            Self::Context(context) => json!({ "context": context }),
        };
        (http::Method::POST, Some(body.to_string()))
    }
}
