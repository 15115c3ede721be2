// The lines that lanes are at.

import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';

const setLines = StateEffect.define();
const line = Decoration.line({ class: 'now' });
const number = new (class extends GutterMarker {
  elementClass = 'now';
})();

const field = StateField.define({
  create: () => ({ numbers: '', marks: RangeSet.empty, gutter: RangeSet.empty }),
  update(value, { changes, effects, newDoc }) {
    const set = effects.find((effect) => effect.is(setLines));
    if (set) {
      const starts = set.value.filter((number) => number >= 1 && number <= newDoc.lines).map((number) => newDoc.line(number).from);
      return {
        numbers: set.value.join(' '),
        marks: RangeSet.of(starts.map((from) => line.range(from))),
        gutter: RangeSet.of(starts.map((from) => number.range(from))),
      };
    }
    // What was said of the text before is not worth comparing once it has changed.
    return changes.empty ? value : { numbers: undefined, marks: value.marks.map(changes), gutter: value.gutter.map(changes) };
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ marks }) => marks),
    gutterLineClass.from(field, ({ gutter }) => gutter),
  ],
});

export const activeLines = field;

/** Marks these lines and no others. */
export function markLines(view, lines) {
  const numbers = [...lines].sort((a, b) => a - b);
  if (view.state.field(field).numbers !== numbers.join(' ')) view.dispatch({ effects: setLines.of(numbers) });
}
