//! Markup as text, for what is only looked at.
//!
//! An element that is built by the framework costs some 500 bytes of WebAssembly, one that is written as text some fifty;
//! and where much of it changes at once, the browser reads text sooner than the framework compares trees. What can be
//! pressed or focused stays the framework's.

use yew::prelude::*;

/// Markup in the making. Whatever is written is escaped.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Begins an element. An attribute without a value is left out.
    pub(super) fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) -> &mut Self {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
        self
    }

    /// Ends an element.
    pub(super) fn close(&mut self, tag: &str) -> &mut Self {
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
        self
    }

    /// An element with nothing in it but text.
    pub(super) fn element(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    /// Text, as it is.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for char in text.chars() {
            match char {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                _ => self.0.push(char),
            }
        }
        self
    }

    /// The text, to be kept.
    pub(super) fn done(self) -> AttrValue {
        AttrValue::from(self.0)
    }

    /// A part of the page.
    pub(super) fn html(self) -> Html {
        raw(&self.done())
    }
}

/// Markup that was made here, as a part of the page.
pub(super) fn raw(markup: &AttrValue) -> Html {
    Html::from_html_unchecked(markup.clone())
}
