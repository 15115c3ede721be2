//! STAND-IN.
fn main() {
    #[cfg(target_arch = "wasm32")]
    let _ = js_sys::Date::now();
}
