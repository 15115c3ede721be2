//! Dicts and sets: insertion-ordered hash tables of values.

use std::rc::Rc;

use super::classes::defines;
use super::heap::{Heap, Object};
use super::native::Raise;
use super::table::{Table, mix, of_text};
use super::value::{DictPart, Ref, Type, Value};

/// A key as the table compares it: equal keys are equal Python values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    None,
    Int(i64),
    /// Bits of a float that is no whole number.
    Float(u64),
    Str(Rc<str>),
    Tuple(Rc<Vec<Key>>),
    /// An object that is equal only to itself.
    Identity(Ref),
    /// Anything else that is equal only to itself, by what tells it apart.
    Other(u64),
}

impl Key {
    fn hash(&self) -> u64 {
        match self {
            Self::None => 0,
            Self::Int(int) => mix(0, int.cast_unsigned()),
            Self::Float(bits) | Self::Other(bits) => mix(0, *bits),
            Self::Str(text) => of_text(text),
            Self::Tuple(items) => items.iter().fold(1, |hash, item| mix(hash, item.hash())),
            Self::Identity(at) => mix(1, u64::from(at.0)),
        }
    }

    /// A number for `hash()`.
    pub(crate) fn number(&self) -> i64 {
        match self {
            Self::Int(int) => *int,
            key => key.hash().cast_signed() >> 3,
        }
    }
}

/// How deep tuples in keys may be nested.
const DEPTH: usize = 100;

/// The key for a value.
///
/// # Errors
/// `TypeError` for what cannot be hashed.
pub(crate) fn key(heap: &Heap, value: Value) -> Result<Key, Raise> {
    nested_key(heap, value, 0)
}

fn nested_key(heap: &Heap, value: Value, depth: usize) -> Result<Key, Raise> {
    Ok(match value {
        Value::Unbound | Value::None => Key::None,
        Value::Bool(value) => Key::Int(i64::from(value)),
        Value::Int(int) => Key::Int(int),
        Value::Float(float) => super::operators::whole(float).map_or(Key::Float(float.to_bits()), Key::Int),
        Value::Object(at) => match heap.get(at) {
            Some(Object::Str(text)) => Key::Str(text.clone()),
            Some(Object::Tuple(items)) if depth < DEPTH => {
                let mut keys = Vec::with_capacity(items.len());
                for &item in &**items {
                    keys.push(nested_key(heap, item, depth + 1)?);
                }
                Key::Tuple(Rc::new(keys))
            }
            Some(Object::Tuple(_)) => {
                return Err(Raise::type_error("tuples as keys are supported up to 100 levels deep"));
            }
            Some(Object::List(_) | Object::Dict(_) | Object::Set(_) | Object::Slice(_)) => {
                return Err(heap.wrong(value, "unhashable type: '~'"));
            }
            // Objects that are equal share a key: the first of them.
            Some(_) if heap.defines(value, defines::HASH) => match heap.ask("_key", None, &[value])? {
                Value::Object(first) => Key::Identity(first),
                _ => Key::Identity(at),
            },
            Some(_) | None => Key::Identity(at),
        },
        Value::Method(at, name) => Key::Other(1 << 63 | u64::from(at.0) << 32 | u64::from(name.0)),
        Value::Type(Type::User(at)) => Key::Other(2 << 32 | u64::from(at.0)),
        Value::Type(class) => Key::Other(of_text(class.name()) | 3 << 61),
        Value::Native(native) => Key::Other(4 << 32 | native as u64),
        Value::Module(module) => Key::Other(5 << 32 | u64::from(module.0.0)),
        Value::Ellipsis => Key::Other(6 << 32),
        Value::NotImplemented => Key::Other(7 << 32),
    })
}

/// A dict; as a set, all its values are `None`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dict {
    table: Table,
    /// In order of insertion; removed ones leave a gap until the table is full.
    entries: Vec<Option<(Key, Value, Value)>>,
    length: usize,
}

impl Dict {
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    fn find(&self, key: &Key) -> Option<usize> {
        let same = |at: usize| matches!(self.entries.get(at), Some(Some((other, ..))) if other == key);
        self.table.find(key.hash(), same)
    }

    pub(crate) fn get(&self, key: &Key) -> Option<Value> {
        self.entries.get(self.find(key)?)?.as_ref().map(|&(_, _, value)| value)
    }

    pub(crate) fn contains(&self, key: &Key) -> bool {
        self.find(key).is_some()
    }

    /// Sets an item; the first of equal keys stays the key.
    pub(crate) fn set(&mut self, key: Key, name: Value, value: Value) {
        if let Some(entry) = self.find(&key).and_then(|at| self.entries.get_mut(at)) {
            if let Some((_, _, old)) = entry {
                *old = value;
            }
            return;
        }
        if self.table.is_full(self.entries.len()) {
            self.entries.retain(Option::is_some);
            self.table.clear(self.length);
            for (at, (key, ..)) in self.entries.iter().flatten().enumerate() {
                self.table.add(key.hash(), at);
            }
        }
        self.table.add(key.hash(), self.entries.len());
        self.entries.push(Some((key, name, value)));
        self.length += 1;
    }

    pub(crate) fn remove(&mut self, key: &Key) -> Option<Value> {
        let at = self.find(key)?;
        let (_, _, value) = self.entries.get_mut(at)?.take()?;
        self.length -= 1;
        Some(value)
    }

    /// Keys and values in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Value, Value)> {
        self.entries.iter().flatten().map(|&(_, name, value)| (name, value))
    }

    /// The first item at or after a place among the entries, and the place after it.
    pub(crate) fn after(&self, mut place: usize) -> Option<(Value, Value, usize)> {
        loop {
            let entry = self.entries.get(place)?;
            place += 1;
            if let Some((_, name, value)) = entry {
                return Some((*name, *value, place));
            }
        }
    }

    /// All its keys, or all its values.
    pub(crate) fn part(&self, what: DictPart) -> Vec<Value> {
        let mut values = Vec::with_capacity(self.length);
        for (key, value) in self.iter() {
            values.push(if what == DictPart::Values { value } else { key });
        }
        values
    }

    /// Keys as the table compares them, keys and values, in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &(Key, Value, Value)> {
        self.entries.iter().flatten()
    }

    /// Whether another one has all its keys.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.entries().all(|(key, ..)| other.contains(key))
    }
}
