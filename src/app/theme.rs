//! Light, dark, or as the system has it.

use yew::prelude::*;

use super::browser;
use super::markup::Markup;

/// Where the choice is kept; `static/start.js` reads it before the first paint.
const KEY: &str = "tasklanes-theme";

/// The choice. The system's stands for no choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    System,
    Light,
    Dark,
}

impl Choice {
    fn name(self) -> &'static str {
        match self {
            Self::System => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What the button goes to.
    pub(super) fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// As the document's root has it.
    pub(super) fn current() -> Self {
        let root = browser::document().and_then(|document| document.document_element());
        match root.and_then(|root| root.get_attribute("data-theme")).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Shows it and keeps it. A page that may not store anything (a sandboxed frame) still shows it.
    pub(super) fn apply(self) {
        let Some(root) = browser::document().and_then(|document| document.document_element()) else { return };
        let storage = browser::window().and_then(|window| window.local_storage().ok().flatten());
        let _ = if self == Self::System {
            root.remove_attribute("data-theme").and(storage.map_or(Ok(()), |storage| storage.remove_item(KEY)))
        } else {
            let name = self.name();
            root.set_attribute("data-theme", name).and(storage.map_or(Ok(()), |storage| storage.set_item(KEY, name)))
        };
    }
}

/// The button that goes from one to the next.
pub(super) fn button(choice: Choice, onclick: Callback<MouseEvent>) -> Html {
    let icon = match choice {
        Choice::System => {
            r#"<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 2a6 6 0 0 1 0 12z"/>"#
        }
        Choice::Light => {
            r#"<circle cx="8" cy="8" r="3"/><path d="M8 .8v2M8 13.2v2M.8 8h2M13.2 8h2M2.9 2.9l1.4 1.4M11.7 11.7l1.4 1.4M2.9 13.1l1.4-1.4M11.7 4.3l1.4-1.4" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>"#
        }
        Choice::Dark => r#"<path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z"/>"#,
    };
    let mut out = Markup::default();
    out.put(r#"<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">"#, &[]);
    out.put(icon, &[]);
    let name = choice.name();
    out.put("</svg><span>@</span>", &[name]);
    let label = format!("Theme: {name}");
    html! {
        <button type="button" class="theme" {onclick} aria-label={label.clone()} title={label} ~innerHTML={out.inside()}></button>
    }
}
