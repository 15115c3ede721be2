//! The arguments of calls.

use core::ops::Deref;

use super::value::{ExceptionType, Value};
use crate::program::split;

/// The arguments of a call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments {
    /// By position.
    pub positional: Vec<Value>,
    /// By keyword.
    pub keywords: Vec<(std::rc::Rc<str>, Value)>,
}

/// An exception about to be raised, before it is an object. Boxed, so that every result that may be one is small, and
/// with it the code that hands it on.
#[derive(Clone, Debug, PartialEq)]
pub struct Raise(Box<Raised>);

/// What is about to be raised.
#[derive(Clone, Debug, PartialEq)]
pub struct Raised {
    /// The exception's class.
    pub class: ExceptionType,
    /// Its message.
    pub message: String,
    /// Its argument, where that is not the message.
    pub argument: Option<Value>,
    /// It is no exception, but a question that the program has to answer first.
    pub question: Option<Question>,
    /// It is this exception, which is there already.
    pub exception: Option<Value>,
}

/// What a native needs to know of an object of the program: see [`Heap::ask`](super::Heap).
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The function of the Python part of the library that can tell.
    pub function: &'static str,
    /// Its first argument, where that is a text.
    pub text: Option<Box<str>>,
    /// Its other arguments.
    pub operands: Vec<Value>,
}

impl Raise {
    /// An exception with a message.
    pub fn new(class: ExceptionType, message: impl Into<String>) -> Self {
        Self(Box::new(Raised { class, message: message.into(), argument: None, question: None, exception: None }))
    }

    /// An exception with an argument, or without any.
    #[must_use]
    pub fn with_argument(class: ExceptionType, argument: Option<Value>) -> Self {
        Self(Box::new(Raised { class, message: String::new(), argument, question: None, exception: None }))
    }

    /// A question to the program.
    pub(crate) fn question(question: Question) -> Self {
        let mut raise = Self::new(ExceptionType::RuntimeError, "an object's own method is needed here");
        raise.0.question = Some(question);
        raise
    }

    /// An exception that is there already.
    pub(crate) fn again(exception: Value) -> Self {
        let mut raise = Self::new(ExceptionType::RuntimeError, "");
        raise.0.exception = Some(exception);
        raise
    }

    /// Takes the question that it is.
    pub(crate) fn take_question(&mut self) -> Option<Question> {
        self.0.question.take()
    }

    /// The `NotImplementedError` for something that CPython has and that is not there yet.
    pub fn unsupported(what: impl core::fmt::Display) -> Self {
        Self::new(ExceptionType::NotImplementedError, format!("{what} is not supported by tasklanes yet"))
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<String>) -> Self {
        Self::new(ExceptionType::TypeError, message)
    }

    /// A `ValueError`.
    pub fn value_error(message: impl Into<String>) -> Self {
        Self::new(ExceptionType::ValueError, message)
    }

    /// Its parts.
    pub(crate) fn into_parts(self) -> Raised {
        *self.0
    }
}

impl Deref for Raise {
    type Target = Raised;

    fn deref(&self) -> &Raised {
        &self.0
    }
}

impl Arguments {
    /// Arguments by position only.
    #[must_use]
    pub fn positional(positional: Vec<Value>) -> Self {
        Self { positional, keywords: Vec::new() }
    }

    /// Sorts the arguments into the parameters of a native function, three at most; missing ones are
    /// [`Value::Unbound`]. The messages are CPython's.
    ///
    /// The signature `1-2 key default old!` has two parameters, of which the first must be there. A name that ends with
    /// `!` is a parameter that CPython has and that is not supported here: it may only be given as `None` or `False`,
    /// which is what leaving it out means.
    ///
    /// # Errors
    /// `TypeError` for a missing, surplus, doubled or unknown argument, `NotImplementedError` for one that is not
    /// supported.
    pub fn bind(&self, function: &str, signature: &str) -> Result<[Value; 3], Raise> {
        let mut bound = [Value::Unbound; 3];
        for (slot, value) in bound.iter_mut().zip(&self.positional) {
            *slot = *value;
        }
        let given = self.positional.len();
        let [least, _, most, ..] = *signature.as_bytes() else { return Ok(bound) };
        let (least, most) = (usize::from(least - b'0'), usize::from(most - b'0'));
        if !self.keywords.is_empty() || given < least || given > most {
            self.bind_names(function, split(signature, b' ').get(1..).unwrap_or_default(), least, &mut bound)?;
        }
        Ok(bound)
    }

    /// As [`Arguments::bind`], where it is not as simple as it is most of the time.
    fn bind_names(&self, function: &str, names: &[&str], required: usize, bound: &mut [Value]) -> Result<(), Raise> {
        if self.positional.len() > names.len() {
            let given = self.positional.len() + self.keywords.len();
            let takes = match (names.len(), required) {
                (0, _) => return Err(Raise::type_error(format!("{function}() takes no arguments ({given} given)"))),
                (n, r) if n == r => format!("exactly {n} argument{}", if n == 1 { "" } else { "s" }),
                (n, _) => format!("at most {n} argument{}", if n == 1 { "" } else { "s" }),
            };
            return Err(Raise::type_error(format!("{function}() takes {takes} ({given} given)")));
        }
        for (keyword, value) in &self.keywords {
            let at = names.iter().position(|name| name.strip_suffix("!").unwrap_or(name) == &**keyword);
            let what = match at.and_then(|at| bound.get_mut(at)) {
                Some(slot) if *slot == Value::Unbound => {
                    *slot = *value;
                    continue;
                }
                Some(_) => "multiple values for",
                None => "an unexpected keyword",
            };
            return Err(Raise::type_error(format!("{function}() got {what} argument '{keyword}'")));
        }
        for (at, (name, value)) in names.iter().zip(bound.iter()).enumerate() {
            if at < required && *value == Value::Unbound {
                let message = format!("{function}() missing required argument '{name}' (pos {})", at + 1);
                return Err(Raise::type_error(message));
            }
            if let Some(name) = name.strip_suffix("!")
                && !matches!(value, Value::Unbound | Value::None | Value::Bool(false))
            {
                return Err(Raise::unsupported(format!("{function}({name}=…)")));
            }
        }
        Ok(())
    }

    /// Every value among them.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        self.positional.iter().for_each(|&value| visit(value));
        self.keywords.iter().for_each(|&(_, value)| visit(value));
    }
}
