//! Puts the rows' markup into the document, past the framework.
//!
//! A chart has hundreds of pieces of markup and in each frame some of them change. They have no listeners and no focus, so
//! that all there is to do is to hand the browser the text of those that did: the framework would compare all of them.

use std::rc::Rc;

use web_sys::Element;
use yew::NodeRef;

const SVG: &str = "http://www.w3.org/2000/svg";

/// An image, with an element for each piece of markup. What stays the same stays in the document: of each text that goes with an
/// element in it, `WebKitGTK` (2.50) keeps some kilobytes for good.
#[derive(Debug, Default)]
pub(super) struct Layer {
    image: Option<Element>,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    key: u64,
    class: &'static str,
    markup: Rc<str>,
    element: Element,
}

impl Layer {
    /// Makes an image show these pieces, in this order. A piece is known by its key, has a class, and is read again only when
    /// its text has changed.
    pub(super) fn show<'a>(&mut self, image: &NodeRef, pieces: impl Iterator<Item = (u64, &'static str, &'a Rc<str>)>) {
        let Some(image) = image.cast::<Element>() else { return };
        if self.image.as_ref() != Some(&image) {
            *self = Self { image: Some(image.clone()), pieces: Vec::new() };
        }
        let mut at = 0;
        for (key, class, markup) in pieces {
            // What was there comes in the same order: what is passed over has gone.
            let known = self.pieces.get(at..).unwrap_or_default().iter().position(|piece| piece.key == key);
            if let Some(gone) = known {
                self.pieces.drain(at..at + gone).for_each(Piece::remove);
            } else {
                let Some(element) = new_element(&image, self.pieces.get(at)) else { return };
                self.pieces.insert(at, Piece { key, class: "", markup: Rc::from(""), element });
            }
            if let Some(piece) = self.pieces.get_mut(at) {
                if piece.class != class {
                    // Fails for names of attributes that are none.
                    let _ = piece.element.set_attribute("class", class);
                    piece.class = class;
                }
                if piece.markup != *markup {
                    piece.element.set_inner_html(markup);
                    piece.markup = Rc::clone(markup);
                }
            }
            at += 1;
        }
        self.pieces.drain(at..).for_each(Piece::remove);
    }
}

impl Piece {
    /// Its content goes at once, it itself when the script's garbage is collected.
    fn remove(self) {
        self.element.set_inner_html("");
        self.element.remove();
    }
}

/// An empty group in an image, before that of a piece or at the end.
fn new_element(image: &Element, next: Option<&Piece>) -> Option<Element> {
    let element = image.owner_document()?.create_element_ns(Some(SVG), "g").ok()?;
    image.insert_before(&element, next.map(|piece| piece.element.as_ref())).ok()?;
    Some(element)
}
