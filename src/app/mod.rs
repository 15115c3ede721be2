//! The page: Yew components. They hold no rules about Python and no geometry.
//!
//! [`state`], [`address`], [`track`], [`playhead`], [`inspect`], [`window`], [`race`], [`gesture`] and [`keys`] are pure and know no browser. The rest draws what is in the state and turns what a
//! reader does into [`state::Action`]s.

pub mod address;
pub mod gesture;
pub mod inspect;
pub mod keys;
pub mod playhead;
pub mod race;
pub mod state;
pub mod track;
pub mod window;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod card;
#[cfg(target_arch = "wasm32")]
mod chart;
#[cfg(target_arch = "wasm32")]
mod code;
#[cfg(target_arch = "wasm32")]
mod console;
#[cfg(target_arch = "wasm32")]
mod controls;
#[cfg(target_arch = "wasm32")]
mod drawing;
#[cfg(target_arch = "wasm32")]
mod head;
#[cfg(target_arch = "wasm32")]
mod load;
#[cfg(target_arch = "wasm32")]
mod markup;
#[cfg(target_arch = "wasm32")]
mod motion;
#[cfg(target_arch = "wasm32")]
mod nav;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod part;
#[cfg(target_arch = "wasm32")]
mod player;
#[cfg(target_arch = "wasm32")]
mod theme;
#[cfg(target_arch = "wasm32")]
mod transport;
#[cfg(target_arch = "wasm32")]
mod viewbar;
#[cfg(target_arch = "wasm32")]
mod watch;
#[cfg(target_arch = "wasm32")]
mod words;

#[cfg(target_arch = "wasm32")]
pub use page::Page;

/// Draws the page into the element `#app`, or into the body where there is none.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    match browser::document().and_then(|document| document.get_element_by_id("app")) {
        Some(root) => yew::Renderer::<Page>::with_root(root).render(),
        None => yew::Renderer::<Page>::new().render(),
    };
}
