//! What the page's main thread did in each frame, read off a trace of Chromium's.
//!
//! Script is whatever JavaScript and WebAssembly run: listeners, messages, timers, frame callbacks, and the microtasks after
//! any of them, with what they make the engine do at once. It is counted in the frame in which it begins. A frame
//! lasts from where the main thread begins to draw one until it begins the next. Frames without script do not count.

use std::collections::BTreeMap;

use serde_json::Value;

use super::table::Row;
use crate::end_to_end::browser::Browser;
use crate::end_to_end::page::Page;

/// The categories of a trace that has all of this.
pub(crate) const CATEGORIES: &str = "devtools.timeline,blink.user_timing,v8,v8.execute";

/// Names of events that are script, or begin with it. They lie inside each other; the outermost counts.
const SCRIPT: [&str; 11] = [
    "FunctionCall",
    "v8.callFunction",
    "RunMicrotasks",
    "FireAnimationFrame",
    "TimerFire",
    "EventDispatch",
    "EvaluateScript",
    "v8.run",
    "v8.compile",
    "v8.evaluateModule",
    "v8.wasm",
];
/// Names of what the engine does to draw.
const DRAWING: [&str; 6] = ["UpdateLayoutTree", "Layout", "PrePaint", "Paint", "Layerize", "Commit"];

/// What a step of a gesture is heard as.
const STEPS: [&str; 2] = ["wheel", "pointermove"];

/// As long as a frame takes at 60 a second, in microseconds.
const FRAME: f64 = 1e6 / 60.0;

/// What happened between two marks, in milliseconds.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// Script, of each frame.
    pub(crate) script: Vec<f64>,
    /// What was done to draw, of each frame.
    pub(crate) drawing: Vec<f64>,
    /// Script, from each step of a gesture to the next: what a step leads to may be done in several frames.
    pub(crate) steps: Vec<f64>,
    /// The longest script at once.
    pub(crate) longest: f64,
}

/// Marks the beginning of something in the trace.
pub(crate) async fn begin(page: Page<'_>, name: &str) {
    page.browser.script(&format!("performance.mark('{name}:begin')"), vec![]).await;
}

/// Marks its end.
pub(crate) async fn end(page: Page<'_>, name: &str) {
    page.browser.script(&format!("performance.mark('{name}:end')"), vec![]).await;
}

/// Everything that the browser has recorded. With this the record ends.
pub(crate) async fn trace(browser: &Browser) -> Vec<Value> {
    let entries = browser.log("performance").await;
    let messages = entries.iter().filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
    messages
        .map(|mut entry| entry["message"].take())
        .filter(|message| message["method"] == "Tracing.dataCollected")
        .map(|mut message| message["params"].take())
        .collect()
}

impl Frames {
    /// Those between the two marks of that name.
    pub(crate) fn between(trace: &[Value], name: &str) -> Self {
        let mark = |which: &str| {
            let name = format!("{name}:{which}");
            trace.iter().find(|event| event["name"] == *name).unwrap_or_else(|| panic!("the trace has no {name}"))
        };
        let (first, last) = (mark("begin"), mark("end"));
        let range = number(first, "ts")..number(last, "ts");
        let thread = |event: &&Value| event["pid"] == first["pid"] && event["tid"] == first["tid"];
        let mut events: Vec<&Value> =
            trace.iter().filter(thread).filter(|event| range.contains(&number(event, "ts"))).collect();
        // What contains comes before what it contains.
        events.sort_by(|a, b| {
            let key = |event| (number(event, "ts"), -number(event, "dur"));
            key(a).partial_cmp(&key(b)).unwrap()
        });

        // By the frame's beginning, and by how many frames might have come since where none did: those count only
        // where something happens in them.
        let mut frames: BTreeMap<(u64, u64), (f64, f64)> = BTreeMap::new();
        let mut steps: Vec<f64> = Vec::new();
        let (mut frame, mut script_until, mut drawing_until, mut longest) = (range.start, 0.0, 0.0, 0.0_f64);
        for event in events {
            let (start, duration) = (number(event, "ts"), number(event, "dur"));
            let name = event["name"].as_str().unwrap_or_default();
            if name == "AnimationFrame" && event["ph"] == "b" {
                frame = start;
                frames.entry((whole(frame), 0)).or_default();
                continue;
            }
            let own = (whole(frame), whole((start - frame) / FRAME));
            if event["ph"] != "X" || start < script_until {
                continue;
            }
            if SCRIPT.iter().any(|script| name.starts_with(script)) {
                script_until = start + duration;
                longest = longest.max(duration);
                if STEPS.iter().any(|step| event["args"]["data"]["type"] == *step) {
                    steps.push(0.0);
                }
                if let Some(step) = steps.last_mut() {
                    *step += duration / 1e3;
                }
                frames.entry(own).or_default().0 += duration;
            } else if DRAWING.contains(&name) && start >= drawing_until {
                drawing_until = start + duration;
                frames.entry(own).or_default().1 += duration;
            }
        }
        // The browser also makes frames in which nobody had anything to do: they would only flatter the others.
        frames.retain(|_, (script, _)| *script > 0.0);
        assert!(!frames.is_empty(), "the trace has no frames of {name}");
        Self {
            script: frames.values().map(|(script, _)| script / 1e3).collect(),
            drawing: frames.values().map(|(_, drawing)| drawing / 1e3).collect(),
            steps,
            longest: longest / 1e3,
        }
    }

    /// As lines of the table.
    pub(crate) fn rows(self, name: &str) -> Vec<Row> {
        let mut rows = vec![
            Row::new(format!("{name}: script in a frame"), self.script),
            Row::new(format!("{name}: longest script at once"), vec![self.longest]),
            Row::new(format!("{name}: style, layout and paint in a frame"), self.drawing),
        ];
        if !self.steps.is_empty() {
            rows.insert(0, Row::new(format!("{name}: script for a step"), self.steps));
        }
        rows
    }

    /// The same, where there is nothing to tell.
    pub(crate) fn no_rows(name: &str) -> Vec<Row> {
        vec![Row::new(name, Vec::new())]
    }
}

fn number(event: &Value, field: &str) -> f64 {
    event[field].as_f64().unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is positive and not that large")]
fn whole(micros: f64) -> u64 {
    micros as u64
}
