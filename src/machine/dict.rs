//! Dicts and sets: insertion-ordered hash tables of values.

use core::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHasher};

use super::classes::defines;
use super::heap::{Heap, Object};
use super::native::Raise;
use super::value::{Ref, Value};

/// A key as the table compares it: equal keys are equal Python values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    None,
    Int(i64),
    /// Bits of a float that is no whole number.
    Float(u64),
    Str(Rc<str>),
    Tuple(Rc<[Key]>),
    /// An object that is equal only to itself.
    Identity(Ref),
    /// Anything else that is equal only to itself, by what tells it apart.
    Other(u64),
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::None => 0_u8.hash(state),
            Self::Int(int) => int.hash(state),
            Self::Float(bits) | Self::Other(bits) => bits.hash(state),
            Self::Str(text) => text.hash(state),
            Self::Tuple(items) => items.hash(state),
            Self::Identity(at) => at.hash(state),
        }
    }
}

impl Key {
    /// A number for `hash()`.
    pub(crate) fn number(&self) -> i64 {
        if let Self::Int(int) = self {
            return *int;
        }
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        i64::from_ne_bytes(hasher.finish().to_ne_bytes()) >> 3
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
    let mut hasher = FxHasher::default();
    Ok(match value {
        Value::Unbound | Value::None => Key::None,
        Value::Bool(value) => Key::Int(i64::from(value)),
        Value::Int(int) => Key::Int(int),
        Value::Float(float) => super::operators::whole(float).map_or(Key::Float(float.to_bits()), Key::Int),
        Value::Object(at) => match heap.get(at) {
            Some(Object::Str(text)) => Key::Str(text.clone()),
            Some(Object::Tuple(items)) if depth < DEPTH => {
                let keys: Result<Vec<_>, _> = items.iter().map(|&item| nested_key(heap, item, depth + 1)).collect();
                Key::Tuple(keys?.into())
            }
            Some(Object::Tuple(_)) => {
                return Err(Raise::type_error("tuples as keys are supported up to 100 levels deep"));
            }
            Some(Object::List(_) | Object::Dict(_) | Object::Set(_) | Object::Slice(_)) => {
                let name = heap.class_name(value);
                return Err(Raise::type_error(format!("unhashable type: '{name}'")));
            }
            // Objects that are equal share a key: the first of them.
            Some(_) if heap.defines(value, defines::HASH) => match heap.ask("_key", None, &[value])? {
                Value::Object(first) => Key::Identity(first),
                _ => Key::Identity(at),
            },
            Some(_) | None => Key::Identity(at),
        },
        Value::Method(at, name) => {
            (at, name, 1_u8).hash(&mut hasher);
            Key::Other(hasher.finish())
        }
        Value::Type(class) => {
            (class, 2_u8).hash(&mut hasher);
            Key::Other(hasher.finish())
        }
        Value::Native(native) => {
            (native, 3_u8).hash(&mut hasher);
            Key::Other(hasher.finish())
        }
        Value::Module(module) => {
            (module, 4_u8).hash(&mut hasher);
            Key::Other(hasher.finish())
        }
        Value::Ellipsis => Key::Other(u64::MAX),
        Value::NotImplemented => Key::Other(u64::MAX - 1),
    })
}

/// A dict; as a set, all its values are `None`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dict {
    index: FxHashMap<Key, usize>,
    /// In order of insertion; removed ones leave a gap until the next growth.
    entries: Vec<Option<(Key, Value, Value)>>,
}

impl Dict {
    pub(crate) fn len(&self) -> usize {
        self.index.len()
    }

    pub(crate) fn get(&self, key: &Key) -> Option<Value> {
        let at = *self.index.get(key)?;
        self.entries.get(at)?.as_ref().map(|&(_, _, value)| value)
    }

    pub(crate) fn contains(&self, key: &Key) -> bool {
        self.index.contains_key(key)
    }

    /// Sets an item; the first of equal keys stays the key.
    pub(crate) fn set(&mut self, key: Key, name: Value, value: Value) {
        if let Some(entry) = self.index.get(&key).and_then(|&at| self.entries.get_mut(at)) {
            if let Some((_, _, old)) = entry {
                *old = value;
            }
            return;
        }
        if self.entries.len() > 2 * self.index.len() + 8 {
            self.entries.retain(Option::is_some);
            for (at, entry) in self.entries.iter().enumerate() {
                if let Some(place) = entry.as_ref().and_then(|(key, ..)| self.index.get_mut(key)) {
                    *place = at;
                }
            }
        }
        self.index.insert(key.clone(), self.entries.len());
        self.entries.push(Some((key, name, value)));
    }

    pub(crate) fn remove(&mut self, key: &Key) -> Option<Value> {
        let at = self.index.remove(key)?;
        self.entries.get_mut(at)?.take().map(|(_, _, value)| value)
    }

    /// Keys and values in order.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (Value, Value)> {
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

    /// Its keys, as the table compares them.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.entries.iter().flatten().map(|(key, ..)| key)
    }
}
