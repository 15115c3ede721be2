//! f-strings.

use ruff_python_ast::{self as ast, FStringPart, InterpolatedStringElement};
use ruff_text_size::Ranged;

use super::Lowerer;
use crate::program::{Constant, Conversion, Op};

/// An f-string is read into pieces, so that neighbouring texts become one.
enum Piece<'a> {
    Text(String),
    Field(&'a ast::InterpolatedElement),
}

impl<'a> Lowerer<'a, '_> {
    pub(super) fn f_string(&mut self, string: &'a ast::ExprFString) {
        let mut pieces = Vec::new();
        for part in &string.value {
            match part {
                FStringPart::Literal(literal) => text(&mut pieces, &literal.value),
                FStringPart::FString(string) => read(&mut pieces, &string.elements),
            }
        }
        self.pieces(pieces, string.range());
    }

    /// `→ str`.
    fn pieces(&mut self, pieces: Vec<Piece<'a>>, range: ruff_text_size::TextRange) {
        let count = self.count(pieces.len(), range, "the f-string");
        let mut whole = count == 1;
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    self.at(range);
                    self.constant(Constant::Str(text));
                }
                Piece::Field(field) => self.field(field),
            }
        }
        if count == 0 {
            self.at(range);
            self.constant(Constant::Str(String::new()));
            whole = true;
        }
        if !whole {
            self.at(range);
            self.emit(Op::BuildString(count));
        }
    }

    fn field(&mut self, field: &'a ast::InterpolatedElement) {
        self.expression(&field.expression);
        let mut conversion = match field.conversion {
            ast::ConversionFlag::None => Conversion::None,
            ast::ConversionFlag::Str => Conversion::Str,
            ast::ConversionFlag::Repr => Conversion::Repr,
            ast::ConversionFlag::Ascii => Conversion::Ascii,
        };
        // `{x=}` shows the representation, unless it says how to format.
        if field.debug_text.is_some() && conversion == Conversion::None && field.format_spec.is_none() {
            conversion = Conversion::Repr;
        }
        if let Some(spec) = &field.format_spec {
            let mut pieces = Vec::new();
            read(&mut pieces, &spec.elements);
            self.pieces(pieces, spec.range());
        }
        self.at(field.expression.start());
        self.emit(Op::Format { conversion, spec: field.format_spec.is_some() });
    }
}

fn read<'a>(pieces: &mut Vec<Piece<'a>>, elements: &'a ast::InterpolatedStringElements) {
    for element in elements {
        match element {
            InterpolatedStringElement::Literal(literal) => text(pieces, &literal.value),
            InterpolatedStringElement::Interpolation(field) => {
                if let Some(debug) = &field.debug_text {
                    text(pieces, debug.as_str());
                }
                pieces.push(Piece::Field(field));
            }
        }
    }
}

fn text(pieces: &mut Vec<Piece<'_>>, more: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(text)) => text.push_str(more),
        _ if more.is_empty() => {}
        _ => pieces.push(Piece::Text(more.to_owned())),
    }
}
