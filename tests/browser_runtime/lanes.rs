//! Lane workers.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use tasklanes::kernel::Worker;
use tasklanes::runtime::clock::Wall;
use tasklanes::runtime::lanes::{Host, Lanes, Report};
use tasklanes::trace::LaneId;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::nearby::Nearby;
use crate::support::{Inbox, address, lane_url, script_url, sleep};

fn lanes(url: &str) -> (Rc<Lanes>, Inbox<Report>) {
    let (lanes, inbox, _) = lanes_and_host(url);
    (lanes, inbox)
}

fn lanes_and_host(url: &str) -> (Rc<Lanes>, Inbox<Report>, Rc<Nearby>) {
    let inbox = Inbox::default();
    let told: Rc<RefCell<Weak<Lanes>>> = Rc::default();
    let of = Rc::clone(&told);
    let host = Rc::new(Nearby::new(url, move |trouble| {
        let lanes = of.borrow().upgrade();
        if let Some(lanes) = lanes {
            lanes.trouble(&trouble);
        }
    }));
    let lanes = Rc::new(Lanes::new(Rc::clone(&host) as Rc<dyn Host>, 64, inbox.sender()));
    *told.borrow_mut() = Rc::downgrade(&lanes);
    (lanes, inbox, host)
}

/// A lane with a worker of its own, ready.
async fn started(lanes: &Lanes, inbox: &Inbox<Report>, lane: LaneId) -> Wall {
    assert_eq!(lanes.start(lane, Worker::Process), None, "a process's worker has to start");
    match inbox.next().await {
        Report::Started { lane: whose, at } if whose == lane => at,
        other => panic!("expected a start of {lane:?}, not {other:?}"),
    }
}

async fn began(inbox: &Inbox<Report>) -> (LaneId, Wall) {
    match inbox.next().await {
        Report::Began { lane, at, blocks: true } => (lane, at),
        other => panic!("expected a begin, not {other:?}"),
    }
}

async fn ended(inbox: &Inbox<Report>) -> (LaneId, Wall) {
    match inbox.next().await {
        Report::Ended { lane, at } => (lane, at),
        other => panic!("expected an end, not {other:?}"),
    }
}

#[track_caller]
fn assert_took(from: Wall, to: Wall, milliseconds: core::ops::Range<f64>) {
    let took = to.0 - from.0;
    assert!(milliseconds.contains(&took), "took {took} ms, not {milliseconds:?}");
}

#[wasm_bindgen_test]
async fn a_lane_starts_from_the_scripts_address() {
    // Another script, which says another time.
    let (lanes, inbox) =
        lanes(&script_url("onmessage = ({ ports }) => ports[0].postMessage(new Float64Array([0, 0, 42, 0]).buffer);"));
    assert_eq!(started(&lanes, &inbox, LaneId(0)).await, Wall(42.0));
}

#[wasm_bindgen_test]
async fn a_lane_blocks_for_as_long_as_it_is_told() {
    let (lanes, inbox) = lanes(&lane_url());
    started(&lanes, &inbox, LaneId(3)).await;
    for _ in 0..3 {
        lanes.block(LaneId(3), 100.0);
        let (_, from) = began(&inbox).await;
        let (lane, to) = ended(&inbox).await;
        assert_eq!(lane, LaneId(3));
        assert_took(from, to, 99.9..110.0);
    }
}

#[wasm_bindgen_test]
async fn a_lane_burns_for_as_long_as_it_is_told() {
    let (lanes, inbox) = lanes(&lane_url());
    started(&lanes, &inbox, LaneId(0)).await;
    lanes.burn(LaneId(0), 60.0);
    let (_, from) = began(&inbox).await;
    let (_, to) = ended(&inbox).await;
    assert_took(from, to, 59.9..75.0);
}

#[wasm_bindgen_test]
async fn no_time_at_all_is_a_job_too() {
    let (lanes, inbox) = lanes(&lane_url());
    started(&lanes, &inbox, LaneId(0)).await;
    lanes.block(LaneId(0), 0.0);
    let (_, from) = began(&inbox).await;
    let (_, to) = ended(&inbox).await;
    assert_took(from, to, 0.0..5.0);
}

#[wasm_bindgen_test]
async fn nine_sleeps_at_once_take_as_long_as_one() {
    let (lanes, inbox) = lanes(&lane_url());
    for lane in 0..9 {
        started(&lanes, &inbox, LaneId(lane)).await;
    }
    let from = Wall::now();
    for lane in 0..9 {
        lanes.block(LaneId(lane), 500.0);
    }
    let mut last = from;
    let mut ends = 0;
    while ends < 9 {
        if let Report::Ended { at, .. } = inbox.next().await {
            ends += 1;
            last = if at > last { at } else { last };
        }
    }
    assert_took(from, last, 499.9..600.0);
}

#[wasm_bindgen_test]
async fn very_long_waits_do_not_end_at_once() {
    let (lanes, inbox) = lanes(&lane_url());
    for (lane, milliseconds) in [(0, f64::INFINITY), (1, 3e9), (2, 1.8e16)] {
        started(&lanes, &inbox, LaneId(lane)).await;
        lanes.block(LaneId(lane), milliseconds);
        assert_eq!(began(&inbox).await.0, LaneId(lane));
    }
    sleep(100).await;
    assert!(inbox.is_empty(), "a wait has ended");
}

#[wasm_bindgen_test]
async fn stopping_a_lane_that_blocks_returns_at_once_and_ends_its_worker() {
    let (lanes, inbox, host) = lanes_and_host(&lane_url());
    started(&lanes, &inbox, LaneId(0)).await;
    lanes.block(LaneId(0), 60_000.0);
    began(&inbox).await;
    let from = Wall::now();
    lanes.stop(LaneId(0));
    assert_took(from, Wall::now(), 0.0..10.0);
    assert_eq!((lanes.count(), host.count()), (0, 0));
}

#[wasm_bindgen_test]
async fn threads_get_the_workers_that_are_already_there() {
    let (lanes, inbox) = lanes(&lane_url());
    assert!(lanes.warm(2));
    assert_eq!(inbox.next().await, Report::Warm);
    assert!(matches!(lanes.start(LaneId(0), Worker::Thread), Some(Report::Started { .. })));
    assert!(matches!(lanes.start(LaneId(1), Worker::Thread), Some(Report::Started { .. })));
    assert_eq!(lanes.start(LaneId(2), Worker::Thread), None, "there were two only");
    assert_eq!(lanes.count(), 3);
}

#[wasm_bindgen_test]
async fn a_worker_whose_thread_is_over_serves_the_next_thread_but_no_process() {
    let (lanes, inbox) = lanes(&lane_url());
    assert!(lanes.warm(1));
    assert_eq!(inbox.next().await, Report::Warm);
    assert!(matches!(lanes.start(LaneId(0), Worker::Thread), Some(Report::Started { .. })));
    lanes.block(LaneId(0), 1.0);
    began(&inbox).await;
    ended(&inbox).await;
    lanes.stop(LaneId(0));
    assert_eq!(lanes.count(), 1);
    started(&lanes, &inbox, LaneId(1)).await;
    assert_eq!(lanes.count(), 2);
    assert!(matches!(lanes.start(LaneId(2), Worker::Thread), Some(Report::Started { .. })));
    assert_eq!(lanes.count(), 2);
    lanes.stop(LaneId(1));
    assert_eq!(lanes.count(), 1, "a process's worker ends with it");
}

#[wasm_bindgen_test]
async fn at_the_end_of_a_run_only_workers_are_left_that_another_can_have() {
    let (lanes, inbox, host) = lanes_and_host(&lane_url());
    assert!(lanes.warm(3));
    assert_eq!(inbox.next().await, Report::Warm);
    for lane in 0..2 {
        assert!(matches!(lanes.start(LaneId(lane), Worker::Thread), Some(Report::Started { .. })));
    }
    lanes.block(LaneId(0), 60_000.0);
    began(&inbox).await;
    started(&lanes, &inbox, LaneId(2)).await;
    assert_eq!(host.count(), 4);
    lanes.clear();
    assert_eq!((lanes.count(), host.count()), (0, 2), "not the one that sleeps, nor the process's");
}

#[wasm_bindgen_test]
async fn answers_of_an_earlier_job_are_ignored() {
    let (lanes, inbox) = lanes(&lane_url());
    started(&lanes, &inbox, LaneId(0)).await;
    lanes.block(LaneId(0), 0.0);
    // The worker answers the first job when this worker already waits for the second.
    lanes.block(LaneId(0), 30.0);
    let (_, from) = began(&inbox).await;
    let (_, to) = ended(&inbox).await;
    assert_took(from, to, 29.9..50.0);
    sleep(50).await;
    assert!(inbox.is_empty(), "the first job was heard");
}

#[wasm_bindgen_test]
async fn a_lane_starts_from_the_scripts_text_where_its_address_does_not_work() {
    let (lanes, inbox) = lanes(&address("/static/no-such-file.js"));
    assert!(lanes.warm(3));
    assert_eq!(inbox.next().await, Report::Warm);
    assert_eq!(lanes.count(), 3);
    started(&lanes, &inbox, LaneId(0)).await;
    lanes.block(LaneId(0), 20.0);
    let (_, from) = began(&inbox).await;
    let (_, to) = ended(&inbox).await;
    assert_took(from, to, 19.9..35.0);
}

#[wasm_bindgen_test]
async fn a_browser_without_a_wait_that_blocks_waits_by_timer_and_says_so() {
    // The script itself, with the feature taken away before it runs.
    let url = script_url("WebAssembly.Memory = undefined; importScripts(LANE);");
    let (lanes, inbox) = lanes(&url);
    started(&lanes, &inbox, LaneId(0)).await;
    lanes.block(LaneId(0), 60.0);
    let Report::Began { at: from, blocks: false, .. } = inbox.next().await else { panic!("it says that it blocks") };
    let (_, to) = ended(&inbox).await;
    assert_took(from, to, 59.9..80.0);
    lanes.block(LaneId(0), 3e9);
    inbox.next().await;
    sleep(50).await;
    assert!(inbox.is_empty(), "a wait of a month has ended");
}

#[wasm_bindgen_test]
async fn a_worker_that_breaks_is_reported_with_the_reason() {
    let url = script_url("importScripts(LANE); obey = () => { throw new Error('by design'); };");
    let (lanes, inbox) = lanes(&url);
    started(&lanes, &inbox, LaneId(7)).await;
    lanes.block(LaneId(7), 10.0);
    let Report::Failed { lane, reason } = inbox.next().await else { panic!("it did not fail") };
    assert_eq!(lane, LaneId(7));
    assert!(reason.contains("by design"), "{reason}");
    assert_eq!(lanes.count(), 0);
}
