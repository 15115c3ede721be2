//! The browser runtime in a real browser, inside a worker, as it is in a run. `wasm-bindgen-test-runner` runs it
//! with the driver that `CHROMEDRIVER` names and the arguments in `webdriver.json`.
#![cfg(target_arch = "wasm32")]

mod driver;
mod lanes;
mod nearby;
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
