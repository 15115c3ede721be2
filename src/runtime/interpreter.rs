//! The interpreter worker: hears one request of the page, and drives its run.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use std::panic::{self, PanicHookInfo};
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageEvent, MessagePort};

use super::driver::Driver;
use super::lanes::Host;
use super::ports::{bytes, hear_page, post_to_page};
use super::protocol::{Message, PageMessage, Request, WorkerMessage};
use crate::program::Program;

/// In one sentence for the request and the program in it: their own errors' words are nothing that a reader can use.
const UNREADABLE: &str =
    "the program could not be read, perhaps because the page and its worker are of different versions";

/// Makes this worker the interpreter worker: it says that it is ready, takes one [`Request`], then what the page
/// says of lane workers.
pub fn serve() {
    panic::set_hook(Box::new(|panic| give_up(&describe(panic))));
    let mut driver = None;
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event| {
        let refused = match PageMessage::decode(&bytes(&event)) {
            Ok(PageMessage::Trouble(trouble)) => {
                return driver.iter().for_each(|driver: &Driver| driver.trouble(&trouble));
            }
            Ok(PageMessage::Run(request)) => match run(&request) {
                Ok(started) => return driver = Some(started),
                Err(reason) => reason,
            },
            Err(_) => UNREADABLE.into(),
        };
        give_up(&refused);
    });
    // From here on the browser keeps it, for as long as the worker lives.
    hear_page(&heard.into_js_value());
    post(Message::Ready);
}

/// Starts what the page asks for.
fn run(request: &Request) -> Result<Driver, String> {
    let program = Program::decode(&request.program).map_err(|_| UNREADABLE)?;
    Driver::start(program, request, Rc::new(Page), post)
}

/// The page starts and ends lane workers.
struct Page;

impl Host for Page {
    fn open(&self, number: u32, port: &MessagePort) {
        tell(&WorkerMessage::Open(number), &Array::of1(port));
    }

    fn close(&self, number: u32) {
        tell(&WorkerMessage::Close(number), &JsValue::UNDEFINED);
    }
}

/// Tells the page something of the run.
fn post(message: Message) {
    tell(&WorkerMessage::Run(message), &JsValue::UNDEFINED);
}

fn tell(message: &WorkerMessage, transfer: &JsValue) {
    post_to_page(&Uint8Array::from(message.encode().as_slice()), transfer);
}

/// Tells the page of a failure, which it puts into a sentence, without needing anything that may have failed.
fn give_up(reason: &str) {
    post_to_page(&JsValue::from_str(reason), &JsValue::UNDEFINED);
}

fn describe(panic: &PanicHookInfo<'_>) -> String {
    let what = panic.payload_as_str().unwrap_or("no message");
    let (file, line) = panic.location().map_or(("an unknown place", 0), |place| (place.file(), place.line()));
    format!("a fault of the interpreter, not of the program: {what}; {file}, line {line}")
}
