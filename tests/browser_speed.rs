//! How long a simulation takes in a browser's worker: `scripts/bench` compiles the programs of `benches/` and runs this
//! as it is released. The machine is the interpreter worker's.
#![cfg(target_arch = "wasm32")]

#[path = "browser_runtime/support.rs"]
#[expect(dead_code, reason = "shared")]
mod support;

use support::address;
use tasklanes::kernel::Config;
use tasklanes::program::Program;
use tasklanes::runtime::clock::Wall;
use tasklanes::simulate::simulate;
use tasklanes::trace::Outcome;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen(
    inline_js = "export async function load(url) { return new Uint8Array(await (await fetch(url)).arrayBuffer()); }"
)]
extern "C" {
    async fn load(url: &str) -> js_sys::Uint8Array;
}

const RUNS: usize = 5;

#[wasm_bindgen_test]
async fn simulations() {
    for name in ["gather", "queue"] {
        for count in [1_000, 10_000, 100_000] {
            let bytes = load(&address(&format!("/target/bench/{name}-{count}.program"))).await.to_vec();
            let program = Program::decode(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut times: Vec<f64> = (0..RUNS).map(|_| run(program.clone())).collect();
            times.sort_by(f64::total_cmp);
            let median = times[RUNS / 2];
            console_log!(
                "{name}/{count}: {median:.1} ms in the median of {RUNS}, {:.2} µs each",
                median * 1e3 / f64::from(count)
            );
        }
    }
}

fn run(program: Program) -> f64 {
    let begin = Wall::now();
    let trace = simulate(program, Config::default()).unwrap_or_else(|reason| panic!("{reason}"));
    let took = Wall::now().0 - begin.0;
    assert_eq!(trace.end.map(|end| end.outcome), Some(Outcome::Finished));
    took
}
