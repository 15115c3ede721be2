//! The engines of browsers in which the scenarios are played, and what each of them has.

use std::env;

use super::browser::BLOCKED;

/// The variable that names the engine.
const VARIABLE: &str = "TASKLANES_ENGINE";

/// An engine, and with it the browser and the driver that have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium, and `ChromeDriver`.
    Chromium,
    /// Firefox, and geckodriver.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser` on a virtual screen, and `WebKitWebDriver`.
    WebKit,
}

/// What a scenario needs beyond a page in a window, a mouse, a wheel and a keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A finger.
    Touch,
    /// A finger that scrolls the page.
    Scrolling,
    /// A reader who likes it dark, after one who likes it light.
    Schemes,
    /// A reader who wants little motion.
    Stillness,
    /// Another window.
    Windows,
    /// A wheel that turns while a key is held.
    Wheel,
    /// Paper, and the page as it is printed.
    Paper,
}

impl Engine {
    /// The one that the environment names; Chromium, where it names none.
    pub(crate) fn chosen() -> Result<Self, String> {
        match env::var(VARIABLE).as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => Err(format!("{VARIABLE} is chromium, firefox or webkit, not '{other}'")),
        }
    }

    /// Why it does not have what is needed, if it does not.
    pub(crate) fn lacks(self, need: Need) -> Option<&'static str> {
        match (self, need) {
            (Self::Firefox, Need::Scrolling) => {
                Some("needs a finger that scrolls, and that of Firefox's driver does not")
            }
            (Self::Chromium | Self::Firefox, _) => None,
            (Self::WebKit, Need::Touch | Need::Scrolling) => Some("needs touch, which WebKitGTK's driver has not"),
            (Self::WebKit, Need::Schemes) => Some("needs both colour schemes, and WebKitGTK has its desktop's"),
            (Self::WebKit, Need::Stillness) => Some("needs little motion, which WebKitGTK has as its desktop does"),
            (Self::WebKit, Need::Wheel) => Some("needs a wheel beside a key, and WebKitGTK's driver lets the key go"),
            (Self::WebKit, Need::Windows) => Some("needs two windows, and WebKitGTK's driver hangs in the second"),
            (Self::WebKit, Need::Paper) => Some("needs paper, and WebKitGTK's driver does not print"),
        }
    }

    /// What is not checked after a scenario, or in one, because the engine does not tell.
    pub(crate) fn untold(self) -> Option<&'static str> {
        match self {
            Self::Chromium => None,
            Self::Firefox | Self::WebKit => Some("how long the main thread was blocked (it has no Long Tasks API)"),
        }
    }

    /// The steps in which a worker's clock counts, in seconds.
    pub(crate) fn clock_step(self) -> f64 {
        match self {
            Self::Chromium => 0.000_1,
            Self::Firefox | Self::WebKit => 0.001,
        }
    }

    /// How late workers may be heard of, in seconds of the wall clock. What they say to each other goes through the page's thread in
    /// `WebKit` (51 ms, where it is busy for 50 at a time; in Chromium 0.1), and `WebKitGTK` draws there, without a graphics card: on two
    /// processors four sleeps in turn ended 15 to 150 ms late, with nothing else to do, and up to 460 ms beside a compiler.
    pub(crate) fn slack(self) -> f64 {
        match self {
            Self::Chromium | Self::Firefox => 0.06,
            Self::WebKit => 0.5,
        }
    }

    /// How often a scenario is played that fails so: a failure counts that comes every time, and the others are told. A machine that
    /// does something else for 50 ms makes a long task of it; all else has to hold at once. `WebKitGTK`'s drawing takes the processors
    /// for half a second now and then, and with them the run that is looked at.
    pub(crate) fn plays(self, failure: &str) -> u32 {
        match self {
            Self::Chromium | Self::Firefox if failure.contains(BLOCKED) => 2,
            Self::Chromium | Self::Firefox => 1,
            Self::WebKit => 3,
        }
    }

    /// How fast, in tenths, a listing runs that is to run so fast: in an engine whose workers are heard of late, no faster than
    /// they can tell apart what happens one after the other.
    pub(crate) fn paced(self, speed: u32) -> u32 {
        match self {
            Self::WebKit if speed >= 100 => speed / 5,
            _ => speed,
        }
    }

    /// The name of a worker's thread, of which Linux keeps 15 characters.
    pub(crate) fn worker_thread(self) -> &'static str {
        match self {
            Self::Chromium => "DedicatedWorker", // `DedicatedWorker thread`
            Self::Firefox => "DOM Worker",
            Self::WebKit => "WebCore: Worker",
        }
    }

    /// Hosts that the browser asks by itself, for its maker.
    pub(crate) fn errands(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &[".google.com", ".googleapis.com", ".gvt1.com"],
            Self::Firefox => &[".mozilla.org", ".mozilla.com", ".mozilla.net", ".firefox.com"],
            Self::WebKit => &[],
        }
    }
}
