//! Firefox: how it is started, and how the page is shown in it, by what its own developer tools do.

use std::env;

use fantoccini::Client;
use serde_json::{Value, json};

use super::browser::Look;
use super::driver::Command;

/// What geckodriver is to start.
pub(crate) fn capabilities(proxy: &str) -> Value {
    let mut options = json!({
        "args": ["-headless", "--width=1600", "--height=1300"],
        "prefs": {
            // A finger's events are there without a touch screen.
            "dom.w3c_touch_events.enabled": 1,
            // As a reader's own wheel, but at once.
            "general.smoothScroll": false,
        },
    });
    if let Ok(firefox) = env::var("FIREFOX") {
        options["binary"] = json!(firefox);
    }
    // This machine is excepted by itself.
    let proxy = json!({ "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy });
    json!({ "moz:firefoxOptions": options, "proxy": proxy })
}

/// Shows the open page in this way; `medium` is empty or `print`. The page is made smaller than its window, which has a
/// least width. Answers which process shows it.
pub(crate) async fn show(client: &Client, look: Look, medium: &str) -> u32 {
    let script = "const [width, height, scheme, motion, touch, scale, medium] = arguments;
        const browser = gBrowser.selectedBrowser, context = browser.browsingContext;
        browser.style.cssText =
            `min-width: ${width}px; max-width: ${width}px; min-height: ${height}px; max-height: ${height}px`;
        context.prefersColorSchemeOverride = scheme;
        context.prefersReducedMotionOverride = motion;
        context.mediumOverride = medium;
        context.inRDMPane = touch;
        context.touchEventsOverride = touch ? 'enabled' : 'none';
        context.setRDMPaneMaxTouchPoints(touch ? 5 : 0);
        context.overrideDPPX = scale > 1 ? scale : 0;
        return context.currentWindowGlobal.osPid;";
    let motion = if look.reduced_motion { "reduce" } else { "no-preference" };
    let (width, height) = look.size;
    let arguments = vec![
        json!(width),
        json!(height),
        json!(look.scheme),
        json!(motion),
        json!(look.touch),
        json!(look.scale),
        json!(medium),
    ];
    client.issue_cmd(Command::Context("chrome")).await.unwrap();
    let shown = client.execute(script, arguments).await;
    client.issue_cmd(Command::Context("content")).await.unwrap();
    serde_json::from_value(shown.unwrap()).expect("a process has a number")
}
