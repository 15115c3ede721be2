//! What the tests share.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_timers::callback::Timeout;
use js_sys::Array;
use web_sys::{Blob, BlobPropertyBag, Url};

/// What was sent and is not yet read.
pub(crate) struct Inbox<T> {
    shared: Rc<RefCell<(VecDeque<T>, Option<Waker>)>>,
}

impl<T> Default for Inbox<T> {
    fn default() -> Self {
        Self { shared: Rc::new(RefCell::new((VecDeque::new(), None))) }
    }
}

impl<T: 'static> Inbox<T> {
    /// Puts things in.
    pub(crate) fn sender(&self) -> impl Fn(T) + 'static {
        let shared = Rc::clone(&self.shared);
        move |item| {
            let mut shared = shared.borrow_mut();
            shared.0.push_back(item);
            if let Some(waker) = shared.1.take() {
                waker.wake();
            }
        }
    }

    /// The next one, when it comes.
    pub(crate) async fn next(&self) -> T {
        poll_fn(|context| {
            let mut shared = self.shared.borrow_mut();
            if let Some(item) = shared.0.pop_front() {
                return Poll::Ready(item);
            }
            shared.1 = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// Whether there is nothing to read.
    pub(crate) fn is_empty(&self) -> bool {
        self.shared.borrow().0.is_empty()
    }
}

/// Lets some time pass: only for showing that nothing happens in it.
pub(crate) async fn sleep(milliseconds: u32) {
    let inbox = Inbox::default();
    let sender = inbox.sender();
    let _timer = Timeout::new(milliseconds, move || sender(()));
    inbox.next().await;
}

/// The address of the lane workers' script: the test server serves the package's folder too.
pub(crate) fn lane_url() -> String {
    address("/static/lane.js")
}

/// The address of a path on the test server, whatever this worker's own address is.
#[expect(clippy::unwrap_used, reason = "a test")]
pub(crate) fn address(path: &str) -> String {
    let origin = js_sys::Reflect::get(&js_sys::global(), &"origin".into()).unwrap().as_string().unwrap();
    origin + path
}

/// An address for a script, in which `LANE` is the address of the lane workers' own script.
#[expect(clippy::unwrap_used, reason = "a test")]
pub(crate) fn script_url(script: &str) -> String {
    let script = format!("const LANE = '{}'; {script}", lane_url());
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &options).unwrap();
    Url::create_object_url_with_blob(&blob).unwrap()
}
