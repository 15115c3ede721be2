//! How many workers a browser has, read off the operating system: the page cannot know of one that it lost.

use std::collections::HashMap;
use std::fs;
use std::time::{Duration, Instant};

use super::engine::Engine;

/// The processes that a process has started, and those that they have, and so on; not those that have ended and wait to be noticed.
pub(crate) fn descendants(ancestor: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // `PID (NAME) STATE PARENT …`; the name may hold anything, so the last parenthesis counts.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        let Some((_, rest)) = stat.rsplit_once(')') else { continue };
        let mut rest = rest.split_whitespace();
        if rest.next() == Some("Z") {
            continue;
        }
        let parent = rest.next().and_then(|parent| parent.parse().ok());
        children.entry(parent.unwrap_or(0)).or_default().push(pid);
    }
    let mut found = Vec::new();
    let mut open = vec![ancestor];
    while let Some(pid) = open.pop() {
        let of_it = children.remove(&pid).unwrap_or_default();
        open.extend(&of_it);
        found.extend(of_it);
    }
    found
}

/// How many dedicated workers are alive in the browser that this driver has started: in Firefox, in the processes that have shown pages.
/// It has workers of its own in others, which cannot be told from outside.
pub(crate) fn alive(engine: Engine, driver: u32, pages: &[u32]) -> usize {
    let shows_pages = |pid: &u32| engine != Engine::Firefox || pages.contains(pid);
    let is_worker = |name: String| name.trim_end() == engine.worker_thread();
    let of_process = |pid: u32| {
        let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        tasks.filter(|task| fs::read_to_string(task.path().join("comm")).is_ok_and(is_worker)).count()
    };
    descendants(driver).into_iter().filter(shows_pages).map(of_process).sum()
}

/// How much memory the browser that this driver has started uses, in MB.
pub(crate) fn memory(driver: u32) -> f64 {
    let of_process = |pid: u32| {
        let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        // `Pss:   12345 kB`
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
        line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0)
    };
    descendants(driver).into_iter().map(of_process).sum::<f64>() / 1_000.0
}

/// Waits until this many are alive, and tells how many are in the end. A thread's end is no event that could be
/// awaited from outside, so this looks again every few milliseconds.
pub(crate) async fn settle(engine: Engine, driver: u32, pages: &[u32], expected: usize, limit: Duration) -> usize {
    let start = Instant::now();
    loop {
        let now = alive(engine, driver, pages);
        if now == expected || start.elapsed() > limit {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
