//! The page's part in lane workers, played by the tests.

use std::rc::Rc;

use tasklanes::runtime::lane_workers::LaneWorkers;
use tasklanes::runtime::lanes::Host;
use tasklanes::runtime::protocol::Trouble;
use web_sys::MessagePort;

/// Starts lane workers from here, as the page does.
pub(crate) struct Nearby {
    workers: LaneWorkers,
    trouble: Rc<dyn Fn(Trouble)>,
}

impl Nearby {
    /// From the script at `url`; `trouble` is told, from the event loop, of what goes wrong.
    pub(crate) fn new(url: &str, trouble: impl Fn(Trouble) + 'static) -> Self {
        Self { workers: LaneWorkers::new(url), trouble: Rc::new(trouble) }
    }

    /// How many workers there are.
    pub(crate) fn count(&self) -> usize {
        self.workers.count()
    }
}

impl Host for Nearby {
    fn open(&self, number: u32, port: &MessagePort) {
        let trouble = Rc::clone(&self.trouble);
        if let Err(at_once) = self.workers.open(number, port, move |later| trouble(later)) {
            let trouble = Rc::clone(&self.trouble);
            wasm_bindgen_futures::spawn_local(async move { trouble(at_once) });
        }
    }

    fn close(&self, number: u32) {
        self.workers.close(number);
    }
}
