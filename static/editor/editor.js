// The page's editor: CodeMirror, in the page's looks. It is loaded when a reader first edits.
//
//   const editor = open({ parent, text, label, file, onChange, onRun, onLeave, onTooLong, onPaste })
//
//   parent      the element that it is put into, in a shadow root of its own
//   text        the program
//   label, file what it is called for screen readers, and the file's name
//   onChange    (text) after every change, whoever made it
//   onRun       () Shift-Enter, Ctrl-Enter or Cmd-Enter was pressed
//   onLeave     () the focus has gone elsewhere in the page
//   onTooLong   (length) a change was refused that would have made the text as long as this, longer than LIMIT
//   onPaste     ({ text, mended, found, apply }) what was pasted has suffered on its way, as `mend` says; `apply()` mends it,
//               and says whether it could: once the pasted text has been edited, it cannot
//
// All callbacks may be missing. Lines and columns count from 1, columns in Unicode characters; what is marked moves with the
// text until it is marked anew. The editor has:
//
//   text()             the program
//   replace(text)      puts another in its place, as one change that can be undone; only what differs is touched
//   focus()            takes the focus
//   diagnose(list)     shows these problems: { line, column, endLine, endColumn, message, hint? }, the end exclusive
//   knobs(list)        makes handles of these numbers: { line, column, length, min, max, step, kind, label? }, kind being
//                      'seconds' or 'count'
//   go(line, column)   puts the cursor there, in sight
//   activeLines(lines) marks these lines, a set of numbers
//   readonly(bool)     whether a reader may change the text
//   destroy()          removes it

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers, tooltips } from '@codemirror/view';
import { knobs, turnable } from './knobs.js';
import { activeLines, markLines } from './lines.js';
import { LIMIT } from './paste.js';
import { pasting } from './pasting.js';
import { diagnose, problems } from './problems.js';
import { python } from './python.js';
import { theme } from './theme.js';

/** So far what pops up stays from the edges of the window, in CSS pixels. */
const EDGE = 8;

/** What a screen reader says of the editor beside its name. */
const KEYS = `Shift with Enter runs the program. Escape, then Tab, leaves the editor. Alt with the up or down arrow changes a number
that is underlined. F8 goes to the next problem.`;

const PHRASES = {
  next: 'Next',
  previous: 'Previous',
  all: 'Select all',
  'match case': 'Match case',
  regexp: 'Regexp',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
};

export function open({ parent, text, label, file, onChange, onRun, onLeave, onTooLong, onPaste }) {
  const host = document.createElement('div');
  host.style.height = '100%';
  const root = host.attachShadow({ mode: 'open' });
  const keys = Object.assign(document.createElement('p'), { id: 'keys', hidden: true, textContent: KEYS });
  const wrapper = document.createElement('div');
  wrapper.style.height = '100%';
  root.append(wrapper, keys);
  parent.append(host);

  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const readonly = new Compartment();
  const run = () => (onRun?.(), true);
  const view = new EditorView({
    parent: wrapper,
    root,
    doc: text,
    extensions: [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run }, { key: 'Shift-Enter', run }])),
      EditorState.transactionFilter.of((transaction) => {
        const { length } = transaction.startState.doc;
        const next = transaction.changes.newLength;
        if (next <= LIMIT || next <= length) return transaction;
        queueMicrotask(() => onTooLong?.(next));
        return [];
      }),
      // What cannot fit whatever it replaces is not even read.
      EditorView.domEventHandlers({
        paste(event) {
          const { length } = event.clipboardData?.getData('text/plain') ?? '';
          if (length <= 2 * LIMIT) return false;
          event.preventDefault();
          queueMicrotask(() => onTooLong?.(length));
          return true;
        },
      }),
      readonly.of(EditorState.readOnly.of(false)),
      EditorState.allowMultipleSelections.of(true),
      EditorState.phrases.of(PHRASES),
      // It can be reached by keyboard anyway, but not every tool knows.
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': [label, file].filter(Boolean).join(', '), 'aria-describedby': 'keys' }),
      python,
      history(),
      drawSelection({ cursorBlinkRate: still ? 0 : 1200 }),
      highlightSpecialChars({ addSpecialChars: /\t/ }),
      lineNumbers(),
      bracketMatching(),
      closeBrackets(),
      search({ top: true }),
      knobs,
      problems,
      activeLines,
      pasting(onPaste),
      theme,
      tooltips({ tooltipSpace: () => ({ top: EDGE, left: EDGE, bottom: innerHeight - EDGE, right: innerWidth - EDGE }) }),
      keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap]),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) onChange?.(state.doc.toString());
      }),
    ],
  });

  // The page's own keys are not meant for what is typed here; it could not tell, as the shadow root hides where that goes.
  host.addEventListener('keydown', (event) => event.stopPropagation());
  host.addEventListener('focusout', () => {
    // Another window may have the focus, and give it back.
    if (!root.activeElement) onLeave?.();
  });

  return {
    text: () => view.state.doc.toString(),
    replace: (text) => replace(view, text),
    focus: () => view.focus(),
    diagnose: (list) => diagnose(view, list),
    knobs: (list) => turnable(view, list),
    activeLines: (lines) => markLines(view, lines),
    go(line, column) {
      const { from, length, text } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      const before = [...text].slice(0, column - 1).join('').length;
      view.dispatch({ selection: { anchor: from + Math.min(before, length) }, scrollIntoView: true });
      view.focus();
    },
    readonly: (value) => view.dispatch({ effects: readonly.reconfigure(EditorState.readOnly.of(value)) }),
    destroy() {
      view.destroy();
      host.remove();
    },
  };
}

function replace(view, text) {
  const old = view.state.doc.toString();
  const next = text.replace(/\r\n?/g, '\n');
  if (next === old) return;
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && old[start] === next[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === next.at(-1 - end)) end++;
  // Not within a character of two units.
  if (isLow(old, start) || isLow(next, start)) start--;
  if (end > 0 && (isLow(old, old.length - end) || isLow(next, next.length - end))) end--;
  view.dispatch({
    changes: { from: start, to: old.length - end, insert: next.slice(start, next.length - end) },
    annotations: isolateHistory.of('full'),
    userEvent: 'input.replace',
  });
}

const isLow = (text, at) => at > 0 && text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) < 0xe000;
