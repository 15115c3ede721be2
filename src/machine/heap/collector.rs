//! The collector: counts bytes, and frees what nothing refers to. Mark and sweep, from the globals and the roots that are
//! given.

use super::{COLLECT_FIRST, GeneratorState, Heap, Iteration, Object, SLOT};
use crate::machine::native::Raise;
use crate::machine::value::{ExceptionType, Ref, Type, Value};

impl Heap {
    /// Counts bytes that an object is about to grow by.
    ///
    /// # Errors
    /// `MemoryError` where that passes the limit.
    pub(crate) fn grow(&mut self, bytes: usize) -> Result<(), Raise> {
        if self.bytes.saturating_add(bytes) > self.limit {
            // What could be freed is only known after a collection: ask for one, and for the benefit of a doubt
            // let the program go on to it if the rest of the limit suffices twice over.
            self.collect_at = 0;
            if bytes > self.limit / 2 || self.bytes.saturating_add(bytes) > self.limit.saturating_mul(2) {
                return Err(Raise::new(ExceptionType::MemoryError, ""));
            }
        }
        self.bytes += bytes;
        Ok(())
    }

    /// For texts and lists that are made piece by piece: whether `more` bytes still fit.
    ///
    /// # Errors
    /// `MemoryError` where they do not.
    pub(crate) fn fits(&self, more: usize) -> Result<(), Raise> {
        if self.bytes.saturating_add(more) > self.limit.saturating_mul(2) {
            return Err(Raise::new(ExceptionType::MemoryError, ""));
        }
        Ok(())
    }

    /// How many bytes are in use or were given up since the last collection, about.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether it is time to [`Heap::collect`].
    #[must_use]
    pub fn wants_collection(&self) -> bool {
        self.bytes >= self.collect_at
    }

    /// Frees every object that cannot be reached from the globals and the given roots, but for those of which
    /// something is to be said first (`take_missed`).
    ///
    /// # Errors
    /// `MemoryError` where even then too much is in use.
    pub fn collect(&mut self, roots: impl FnOnce(&mut dyn FnMut(Value))) -> Result<(), Raise> {
        let mut marked = vec![false; self.slots.len()];
        let mut work = Vec::new();
        let mut reach = |value: Value| {
            if let Some(at) = referred(value)
                && let Some(mark @ false) = marked.get_mut(at.0 as usize)
            {
                *mark = true;
                work.push(at);
            }
        };
        for at in 0..self.permanent {
            reach(Value::Object(Ref(u32::try_from(at).unwrap_or(u32::MAX))));
        }
        self.answers.iter().for_each(|&value| reach(value));
        self.globals.iter().flatten().for_each(|&value| reach(value));
        roots(&mut reach);
        self.mark(&mut marked, &mut work);
        for (at, slot) in self.slots.iter().enumerate() {
            if slot.as_ref().is_some_and(is_missed) && marked.get(at) == Some(&false) {
                self.missed.push(Ref(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        work.extend(&self.missed);
        for at in &self.missed {
            if let Some(mark) = marked.get_mut(at.0 as usize) {
                *mark = true;
            }
        }
        self.mark(&mut marked, &mut work);
        self.bytes = 0;
        self.free.clear();
        for (at, (slot, marked)) in self.slots.iter_mut().zip(marked).enumerate() {
            if marked && let Some(object) = slot {
                self.bytes += SLOT + owned(object);
            } else {
                *slot = None;
                self.free.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        if self.bytes >= self.limit {
            // Some room in which to handle it.
            self.collect_at = self.bytes + self.limit / 8;
            return Err(Raise::new(ExceptionType::MemoryError, ""));
        }
        self.collect_at = (self.bytes * 2).max(COLLECT_FIRST).min(self.limit);
        Ok(())
    }

    /// Whether twice as much is in use as may be, whatever the program was told.
    pub(crate) fn is_beyond_help(&self) -> bool {
        self.bytes / 2 >= self.limit
    }

    /// Marks everything that what is marked refers to.
    fn mark(&self, marked: &mut [bool], work: &mut Vec<Ref>) {
        while let Some(at) = work.pop() {
            if let Some(object) = self.get(at) {
                visit(object, &mut |value| {
                    if let Some(at) = referred(value)
                        && let Some(mark @ false) = marked.get_mut(at.0 as usize)
                    {
                        *mark = true;
                        work.push(at);
                    }
                });
            }
        }
    }

    /// Objects that nothing refers to, and of which there is something to say before they are freed: tasks that have
    /// not ended, exceptions that nobody has seen, coroutines that were never awaited.
    pub(crate) fn take_missed(&mut self) -> Vec<Ref> {
        std::mem::take(&mut self.missed)
    }

    /// All objects of which there would be something to say.
    pub(crate) fn miss_all(&self) -> Vec<Ref> {
        let missed = self.slots.iter().enumerate().filter(|(_, slot)| slot.as_ref().is_some_and(is_missed));
        missed.map(|(at, _)| Ref(u32::try_from(at).unwrap_or(u32::MAX))).collect()
    }
}

/// The object that a value keeps alive.
fn referred(value: Value) -> Option<Ref> {
    match value {
        Value::Object(at) | Value::Method(at, _) | Value::Type(Type::User(at)) => Some(at),
        _ => None,
    }
}

/// Whether there is something to say of an object when it is freed.
fn is_missed(object: &Object) -> bool {
    match object {
        Object::Future(future) => future.is_missed(),
        Object::Generator(generator) => generator.is_never_awaited(),
        _ => false,
    }
}

/// How many bytes an object owns beyond its slot, about.
pub(super) fn owned(object: &Object) -> usize {
    const VALUE: usize = size_of::<Value>();
    match object {
        Object::Str(text) => text.len() + 16,
        Object::List(values) => values.capacity() * VALUE,
        Object::Tuple(values) => values.len() * VALUE + 16,
        Object::Dict(dict) | Object::Set(dict) => dict.len() * 64,
        Object::Slice(_) => 3 * VALUE,
        Object::Function(_) => 96,
        Object::Exception(_) | Object::Generator(_) | Object::Future(_) => 320,
        Object::Class(class) => 200 + class.attributes.size(),
        Object::Instance { attributes, .. } => attributes.size(),
        Object::Iterator(_) => 16,
        Object::Range { .. }
        | Object::Cell(_)
        | Object::Plain
        | Object::View { .. }
        | Object::Bound { .. }
        | Object::AsyncStep { .. }
        | Object::Super { .. } => 0,
    }
}

#[inline(never)]
fn visit_all(values: &[Value], reach: &mut dyn FnMut(Value)) {
    for &value in values {
        reach(value);
    }
}

fn visit(object: &Object, reach: &mut dyn FnMut(Value)) {
    match object {
        Object::Str(_) | Object::Plain | Object::Range { .. } => {}
        Object::List(values) => visit_all(values, reach),
        Object::Tuple(values) => visit_all(values, reach),
        Object::Dict(dict) | Object::Set(dict) => dict.iter().for_each(|(key, value)| {
            reach(key);
            reach(value);
        }),
        Object::Slice(parts) => visit_all(&**parts, reach),
        Object::Cell(value) => reach(*value),
        Object::Function(function) => {
            visit_all(&function.defaults, reach);
            function.keyword_defaults.iter().for_each(|&(_, value)| reach(value));
            function.attributes.visit(reach);
            function.cells.iter().for_each(|&cell| reach(Value::Object(cell)));
        }
        Object::Exception(exception) => {
            visit_all(&exception.arguments, reach);
            reach(exception.cause);
            reach(exception.context);
            exception.attributes.visit(reach);
            reach(Value::Type(exception.type_of()));
        }
        Object::Class(class) => {
            class.attributes.visit(reach);
            class.order.iter().for_each(|&class| reach(Value::Type(class)));
        }
        Object::Instance { class, attributes } => {
            reach(Value::Object(*class));
            attributes.visit(reach);
        }
        Object::Bound { function, receiver } => {
            reach(*function);
            reach(*receiver);
        }
        Object::AsyncStep { generator, signal } => {
            reach(Value::Object(*generator));
            reach(signal.value());
        }
        Object::Super { class, receiver } => {
            reach(Value::Type(*class));
            reach(*receiver);
        }
        Object::View { of, .. } => reach(Value::Object(*of)),
        Object::Iterator(iteration) => match iteration {
            Iteration::Sequence { of, .. } => reach(*of),
            Iteration::Dict { of, .. } | Iteration::Enumerate { of, .. } => reach(Value::Object(*of)),
            Iteration::Zip { of } => of.iter().for_each(|&of| reach(Value::Object(of))),
            Iteration::Range { .. } => {}
        },
        Object::Generator(generator) => {
            if let GeneratorState::Suspended(frame) = &generator.state {
                frame.visit(reach);
            }
        }
        Object::Future(future) => future.visit(reach),
    }
}
