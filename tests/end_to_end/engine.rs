//! The engines of browsers in which the scenarios are played, and what each of them has.

use std::env;

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
    /// `WebKit` (51 ms, where it is busy for 50 at a time, and none elsewhere), and `WebKitGTK` draws there, without a graphics card: on two
    /// processors four sleeps in turn, with nothing else to do, ended 15 to 150 ms late.
    pub(crate) fn slack(self) -> f64 {
        match self {
            Self::Chromium | Self::Firefox => 0.06,
            Self::WebKit => 0.25,
        }
    }

    /// How fast listings run, in tenths, where what happens at once is to be seen at once: sleeps of a second are to be longer than
    /// four workers take to be told.
    pub(crate) fn speed(self) -> u32 {
        match self {
            Self::Chromium | Self::Firefox => 100,
            Self::WebKit => 20,
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

    /// The last argument of the processes that have the workers of pages; others may have workers of the browser's own.
    pub(crate) fn page_process(self) -> Option<&'static str> {
        (self == Self::Firefox).then_some("tab")
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
