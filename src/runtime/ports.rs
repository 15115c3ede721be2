//! What the interpreter worker needs of the browser to hear and to speak. web-sys has all of this, once for each kind
//! of object and with a way out for errors that cannot be: several times the code.

use alloc::vec::Vec;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort};

#[wasm_bindgen]
extern "C" {
    /// Tells the page something. Transferred is what is in an array, if any is given.
    #[wasm_bindgen(js_name = postMessage)]
    pub(super) fn post_to_page(message: &JsValue, transfer: &JsValue);

    /// The worker itself.
    #[wasm_bindgen(js_name = self)]
    type Worker;

    #[wasm_bindgen(static_method_of = Worker, js_class = "self", setter, js_name = onmessage)]
    fn set_heard(heard: &JsValue);

    /// `target.set(from)`. js-sys's own looks at the lengths first, and says at length what is wrong with them.
    #[wasm_bindgen(js_namespace = ["Uint8Array", "prototype", "set"], js_name = call)]
    fn copy(target: &mut [u8], from: &Uint8Array);

    /// A message channel.
    pub(super) type MessageChannel;

    #[wasm_bindgen(constructor)]
    pub(super) fn new() -> MessageChannel;

    #[wasm_bindgen(method, getter)]
    pub(super) fn port1(this: &MessageChannel) -> MessagePort;

    #[wasm_bindgen(method, getter)]
    pub(super) fn port2(this: &MessageChannel) -> MessagePort;

    /// An end of it.
    type Port;

    #[wasm_bindgen(method, js_name = postMessage)]
    fn post(this: &Port, message: &JsValue);

    #[wasm_bindgen(method, setter, js_name = onmessage)]
    fn set_heard(this: &Port, heard: &JsValue);

    #[wasm_bindgen(method)]
    fn close(this: &Port);
}

/// Has a function called with each message of the page.
pub(super) fn hear_page(heard: &JsValue) {
    Worker::set_heard(heard);
}

/// Has a function called with each message that comes to a port.
pub(super) fn hear(port: &MessagePort, heard: &JsValue) {
    port.unchecked_ref::<Port>().set_heard(heard);
}

/// Sends a message through a port.
pub(super) fn post(port: &MessagePort, message: &JsValue) {
    port.unchecked_ref::<Port>().post(message);
}

/// Ends a port: nothing is heard from it any more.
pub(super) fn close(port: &MessagePort) {
    hear(port, &JsValue::NULL);
    port.unchecked_ref::<Port>().close();
}

/// The bytes that a message consists of.
pub(super) fn bytes(event: &MessageEvent) -> Vec<u8> {
    let data = Uint8Array::new(&event.data());
    let mut bytes = vec![0; data.length() as usize];
    copy(&mut bytes, &data);
    bytes
}
