//! Chromium: how it is started, and how the page is shown in it, by the `DevTools` protocol.

use std::env;
use std::path::Path;

use serde_json::{Value, json};

use super::browser::{Browser, Look};

/// What `ChromeDriver` is to start. `traced` is as in [`Browser::start`].
pub(crate) fn capabilities(proxy: &str, profile: &Path, traced: &str) -> Value {
    let mut options = json!({ "args": [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        // A page that was left is not kept for the way back, with its workers: they are counted.
        "--disable-features=BackForwardCache",
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
    json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" } })
}

/// Shows the open page in this way; `medium` is empty or `print`.
pub(crate) async fn show(browser: &Browser, look: Look, medium: &str) {
    let (width, height) = look.size;
    let phone = width < 600 || look.touch;
    let scale = if phone { 2 } else { look.scale };
    browser
        .dev_tools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone }),
        )
        .await;
    browser.dev_tools("Emulation.setTouchEmulationEnabled", json!({ "enabled": look.touch })).await;
    let motion = if look.reduced_motion { "reduce" } else { "no-preference" };
    let features = json!([
        { "name": "prefers-color-scheme", "value": look.scheme },
        { "name": "prefers-reduced-motion", "value": motion },
    ]);
    browser.dev_tools("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features })).await;
}

/// Errors and warnings among the entries of the log `browser`.
pub(crate) fn complaints(entries: Vec<Value>) -> Vec<String> {
    let bad = entries.into_iter().filter(|entry| ["SEVERE", "WARNING"].contains(&entry["level"].as_str().unwrap()));
    bad.map(|entry| format!("{}: {}", entry["level"].as_str().unwrap(), entry["message"].as_str().unwrap())).collect()
}

/// The addresses of the requests among the entries of the log `performance`.
pub(crate) fn requests(entries: &[Value]) -> Vec<String> {
    let events = entries.iter().filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
    let requests = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
    requests.map(|event| event["message"]["params"]["request"]["url"].as_str().unwrap_or_default().to_owned()).collect()
}
