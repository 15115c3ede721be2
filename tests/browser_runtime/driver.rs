//! The kernel, driven.

use core::cell::RefCell;
use std::rc::{Rc, Weak};

use tasklanes::program::{Code, CodeKind, Constant, Location, Module, Name, Op, Parameters, Program};
use tasklanes::runtime::clock::Wall;
use tasklanes::runtime::driver::Driver;
use tasklanes::runtime::protocol::{Message, Request, Speed};
use tasklanes::time::Micros;
use tasklanes::trace::{Outcome, Trace};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::nearby::Nearby;
use crate::support::{Inbox, address, lane_url, sleep};

fn program(names: &[&str], codes: Vec<Code>) -> Program {
    let names = names.iter().map(ToString::to_string).collect();
    let modules = vec![Module { name: "__main__".into(), code: 0 }];
    Program { file: "test.py".into(), source: "pass\n".into(), names, codes, modules }
}

fn code(kind: CodeKind, constants: Vec<Constant>, ops: Vec<Op>) -> Code {
    Code {
        name: Name(0),
        qualified_name: "<module>".into(),
        kind,
        parameters: Parameters::default(),
        locals: Vec::new(),
        cells: Vec::new(),
        free: Vec::new(),
        constants,
        ops,
        locations: vec![(0, Location { line: 1, column: 1 })],
        handlers: Vec::new(),
    }
}

fn module(constants: Vec<Constant>, ops: Vec<Op>) -> Code {
    code(CodeKind::Module, constants, ops)
}

/// `import time; time.sleep(0.1)`
fn sleeping() -> Program {
    let ops = vec![
        Op::Import(Name(1)),
        Op::LoadAttribute(Name(2)),
        Op::Constant(0),
        Op::Call { count: 1, keywords: Op::NO_KEYWORDS },
        Op::Return,
    ];
    program(&["<module>", "time", "sleep"], vec![module(vec![Constant::Float(0.1)], ops)])
}

/// `import _kernel; _kernel.park("event", "event", 0.1)`: a wait with a timeout, which no lane worker blocks for.
fn parking() -> Program {
    let ops = vec![
        Op::Import(Name(1)),
        Op::LoadAttribute(Name(2)),
        Op::Constant(0),
        Op::Constant(0),
        Op::Constant(1),
        Op::Call { count: 3, keywords: Op::NO_KEYWORDS },
        Op::Return,
    ];
    let constants = vec![Constant::Str("event".into()), Constant::Float(0.1)];
    program(&["<module>", "_kernel", "park"], vec![module(constants, ops)])
}

/// `while True: pass`
fn endless() -> Program {
    program(&["<module>"], vec![module(Vec::new(), vec![Op::Jump(0)])])
}

fn request(speed: u32, warm: u32) -> Request {
    Request { program: Vec::new(), cpus: 4, seed: 0, speed: Speed(speed), warm, lanes: 16 }
}

fn start(program: Program, request: &Request, lane_url: &str) -> (Rc<Driver>, Inbox<Message>) {
    let inbox = Inbox::default();
    let driver = start_with(program, request, lane_url, inbox.sender());
    (driver, inbox)
}

fn start_with(program: Program, request: &Request, lane_url: &str, post: impl Fn(Message) + 'static) -> Rc<Driver> {
    let told: Rc<RefCell<Weak<Driver>>> = Rc::default();
    let of = Rc::clone(&told);
    let host = Nearby::new(lane_url, move |trouble| {
        let driver = of.borrow().upgrade();
        if let Some(driver) = driver {
            driver.trouble(&trouble);
        }
    });
    let driver = Driver::start(program, request, Rc::new(host), post);
    let driver = Rc::new(driver.unwrap_or_else(|reason| panic!("{reason}")));
    *told.borrow_mut() = Rc::downgrade(&driver);
    driver
}

/// The trace of a run that has begun, and when it ended by the wall clock.
async fn finish(inbox: &Inbox<Message>) -> (Trace, Wall) {
    let mut trace = Trace::default();
    while trace.end.is_none() {
        match inbox.next().await {
            Message::Changes(changes) => changes.into_iter().for_each(|change| trace.apply(change)),
            other => panic!("expected changes, not {other:?}"),
        }
    }
    (trace, Wall::now())
}

async fn began(inbox: &Inbox<Message>) -> Wall {
    match inbox.next().await {
        Message::Began { at } => Wall(at),
        other => panic!("expected the begin, not {other:?}"),
    }
}

async fn check(program: Program, speed: u32, warm: u32, milliseconds: core::ops::Range<f64>) {
    let (_driver, inbox) = start(program, &request(speed, warm), &lane_url());
    let begin = began(&inbox).await;
    let (trace, last) = finish(&inbox).await;
    let end = trace.end.unwrap_or_else(|| panic!("no end"));
    assert_eq!(end.outcome, Outcome::Finished);
    assert!(end.time >= Micros::from_millis(100), "ended at {}", end.time);
    let took = last.0 - begin.0;
    assert!(milliseconds.contains(&took), "took {took} ms, not {milliseconds:?}");
}

#[wasm_bindgen_test]
async fn a_sleep_takes_its_time() {
    check(sleeping(), 10, 1, 99.0..150.0).await;
}

#[wasm_bindgen_test]
async fn a_sleep_at_twice_the_speed_takes_half_its_time() {
    check(sleeping(), 20, 1, 49.0..90.0).await;
}

#[wasm_bindgen_test]
async fn a_run_without_warm_workers_starts_them_as_it_goes() {
    check(sleeping(), 10, 0, 99.0..200.0).await;
}

#[wasm_bindgen_test]
async fn a_timer_takes_its_time() {
    check(parking(), 10, 1, 99.0..130.0).await;
    check(parking(), 100, 1, 9.9..30.0).await;
}

#[wasm_bindgen_test]
async fn an_endless_loop_leaves_the_event_loop_alive_and_ends_when_dropped() {
    let (driver, inbox) = start(endless(), &request(10, 1), &lane_url());
    began(&inbox).await;
    let from = Wall::now();
    for _ in 0..10 {
        sleep(1).await;
    }
    let took = Wall::now().0 - from.0;
    assert!(took < 200.0, "ten timers of 1 ms took {took} ms");
    drop(driver);
    while !inbox.is_empty() {
        inbox.next().await;
    }
    sleep(50).await;
    assert!(inbox.is_empty(), "it goes on");
}

#[wasm_bindgen_test]
async fn lanes_that_cannot_start_from_their_address_run_all_the_same() {
    let (_driver, inbox) = start(sleeping(), &request(10, 2), &address("/static/no-such-file.js"));
    began(&inbox).await;
    let (trace, _) = finish(&inbox).await;
    assert_eq!(trace.end.map(|end| end.outcome), Some(Outcome::Finished));
}

#[wasm_bindgen_test]
async fn dropping_a_run_while_it_tells_something_is_fine() {
    let held: Rc<RefCell<Option<Rc<Driver>>>> = Rc::default();
    let told = Inbox::default();
    let (holder, tell) = (Rc::clone(&held), told.sender());
    let post = move |message| {
        drop(holder.take());
        tell(message);
    };
    *held.borrow_mut() = Some(start_with(sleeping(), &request(10, 0), &lane_url(), post));
    began(&told).await;
    // What came with it was on its way already.
    while !told.is_empty() {
        told.next().await;
    }
    sleep(200).await;
    assert!(told.is_empty(), "it goes on");
}
