// What is wrong with the program: underlined, told when pointed at or reached by F8.

import { forEachDiagnostic, nextDiagnostic, previousDiagnostic, setDiagnostics, setDiagnosticsEffect } from '@codemirror/lint';
import { Prec, RangeSet, StateField } from '@codemirror/state';
import { EditorView, GutterMarker, gutterLineClass, keymap } from '@codemirror/view';
import { offset } from './places.js';

const number = new (class extends GutterMarker {
  elementClass = 'wrong';
})();

const gutter = StateField.define({
  create: () => RangeSet.empty,
  update(marks, { changes, effects, newDoc }) {
    const set = effects.find((effect) => effect.is(setDiagnosticsEffect));
    if (!set) return marks.map(changes);
    const starts = new Set(set.value.map(({ from }) => newDoc.lineAt(from).from));
    return RangeSet.of([...starts].map((from) => number.range(from)), true);
  },
  provide: (field) => gutterLineClass.from(field),
});

/** Goes to a problem and says it: what a reader with a screen reader does not see. */
const tell = (go) => (view) => {
  if (!go(view)) return false;
  const { main } = view.state.selection;
  forEachDiagnostic(view.state, ({ said }, from, to) => {
    if (from === main.from && to === main.to) view.dispatch({ effects: EditorView.announce.of(said) });
  });
  return true;
};

export const problems = [
  gutter,
  Prec.high(keymap.of([{ key: 'F8', run: tell(nextDiagnostic), shift: tell(previousDiagnostic), preventDefault: true }])),
];

/** Shows these problems and no others. */
export function diagnose(view, list) {
  const { doc } = view.state;
  const found = list.map(({ line, column, endLine, endColumn, message, hint }) => {
    const from = offset(doc, line, column);
    const to = Math.max(from, offset(doc, endLine, endColumn));
    return {
      from,
      to,
      severity: 'error',
      message,
      said: `Line ${line}: ${message}${hint ? `. ${hint}` : ''}`,
      renderMessage: () => paragraphs(message, hint),
    };
  });
  view.dispatch(setDiagnostics(view.state, found));
}

function paragraphs(message, hint) {
  const all = document.createDocumentFragment();
  for (const [name, text] of [['message', message], ['hint', hint]]) {
    if (text) all.append(Object.assign(document.createElement('p'), { className: name, textContent: text }));
  }
  return all;
}
