//! Parts of the page that are drawn anew only when what they show has changed.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

/// The parts as they were drawn last, by the name they go by.
#[derive(Default)]
pub(super) struct Parts(RefCell<Vec<(&'static str, Rc<Drawn>)>>);

struct Drawn {
    /// Other numbers mean that it looks different.
    version: Vec<u32>,
    html: Html,
}

impl Parts {
    /// A part of the page, drawn where the numbers of `version` are not those of the last time: whatever `draw`
    /// reads and may change has to be told by them.
    pub(super) fn part(&self, name: &'static str, version: &[u32], draw: impl FnOnce() -> Html) -> Html {
        let drawn = self.last(name, version).unwrap_or_else(|| self.keep(name, version, draw()));
        html! { <Part key={name} {drawn}/> }
    }

    fn last(&self, name: &'static str, version: &[u32]) -> Option<Rc<Drawn>> {
        let parts = self.0.borrow();
        let (_, drawn) = parts.iter().find(|(other, drawn)| *other == name && drawn.version == version)?;
        Some(Rc::clone(drawn))
    }

    fn keep(&self, name: &'static str, version: &[u32], html: Html) -> Rc<Drawn> {
        let drawn = Rc::new(Drawn { version: version.to_vec(), html });
        let mut parts = self.0.borrow_mut();
        parts.retain(|(other, _)| *other != name);
        parts.push((name, Rc::clone(&drawn)));
        drawn
    }
}

#[derive(Clone, Properties)]
struct Props {
    drawn: Rc<Drawn>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.drawn, &other.drawn)
    }
}

/// One component for all parts: what differs is their content.
struct Part;

impl Component for Part {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        ctx.props().drawn.html.clone()
    }
}
