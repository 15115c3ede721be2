//! Classes that programs define: making them, looking their attributes up, making instances of them.

use std::rc::Rc;

use super::frame::{Fiber, Then};
use super::heap::{Exception, Heap, Object};
use super::native::{Arguments, Raise};
use super::value::{ExceptionType, Ref, Type, Value};
use super::{Machine, Step, operators};
use crate::program::{CodeKind, Name};

/// Attributes in the order in which they were set. There are few: looking through them is faster than a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attributes(Vec<(Name, Value)>);

impl Attributes {
    pub(crate) fn get(&self, name: Name) -> Option<Value> {
        self.0.iter().find(|(other, _)| *other == name).map(|&(_, value)| value)
    }

    pub(crate) fn set(&mut self, name: Name, value: Value) {
        match self.0.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    pub(crate) fn remove(&mut self, name: Name) -> Option<Value> {
        let at = self.0.iter().position(|&(other, _)| other == name)?;
        super::heap::remove(&mut self.0, at).map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Name, Value)> {
        self.0.iter().copied()
    }

    /// Every value among them.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        self.0.iter().for_each(|&(_, value)| visit(value));
    }

    /// How many bytes they take.
    pub(crate) fn size(&self) -> usize {
        self.0.len() * size_of::<(Name, Value)>()
    }
}

/// A class.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub(crate) name: Rc<str>,
    pub(crate) qualified: Rc<str>,
    /// The index of its module.
    pub(crate) module: usize,
    pub(crate) bases: Rc<[Type]>,
    /// Where attributes are looked for: itself first, `object` last.
    pub(crate) order: Rc<[Type]>,
    pub(crate) attributes: Attributes,
    /// Which of the special methods that matter everywhere it or a class above it defines.
    pub(crate) defines: u16,
}

/// The kinds of special methods that are asked for so often that classes note which ones they define.
pub(crate) mod defines {
    /// `__bool__`, `__len__`.
    pub(crate) const TRUTH: u16 = 1;
    /// `__eq__`, `__ne__`.
    pub(crate) const EQUAL: u16 = 2;
    /// `__hash__`, also as `None`.
    pub(crate) const HASH: u16 = 4;
    /// `__str__`, `__repr__`, `__format__`.
    pub(crate) const TEXT: u16 = 8;
    /// `__get__`, `__set__`, `__delete__`.
    pub(crate) const DESCRIPTOR: u16 = 16;
    /// `__setattr__`, `__delattr__`.
    pub(crate) const SET_ATTRIBUTE: u16 = 32;
    /// Comparisons of order.
    pub(crate) const ORDER: u16 = 128;
    /// Items, and iterating.
    pub(crate) const ITEMS: u16 = 256;
    /// Arithmetic, and conversions to numbers.
    pub(crate) const NUMBER: u16 = 512;

    const KINDS: &[(u16, &[&str])] = &[
        (TRUTH, &["__bool__", "__len__"]),
        (EQUAL, &["__eq__", "__ne__"]),
        (HASH, &["__hash__"]),
        (TEXT, &["__str__", "__repr__", "__format__"]),
        (DESCRIPTOR, &["__get__", "__set__", "__delete__"]),
        (SET_ATTRIBUTE, &["__setattr__", "__delattr__"]),
        (ORDER, &["__lt__", "__le__", "__gt__", "__ge__"]),
        (ITEMS, &["__iter__", "__next__", "__contains__", "__getitem__", "__setitem__", "__delitem__"]),
        (NUMBER, &["__neg__", "__pos__", "__invert__", "__abs__", "__int__", "__float__", "__round__"]),
    ];

    pub(super) fn of(name: &str) -> u16 {
        let Some(inner) = name.strip_prefix("__").and_then(|name| name.strip_suffix("__")) else { return 0 };
        let binary = |name: &str| super::operators::METHODS.contains(&name);
        if binary(inner) || matches!(inner.as_bytes(), [b'r' | b'i', ..]) && binary(inner.get(1..).unwrap_or_default())
        {
            return NUMBER;
        }
        KINDS.iter().find(|(_, names)| names.contains(&name)).map_or(0, |&(kind, _)| kind)
    }
}

impl Heap {
    /// The class of that type, where the program defined it.
    pub(crate) fn class(&self, class: Type) -> Option<&Class> {
        match class {
            Type::User(at) => match self.get(at)? {
                Object::Class(class) => Some(class),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn class_mut(&mut self, at: Ref) -> Option<&mut Class> {
        match self.get_mut(at)? {
            Object::Class(class) => Some(class),
            _ => None,
        }
    }

    /// A class's `__name__`.
    pub(crate) fn name_of(&self, class: Type) -> &str {
        self.class(class).map_or(class.name(), |class| &class.name)
    }

    /// The name of a value's class.
    pub(crate) fn class_name(&self, value: Value) -> &str {
        self.name_of(self.type_of(value))
    }

    /// A `TypeError` about a value: the name of its class takes the place of `~`.
    pub(crate) fn wrong(&self, value: Value, message: &str) -> Raise {
        let mut text = String::new();
        for c in message.chars() {
            match c {
                '~' => text.push_str(self.class_name(value)),
                c => text.push(c),
            }
        }
        Raise::type_error(text)
    }

    /// Whether an object of one class is one of another, too.
    pub(crate) fn derives(&self, class: Type, other: Type) -> bool {
        class.derives_from(other)
            || self.class(class).is_some_and(|class| class.order.iter().any(|above| above.derives_from(other)))
    }

    /// What builtin exception a class is or derives from.
    #[must_use]
    pub fn exception_class(&self, class: Type) -> Option<ExceptionType> {
        let builtin = |class: &Type| if let Type::Exception(class) = *class { Some(class) } else { None };
        builtin(&class).or_else(|| self.class(class)?.order.iter().find_map(builtin))
    }

    /// Whether an exception is of one of these builtin classes.
    #[must_use]
    pub fn is_exception(&self, exception: Value, classes: &[ExceptionType]) -> bool {
        let own = self.exception_class(self.type_of(exception));
        own.is_some_and(|own| classes.iter().any(|&class| own.derives_from(class)))
    }

    /// A class's attribute, its own or inherited from another class of the program.
    pub(crate) fn lookup(&self, class: Type, name: Name) -> Option<Value> {
        self.lookup_from(class, name, 0)
    }

    /// As [`Heap::lookup`], without the first classes of the order.
    pub(crate) fn lookup_from(&self, class: Type, name: Name, from: usize) -> Option<Value> {
        let order = &self.class(class)?.order;
        order.iter().skip(from).find_map(|&above| self.class(above)?.attributes.get(name))
    }

    /// Whether a value's class defines special methods of a kind.
    pub(crate) fn defines(&self, value: Value, kind: u16) -> bool {
        matches!(value, Value::Object(_))
            && self.class(self.type_of(value)).is_some_and(|class| class.defines & kind != 0)
    }

    /// The classes in which a class's attributes are looked for.
    fn order_of(&self, class: Type) -> Vec<Type> {
        match class {
            Type::User(_) => self.class(class).map_or_else(Vec::new, |class| class.order.to_vec()),
            Type::Exception(class) => {
                let mut above = vec![Type::Exception(class)];
                let mut class = class;
                while let Some(parent) = class.parent() {
                    class = parent;
                    above.push(Type::Exception(class));
                }
                above.push(Type::Object);
                above
            }
            _ => vec![Type::Object],
        }
    }

    /// An attribute of a class has been set: it and those below it may have a special method now.
    fn note_special(&mut self, at: Ref, name: &str) {
        let kind = defines::of(name);
        if kind == 0 {
            return;
        }
        for object in self.objects_mut() {
            if let Object::Class(class) = object
                && class.order.contains(&Type::User(at))
            {
                class.defines |= kind;
            }
        }
    }
}

impl Machine {
    /// A class statement: makes the class and runs its body.
    pub(crate) fn make_class(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        name: Name,
        [function, bases, keywords]: [Value; 3],
    ) -> Result<(), Raise> {
        let mut classes = Vec::new();
        for base in operators::sequence(heap, bases) {
            match base {
                Value::Type(base @ (Type::User(_) | Type::Exception(_) | Type::Object)) => {
                    if classes.contains(&base) {
                        return Err(Raise::type_error(format!("duplicate base class {}", heap.name_of(base))));
                    }
                    classes.push(base);
                }
                Value::Type(base) => return Err(Raise::unsupported(format!("subclassing {}", heap.name_of(base)))),
                _ => return Err(Raise::type_error("the bases of a class must be classes")),
            }
        }
        if classes.is_empty() {
            classes.push(Type::Object);
        }
        let mut above = merge(heap, &classes).ok_or_else(|| {
            let mut message = "Cannot create a consistent method resolution\norder (MRO) for bases".to_owned();
            for (at, &class) in classes.iter().enumerate() {
                message.push_str(if at == 0 { " " } else { ", " });
                message.push_str(heap.name_of(class));
            }
            Raise::type_error(message)
        })?;
        let mut defined = 0;
        for &class in &above {
            defined |= heap.class(class).map_or(0, |class| class.defines);
        }
        let Some(Object::Function(function)) = heap.object(function) else { return Ok(()) };
        let function = function.clone();
        let qualified = self.code(function.code).map_or("", |code| &code.qualified_name);
        let class = Class {
            name: self.name_text(name),
            qualified: qualified.into(),
            module: self.module_of(function.code),
            bases: classes.into(),
            order: Rc::default(),
            attributes: Attributes::default(),
            defines: 0,
        };
        let at = heap.put_ref(Object::Class(Box::new(class)));
        let module = self.intern("__module__");
        let code = fiber.frames.last().map_or(0, |frame| frame.code);
        let module_name = heap.global(self.module_of(code), self.dunder_name);
        if let Some(class) = heap.class_mut(at) {
            class.defines = defined;
            above.insert(0, Type::User(at));
            class.order = above.into();
            class.attributes.set(module, module_name);
        }
        self.call_function(heap, fiber, &function, &Arguments::default())?;
        if let Some(frame) = fiber.frames.last_mut() {
            frame.then = Then::Class(at, keywords);
        }
        Ok(())
    }

    /// The body of a class has ended: what is left to do, and the class.
    pub(crate) fn class_made(&mut self, heap: &mut Heap, at: Ref) -> Value {
        let equal = self.intern("__eq__");
        let hash = self.intern("__hash__");
        let Some(class) = heap.class_mut(at) else { return Value::None };
        if class.attributes.get(equal).is_some() && class.attributes.get(hash).is_none() {
            class.attributes.set(hash, Value::None);
        }
        for (name, _) in class.attributes.iter() {
            class.defines |= defines::of(self.name(name));
        }
        Value::Type(Type::User(at))
    }

    /// A class is made: `__init_subclass__` of those above it hears of it.
    pub(crate) fn tell_above(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        made: Value,
        keywords: Value,
    ) -> Result<(), Raise> {
        let Value::Type(class) = made else { return Ok(()) };
        let hears = self.known("__init_subclass__").and_then(|name| heap.lookup_from(class, name, 1));
        if hears.is_none() {
            if operators::dict_of(heap, keywords).len() > 0 {
                let name = heap.name_of(class);
                return Err(Raise::type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
            }
            fiber.resume(made);
            return Ok(());
        }
        let function = self.library_function(heap, "builtins", "_init_subclass")?;
        self.call(heap, fiber, function, Arguments::positional(vec![made, keywords]))?;
        if let Some(frame) = fiber.frames.last_mut() {
            frame.then = Then::Initialized(made);
        }
        Ok(())
    }

    /// Sets or deletes an attribute of a class.
    pub(crate) fn set_class_attribute(&mut self, heap: &mut Heap, at: Ref, name: Name, value: Option<Value>) -> bool {
        // A method is looked up when it is called: what is to take its place keeps the one that it is now.
        let value = match value {
            Some(Value::Method(receiver, method)) => {
                let receiver = Value::Object(receiver);
                let found = heap.lookup(heap.type_of(receiver), method);
                found.map(|function| heap.put(Object::Bound { function, receiver })).or(value)
            }
            value => value,
        };
        let Some(class) = heap.class_mut(at) else { return false };
        match value {
            Some(value) => {
                class.attributes.set(name, value);
                heap.note_special(at, self.name(name));
                true
            }
            None => class.attributes.remove(name).is_some(),
        }
    }

    /// Calls a class of the program: makes an instance and calls its `__init__`.
    pub(crate) fn construct(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        at: Ref,
        mut arguments: Arguments,
    ) -> Result<Step, Raise> {
        let class = Type::User(at);
        let initialize = self.intern("__init__");
        let found = heap.lookup(class, initialize);
        let name = |heap: &Heap| heap.name_of(class).to_owned();
        let instance = match heap.exception_class(class) {
            Some(builtin) => {
                if found.is_none() && !arguments.keywords.is_empty() {
                    return Err(Raise::type_error(format!("{}() takes no keyword arguments", name(heap))));
                }
                let mut exception = Exception::new(builtin, arguments.positional.clone());
                exception.class_of = Some(at);
                Object::Exception(Box::new(exception))
            }
            None if found.is_none() && arguments != Arguments::default() => {
                return Err(Raise::type_error(format!("{}() takes no arguments", name(heap))));
            }
            None => Object::Instance { class: at, attributes: Attributes::default() },
        };
        let instance = heap.put(instance);
        let Some(found) = found else {
            fiber.resume(instance);
            return Ok(Step::On);
        };
        arguments.positional.insert(0, instance);
        let depth = fiber.frames.len();
        let step = self.call(heap, fiber, found, arguments)?;
        let pushed = fiber.frames.len() > depth;
        match fiber.frames.last_mut() {
            Some(frame) if pushed => frame.then = Then::Initialized(instance),
            Some(frame) => {
                // Not a function of the program, or one that makes a generator: its result is there already.
                let result = frame.pop();
                frame.push(instance);
                initialized(heap, result)?;
            }
            None => {}
        }
        Ok(step)
    }

    /// `super()`: the class in whose body the calling function was defined, and its first argument.
    pub(crate) fn make_super(&self, heap: &mut Heap, fiber: &Fiber, arguments: &Arguments) -> Result<Value, Raise> {
        let (class, receiver) = match *arguments.positional.as_slice() {
            [class, receiver] => (class, receiver),
            [] => {
                let runtime = |message| Raise::new(ExceptionType::RuntimeError, message);
                let no_arguments = || runtime("super(): no arguments");
                let frame = fiber.frames.last().ok_or_else(no_arguments)?;
                let code = self.code(frame.code).ok_or_else(no_arguments)?;
                if code.parameters.positional_only + code.parameters.positional == 0 && !code.parameters.star {
                    return Err(no_arguments());
                }
                let read = |at: usize| match heap.get(*frame.cells.get(at)?)? {
                    Object::Cell(value) => Some(*value),
                    _ => None,
                };
                let free = code.free.iter().position(|&name| self.name(name) == "__class__");
                let class = free
                    .and_then(|at| read(at + code.cells.len()))
                    .ok_or_else(|| runtime("super(): __class__ cell not found"))?;
                let shared = code.cells.iter().position(|cell| cell.parameter == Some(0));
                let first = match shared {
                    Some(at) => read(at),
                    None => frame.slots.first().copied(),
                };
                (class, first.unwrap_or(Value::Unbound))
            }
            _ => return Err(Raise::unsupported("super() with one argument")),
        };
        let Value::Type(class) = class else {
            return Err(Raise::type_error("super() argument 1 must be a type"));
        };
        let of = match receiver {
            Value::Type(of) => of,
            receiver => heap.type_of(receiver),
        };
        if !heap.derives(of, class) {
            return Err(Raise::type_error("super(type, obj): obj must be an instance or subtype of type"));
        }
        Ok(heap.put(Object::Super { class, receiver }))
    }

    /// Whether a value is a function that binds to the object it is read from.
    pub(crate) fn binds(heap: &Heap, value: Value) -> bool {
        matches!(heap.object(value), Some(Object::Function(_)))
    }

    /// In a class body: a name of it.
    pub(crate) fn load_name(heap: &Heap, then: &Then, name: Name) -> Option<Value> {
        match then {
            Then::Class(at, _) => heap.class(Type::User(*at))?.attributes.get(name),
            _ => None,
        }
    }

    /// The cell through which the methods of a class know it.
    pub(crate) fn fill_class_cell(&self, heap: &mut Heap, frame: &super::frame::Frame, class: Value) {
        let Some(code) = self.code(frame.code).filter(|code| code.kind == CodeKind::Class) else { return };
        for (cell, &slot) in code.cells.iter().zip(&frame.cells) {
            if self.name(cell.name) == "__class__"
                && let Some(Object::Cell(value)) = heap.get_mut(slot)
            {
                *value = class;
            }
        }
    }
}

/// Checks what an `__init__` returned.
pub(crate) fn initialized(heap: &Heap, result: Value) -> Result<(), Raise> {
    if result == Value::None {
        return Ok(());
    }
    Err(heap.wrong(result, "__init__() should return None, not '~'"))
}

/// The method resolution order above a class with these bases (C3); none where they do not agree.
fn merge(heap: &Heap, bases: &[Type]) -> Option<Vec<Type>> {
    let mut lists = Vec::new();
    for &base in bases {
        lists.push(heap.order_of(base));
    }
    lists.push(bases.to_vec());
    let mut order = Vec::new();
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Some(order);
        }
        let inside = |head: &Type| lists.iter().any(|list| list.get(1..).is_some_and(|rest| rest.contains(head)));
        let next = *lists.iter().find_map(|list| list.first().filter(|head| !inside(head)))?;
        order.push(next);
        for list in &mut lists {
            if list.first() == Some(&next) {
                super::heap::remove(list, 0);
            }
        }
    }
}
