//! The worker's side of the messages: objects of JavaScript, read and written.

use alloc::string::String;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;

use super::{Compiled, Listing, compile, read};
use crate::catalogue::draft::{Draft, Error};
use crate::python::{Diagnostic, Knob, KnobKind};
use crate::share::{Shared, pack, unpack};

/// Answers a request: the answer without its `id`, and what of it is transferred.
#[must_use]
pub fn answer(request: &JsValue) -> Array {
    let moved = Array::new();
    let answer = match text(request, "do").as_str() {
        "compile" => compiled(request, &moved),
        "read" => match read(&Uint8Array::new(&get(request, "built")).to_vec()) {
            Ok(listing) => listing_object(&listing),
            Err(reason) => failed(&reason),
        },
        "pack" => match pack(&shared(request)) {
            Ok(link) => object(&[("text", link.into())]),
            Err(refused) => failed(&refused.to_string()),
        },
        "unpack" => match unpack(&text(request, "text")) {
            Ok(shared) => object(&[("shared", shared_object(shared))]),
            Err(refused) => failed(&refused.to_string()),
        },
        _ => failed("The compiler worker does not know this request: the page is of another version. Reload."),
    };
    Array::of2(&answer, &moved)
}

fn compiled(request: &JsValue, moved: &Array) -> JsValue {
    let [name, file, title, lead, source] = ["name", "file", "title", "lead", "source"].map(|key| text(request, key));
    let original = get(request, "original").as_string();
    let draft = Draft {
        id: &name,
        title: &title,
        lead: &lead,
        file: &file,
        source: &source,
        original: original.as_deref(),
        notebook: get(request, "notebook").is_truthy(),
        cpus: number(request, "cpus"),
        seed: number(request, "seed"),
    };
    match compile(draft) {
        Ok(Compiled { built, program, knobs }) => {
            let [built, program] = [built, program].map(|bytes| Uint8Array::from(bytes.as_slice()));
            moved.push(&built.buffer());
            moved.push(&program.buffer());
            let knobs: Array = knobs.iter().map(knob).collect();
            object(&[("built", built.into()), ("program", program.into()), ("knobs", knobs.into())])
        }
        Err(Error::Diagnostics(_, diagnostics)) => {
            let diagnostics: Array = diagnostics.iter().map(diagnostic).collect();
            object(&[("diagnostics", diagnostics.into())])
        }
        Err(Error::Other(message)) => failed(&message),
    }
}

fn listing_object(of: &Listing) -> JsValue {
    object(&[
        ("title", (&of.title).into()),
        ("file", (&of.file).into()),
        ("source", (&of.source).into()),
        ("cpus", of.cpus.into()),
        ("seed", of.seed.into()),
    ])
}

fn diagnostic(of: &Diagnostic) -> JsValue {
    object(&[
        ("line", of.line.into()),
        ("column", of.column.into()),
        ("endLine", of.end.0.into()),
        ("endColumn", of.end.1.into()),
        ("message", (&of.message).into()),
        ("hint", of.hint.as_ref().map_or(JsValue::UNDEFINED, Into::into)),
    ])
}

fn knob(of: &Knob) -> JsValue {
    let kind = match of.kind {
        KnobKind::Seconds => "seconds",
        KnobKind::Count => "count",
    };
    object(&[
        ("line", of.line.into()),
        ("column", of.column.into()),
        ("length", of.length.into()),
        ("kind", kind.into()),
        ("min", of.min.into()),
        ("max", of.max.into()),
        ("step", of.step.into()),
        ("label", (&of.label).into()),
        ("value", of.value.into()),
    ])
}

fn shared(request: &JsValue) -> Shared {
    let [source, file, title, original] = ["source", "file", "title", "original"].map(|key| text(request, key));
    Shared { source, file, title, notebook: get(request, "notebook").is_truthy(), original }
}

fn shared_object(of: Shared) -> JsValue {
    object(&[
        ("source", of.source.into()),
        ("file", of.file.into()),
        ("title", of.title.into()),
        ("notebook", of.notebook.into()),
        ("original", of.original.into()),
    ])
}

fn failed(reason: &str) -> JsValue {
    object(&[("error", reason.into())])
}

fn object(parts: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in parts {
        // A new object takes everything.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

/// A part of an object; undefined where there is none.
fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, which is what is wanted")]
fn number(object: &JsValue, key: &str) -> u32 {
    get(object, key).as_f64().unwrap_or(0.0) as u32
}
