// Python in the colours of the read-only view (src/python/highlight.rs): the same classes for the same things.

import { pythonLanguage } from '@codemirror/lang-python';
import { HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { Decoration, ViewPlugin } from '@codemirror/view';
import { styleTags, tags } from '@lezer/highlight';

const BUILTINS = new Set(
  `ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
  BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
  DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError
  FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError
  IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError
  NameError NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning
  PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError
  RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError
  TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
  UserWarning ValueError Warning ZeroDivisionError abs aiter all anext any ascii bin bool breakpoint bytearray bytes
  callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float
  format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals
  map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice
  sorted staticmethod str sum super tuple type vars zip __build_class__ __debug__ __import__`.split(/\s+/),
);

const language = pythonLanguage.configure({
  props: [styleTags({ async: tags.keyword, '"*" "**" FormatConversion': tags.operator, FormatSpec: tags.string })],
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null], class: 'k' },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: 'f' },
  { tag: [tags.string, tags.escape], class: 's' },
  { tag: tags.number, class: 'd' },
  { tag: tags.comment, class: 'c' },
]);

const builtin = Decoration.mark({ class: 'b' });

/** The names of builtins in sight; the grammar does not know them. */
function builtins(view) {
  const found = [];
  const tree = syntaxTree(view.state);
  for (const { from, to } of view.visibleRanges) {
    tree.iterate({
      from,
      to,
      enter({ name, from, to, node }) {
        if (name !== 'VariableName' || !BUILTINS.has(view.state.sliceDoc(from, to))) return;
        const { prevSibling } = node;
        if (prevSibling?.name !== 'def' && prevSibling?.name !== 'class') found.push(builtin.range(from, to));
      },
    });
  }
  return Decoration.set(found);
}

const colouredBuiltins = ViewPlugin.fromClass(
  class {
    constructor(view) { this.found = builtins(view); }
    update({ docChanged, viewportChanged, startState, state, view }) {
      if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state)) this.found = builtins(view);
    }
  },
  { decorations: ({ found }) => found },
);

export const python = [
  language,
  syntaxHighlighting(colours),
  colouredBuiltins,
  indentUnit.of('    '),
  EditorState.tabSize.of(4),
  indentOnInput(),
];
