// What is pasted goes in as it is; who wants to know is told what it seems to have suffered.

import { isolateHistory } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { mend } from './paste.js';

/** @param {((pasted: object) => void) | undefined} onPaste see `open` */
export function pasting(onPaste) {
  /** Where the last thing pasted is now. */
  let place = null;
  return EditorView.updateListener.of(({ transactions, view }) => {
    for (const transaction of transactions) {
      if (place) place = moved(place, transaction.changes);
      if (!transaction.isUserEvent('input.paste') && !transaction.isUserEvent('input.drop')) continue;
      const inserted = [];
      transaction.changes.iterChanges((_from, _to, from, to, text) => inserted.push({ from, to, text: text.toString() }));
      // With several carets there are several pieces.
      if (inserted.length !== 1) continue;
      const [{ from, to, text }] = inserted;
      const mended = mend(text);
      if (!mended) continue;
      const own = (place = { from, to });
      const apply = () => {
        if (place !== own || view.state.sliceDoc(own.from, own.to) !== text) return false;
        view.dispatch({
          changes: { from: own.from, to: own.to, insert: mended.text },
          annotations: isolateHistory.of('full'),
          userEvent: 'input.mend',
          scrollIntoView: true,
        });
        return true;
      };
      onPaste?.({ text, mended: mended.text, found: mended.found, apply });
    }
  });
}

function moved(place, changes) {
  place.from = changes.mapPos(place.from, 1);
  place.to = Math.max(place.from, changes.mapPos(place.to, -1));
  return place;
}
