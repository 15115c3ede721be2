//! The page's handle on a run, in a real browser's page, with scripts that play the interpreter worker.
#![cfg(target_arch = "wasm32")]

#[path = "browser_runtime/support.rs"]
mod support;

use std::cell::RefCell;
use std::rc::Rc;

use support::{Inbox, address, script_url, sleep};
use tasklanes::runtime::page::Run;
use tasklanes::runtime::protocol::{Message, PageMessage, Request, Speed, WorkerMessage};
use tasklanes::time::Micros;
use tasklanes::trace::{Change, End, Outcome};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Worker;

wasm_bindgen_test_configure!(run_in_browser);

fn request() -> Request {
    Request { program: Vec::new(), cpus: 4, seed: 0, speed: Speed(10), warm: 0, lanes: 16 }
}

fn start(url: &str) -> (Run, Inbox<Message>) {
    let inbox = Inbox::default();
    (Run::start_in(Worker::new(url), request(), inbox.sender()), inbox)
}

/// Statements that say something as the interpreter worker does.
fn say(message: &Message) -> String {
    let bytes = WorkerMessage::Run(message.clone()).encode();
    format!("postMessage(new Uint8Array({bytes:?}));")
}

fn end() -> Message {
    Message::Changes(vec![Change::End(End { time: Micros(1), outcome: Outcome::Finished })])
}

async fn failure(inbox: &Inbox<Message>) -> String {
    match inbox.next().await {
        Message::Failed(reason) => reason,
        other => panic!("expected a failure, not {other:?}"),
    }
}

/// That the run at `url` fails with all of `words` in its message, and says nothing more.
async fn check_failure(url: &str, words: &[&str]) {
    let (_run, inbox) = start(url);
    let reason = failure(&inbox).await;
    for word in words {
        assert!(reason.contains(word), "{reason}");
    }
    sleep(50).await;
    assert!(inbox.is_empty(), "it goes on");
}

#[wasm_bindgen_test]
async fn a_missing_worker_script_is_a_failure_that_says_what_to_do() {
    check_failure(&address("/static/no-such-file.js"), &["did not start", "Reload"]).await;
}

#[wasm_bindgen_test]
async fn missing_wasm_is_a_failure_with_the_reason() {
    check_failure(&address("/static/interpreter-loader.js"), &["did not start", "interpreter.js"]).await;
}

#[wasm_bindgen_test]
async fn an_address_that_is_none_is_a_failure() {
    check_failure("http://[", &["did not start"]).await;
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_a_failure() {
    check_failure(&script_url("postMessage(new Uint8Array([250]));"), &["could not be read"]).await;
}

#[wasm_bindgen_test]
async fn the_request_reaches_a_worker_that_is_ready() {
    let script = "onmessage = ({ data }) => postMessage(data.length + ' bytes');".to_owned() + &say(&Message::Ready);
    let (_run, inbox) = start(&script_url(&script));
    assert_eq!(inbox.next().await, Message::Ready);
    let length = PageMessage::Run(request()).encode().len();
    let reason = failure(&inbox).await;
    assert!(reason.contains(&format!("{length} bytes")) && reason.contains("broke off"), "{reason}");
}

#[wasm_bindgen_test]
async fn a_worker_that_breaks_later_is_a_failure_with_the_reason() {
    let script = "onmessage = () => { throw new Error('by design'); };".to_owned() + &say(&Message::Ready);
    let (_run, inbox) = start(&script_url(&script));
    assert_eq!(inbox.next().await, Message::Ready);
    let reason = failure(&inbox).await;
    assert!(reason.contains("by design") && reason.contains("broke off"), "{reason}");
}

#[wasm_bindgen_test]
async fn nothing_comes_after_the_end() {
    let script = say(&Message::Began { at: 1.0 }) + &say(&end()) + &say(&Message::NoBlocking);
    let (_run, inbox) = start(&script_url(&script));
    assert_eq!(inbox.next().await, Message::Began { at: 1.0 });
    assert_eq!(inbox.next().await, end());
    sleep(50).await;
    assert!(inbox.is_empty(), "it goes on");
}

#[wasm_bindgen_test]
async fn a_dropped_run_says_nothing() {
    let (run, inbox) = start(&script_url(&say(&Message::Ready)));
    drop(run);
    sleep(100).await;
    assert!(inbox.is_empty(), "it goes on");
}

#[wasm_bindgen_test]
async fn dropping_a_run_while_it_tells_something_is_fine() {
    let held: Rc<RefCell<Option<Run>>> = Rc::default();
    let inbox = Inbox::default();
    let (holder, tell) = (Rc::clone(&held), inbox.sender());
    let script = say(&Message::Began { at: 1.0 }) + &say(&Message::Began { at: 2.0 });
    let run = Run::start_in(Worker::new(&script_url(&script)), request(), move |message| {
        drop(holder.take());
        tell(message);
    });
    *held.borrow_mut() = Some(run);
    assert_eq!(inbox.next().await, Message::Began { at: 1.0 });
    sleep(50).await;
    assert!(inbox.is_empty(), "it goes on");
}
