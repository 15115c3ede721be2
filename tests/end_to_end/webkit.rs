//! `WebKitGTK`'s `MiniBrowser`: how it is started, and how the page is shown in it, by the size of its window.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use fantoccini::Client;
use serde_json::{Value, json};

use super::browser::Look;

/// Its buttons take no room, or no window could be as narrow as a phone.
const STYLE: &str = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; }\n";

/// Writes its settings into a folder, for `XDG_CONFIG_HOME`.
pub(crate) fn configure(folder: &Path) {
    let folder = folder.join("gtk-3.0");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("gtk.css"), STYLE).unwrap();
}

/// Where distributions have it; `MINIBROWSER` names another one.
fn browser() -> Option<PathBuf> {
    if let Ok(named) = env::var("MINIBROWSER") {
        return Some(PathBuf::from(named));
    }
    let folders = fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
    let all = folders.flat_map(|folder| ["4.1", "4.0"].map(|version| folder.join(format!("webkit2gtk-{version}"))));
    all.map(|folder| folder.join("MiniBrowser")).find(|path| path.is_file())
}

/// What `WebKitWebDriver` is to start.
pub(crate) fn capabilities(proxy: &str) -> Value {
    let browser = browser().expect("no MiniBrowser of WebKitGTK; scripts/tools installs it, MINIBROWSER names one");
    // A page that was left is not kept for the way back, with its workers: they are counted.
    json!({
        "webkitgtk:browserOptions": { "binary": browser, "args": ["--automation", "--enable-page-cache=false"] },
        "proxy": { "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy, "noProxy": ["127.0.0.1"] },
    })
}

/// Shows the open page in a window that leaves it this size; all else is as the desktop has it.
pub(crate) async fn show(client: &Client, look: Look) {
    assert!(look.scheme == "light" && !look.reduced_motion && !look.touch, "the scenario does not say what it needs");
    let frame = client.execute("return [outerWidth - innerWidth, outerHeight - innerHeight]", vec![]).await.unwrap();
    let frame = |at: usize| u32::try_from(frame[at].as_u64().unwrap()).unwrap();
    let (width, height) = look.size;
    client.set_window_rect(0, 0, width + frame(0), height + frame(1)).await.unwrap();
}
