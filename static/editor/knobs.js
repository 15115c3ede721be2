// Numbers that can be turned: handles in the text, for mouse, finger and keyboard.

import { isolateHistory, undo } from '@codemirror/commands';
import { Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, keymap } from '@codemirror/view';
import { NUMBER, stepped } from './number.js';
import { offset } from './places.js';

/** So far the pointer goes for a step, in CSS pixels. */
const STEP = 6;
/** So far it goes before a press becomes a drag. */
const SLACK = 4;

const setKnobs = StateEffect.define();

const mark = (knob) =>
  Decoration.mark({
    class: 'knob',
    // What is typed next to a number may belong to it.
    inclusive: true,
    attributes: { title: `${knob.label ? `${knob.label}: ` : ''}drag, or Alt with ↑ and ↓` },
    knob,
  });

/** The marks, each on the number that is there now; without those whose number is gone. */
function onNumbers(marks, doc) {
  const found = [];
  for (const cursor = marks.iter(); cursor.value; cursor.next()) {
    const line = doc.lineAt(cursor.from);
    NUMBER.lastIndex = cursor.from - line.from;
    const number = NUMBER.exec(line.text);
    if (!number || line.from + number.index > cursor.to) continue;
    const from = line.from + number.index;
    if (found.at(-1)?.from !== from) found.push(cursor.value.range(from, from + number[0].length));
  }
  return Decoration.set(found);
}

const field = StateField.define({
  create: () => Decoration.none,
  update(marks, { docChanged, changes, effects, newDoc }) {
    const set = effects.find((effect) => effect.is(setKnobs));
    if (set) return onNumbers(set.value, newDoc);
    return docChanged ? onNumbers(marks.map(changes), newDoc) : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Makes handles of these numbers and of no others. */
export function turnable(view, list) {
  const { doc } = view.state;
  const marks = list.map((knob) => mark(knob).range(offset(doc, knob.line, knob.column), offset(doc, knob.line, knob.column + knob.length)));
  view.dispatch({ effects: setKnobs.of(Decoration.set(marks, true)) });
}

/** The first of the numbers in the text or at its ends that fits, where there is one. */
function find(state, from, to, fits = () => true) {
  let found = null;
  state.field(field).between(from, to, (from, to, { spec: { knob } }) => {
    if (!fits(knob, from)) return true;
    found = { from, to, knob, text: state.sliceDoc(from, to) };
    return false;
  });
  return found;
}

const said = ({ label, kind }, text) => EditorView.announce.of(`${label ? `${label}: ` : ''}${text}${kind === 'seconds' ? ' seconds' : ''}`);

/** Writes a number. The caret goes behind it where it was at it. */
function write(view, { from, to }, text, { userEvent, effects }) {
  const { head } = view.state.selection.main;
  const at = head >= from && head <= to ? { selection: { anchor: from + text.length } } : {};
  view.dispatch({ changes: { from, to, insert: text }, ...at, userEvent, effects });
}

const step = (count) => (view) => {
  const { state } = view;
  const { head } = state.selection.main;
  const at = state.readOnly ? null : find(state, head, head);
  if (!at) return false;
  const text = stepped(at.text, count, at.knob);
  // Steps in quick succession are undone together, as letters are.
  if (text !== at.text) write(view, at, text, { userEvent: 'input.type.knob', effects: said(at.knob, text) });
  return true;
};

/** Keeps the page from being scrolled; in Chromium, `touch-action` alone does not once the number has changed. */
const still = (event) => event.cancelable && event.preventDefault();

/** The number that a pointer has hold of. */
class Drag {
  #view;
  #knob;
  #text;
  #x;
  #moving = false;
  #changed = false;
  #letGo = new AbortController();

  constructor(view, { knob, text }, { pointerId, clientX, target }) {
    this.#view = view;
    this.#knob = knob;
    this.#text = text;
    this.#x = clientX;
    this.pointer = pointerId;
    // The number's own element is replaced while it changes.
    view.contentDOM.setPointerCapture(pointerId);
    // A finger's moves go on going there even when it is gone from the text.
    target.addEventListener('touchmove', still, { passive: false, signal: this.#letGo.signal });
  }

  #now() {
    const { state } = this.#view;
    return find(state, 0, state.doc.length, (knob) => knob === this.#knob);
  }

  move({ clientX }) {
    const by = clientX - this.#x;
    if (!this.#moving) {
      if (Math.abs(by) < SLACK) return;
      this.#moving = true;
      this.#view.dom.parentNode.classList.add('turning');
      addEventListener('keydown', (event) => this.#escape(event), { capture: true, signal: this.#letGo.signal });
    }
    const now = this.#now();
    const count = Math.round(by / STEP);
    const text = count === 0 ? this.#text : stepped(this.#text, count, this.#knob);
    if (!now || now.text === text) return;
    // History makes one event of all that follow: it takes them for parts of one composition.
    write(this.#view, now, text, { userEvent: this.#changed ? 'input.type.compose' : 'input.knob' });
    this.#changed = true;
  }

  #escape(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.end({ takeBack: true });
  }

  /** Lets go of the pointer and of the page. */
  release() {
    const { contentDOM, dom } = this.#view;
    if (contentDOM.hasPointerCapture(this.pointer)) contentDOM.releasePointerCapture(this.pointer);
    this.#letGo.abort();
    dom.parentNode?.classList.remove('turning');
  }

  /** Whether it was a drag, not a press. */
  end({ takeBack = false } = {}) {
    const view = this.#view;
    this.release();
    view.plugin(drags).drag = null;
    if (!this.#changed) return this.#moving;
    view.dispatch({ annotations: isolateHistory.of('full') });
    const now = this.#now();
    if (takeBack || now?.text === this.#text) undo(view);
    const text = this.#now()?.text;
    if (text !== undefined) view.dispatch({ effects: said(this.#knob, text) });
    return true;
  }
}

const drags = ViewPlugin.define(() => ({ drag: null, destroy() { this.drag?.release(); } }), {
  eventHandlers: {
    pointerdown(event, view) {
      const { isPrimary, button, target, shiftKey, ctrlKey, altKey, metaKey } = event;
      const element = target instanceof Element ? target.closest('.knob') : null;
      if (!element || !isPrimary || button !== 0 || shiftKey || ctrlKey || altKey || metaKey || view.state.readOnly) return;
      const from = view.posAtDOM(element);
      const at = find(view.state, from, from, (knob, start) => start === from);
      if (at) this.drag = new Drag(view, at, event);
    },
    pointermove(event) {
      if (event.pointerId === this.drag?.pointer) this.drag.move(event);
    },
    pointerup(event, view) {
      if (event.pointerId !== this.drag?.pointer || this.drag.end()) return;
      // A press sets the caret; of a finger's, the browser makes a mouse's.
      if (event.pointerType === 'touch') return;
      view.dispatch({ selection: { anchor: view.posAtCoords({ x: event.clientX, y: event.clientY }, false) } });
      view.focus();
    },
    touchmove(event) {
      if (this.drag) still(event);
    },
    pointercancel(event) {
      if (event.pointerId === this.drag?.pointer) this.drag.end();
    },
    // Else the text would be selected meanwhile. Two presses do select the number.
    mousedown(event) {
      if (!this.drag) return false;
      if (event.detail < 2) return event.preventDefault(), true;
      this.drag.end();
      return false;
    },
  },
});

export const knobs = [
  field,
  drags,
  Prec.high(keymap.of([{ key: 'Alt-ArrowUp', run: step(1) }, { key: 'Alt-ArrowDown', run: step(-1) }])),
];
