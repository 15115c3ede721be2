//! Markup as text, for what is only looked at.
//!
//! An element that is built by the framework costs some 500 bytes of WebAssembly, one that is written as text some fifty;
//! and where much of it changes at once, the browser reads text sooner than the framework compares trees. What can be
//! pressed or focused stays the framework's.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::motion::push_px;

/// A part of the page that is always the same.
pub(super) fn fixed(markup: &'static str) -> Html {
    Html::from_html_unchecked(AttrValue::Static(markup))
}

/// Markup in the making. Whatever is filled in is escaped.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Writes markup in which each `@` stands for a value, in their order.
    pub(super) fn put(&mut self, markup: &str, values: &[&str]) {
        let mut values = values.iter();
        for (at, part) in markup.split('@').enumerate() {
            if at > 0 {
                self.text(values.next().copied().unwrap_or_default());
            }
            self.0.push_str(part);
        }
    }

    /// As [`Markup::put`], with lengths in CSS pixels.
    pub(super) fn place(&mut self, markup: &str, lengths: &[f64]) {
        let mut lengths = lengths.iter();
        for (at, part) in markup.split('@').enumerate() {
            if at > 0 {
                push_px(&mut self.0, lengths.next().copied().unwrap_or_default());
            }
            self.0.push_str(part);
        }
    }

    /// Writes a text, as it is.
    pub(super) fn text(&mut self, text: &str) {
        for char in text.chars() {
            match char {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                // What the browser's parser would make something else of.
                '\r' => self.0.push_str("&#13;"),
                '\0' => self.0.push('\u{fffd}'),
                _ => self.0.push(char),
            }
        }
    }

    /// The text, to be kept.
    pub(super) fn done(self) -> Rc<str> {
        Rc::from(self.0)
    }

    /// A style, with lengths in CSS pixels in the places of the `@`s: for an element's `~style`, which is set as a property. An
    /// attribute would be forbidden by a strict policy.
    pub(super) fn style(css: &str, lengths: &[f64]) -> JsValue {
        let mut out = Self::default();
        out.place(css, lengths);
        JsValue::from_str(&out.0)
    }

    /// What is in an element, for its `~innerHTML`. Where it is replaced the browser lets go of it at once: to nothing in it does
    /// a script hold on, as to what the framework takes away.
    pub(super) fn inside(self) -> JsValue {
        JsValue::from_str(&self.0)
    }

    /// A part of the page that changes seldom.
    pub(super) fn html(self) -> Html {
        Html::from_html_unchecked(AttrValue::from(self.0))
    }
}
