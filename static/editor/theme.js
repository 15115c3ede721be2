// How the editor looks: as the page does. The page's custom properties (static/style.css) are inherited into the shadow root,
// so that light and dark are theirs. Nothing here is an image by address: the page's policy allows only files.

import { EditorView } from '@codemirror/view';

const small = { font: 'var(--small)/1.5 var(--sans)' };
const pressable = {
  minHeight: '32px',
  margin: '0',
  padding: '0 var(--s3)',
  font: 'var(--small)/1.5 var(--sans)',
  color: 'inherit',
  background: 'var(--card)',
  border: '1px solid var(--line)',
  borderRadius: 'var(--r2)',
  cursor: 'pointer',
};
const ring = { outline: '2px solid var(--accent)', outlineOffset: '2px' };

export const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', background: 'var(--card)' },
  '&.cm-focused': { outline: 'none' },
  // The ring is drawn above the line numbers.
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '201',
    border: '2px solid var(--accent)',
    // As the panel's, which cuts off what is beyond.
    borderRadius: '0 0 calc(var(--r3) - 1px) calc(var(--r3) - 1px)',
    pointerEvents: 'none',
  },
  '.cm-scroller': { font: 'var(--code)/1.62 var(--mono)', overflowX: 'auto', scrollbarWidth: 'thin' },
  '.cm-content': { padding: 'var(--s3) 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 var(--s4) 0 0' },
  '.cm-gutters': { color: 'var(--ink-3)', background: 'var(--card)' },
  '.cm-gutters.cm-gutters-before': { border: '0' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '44px', padding: '0 var(--s3) 0 0' },

  '.k': { color: 'var(--keyword)' },
  '.f, .b': { color: 'var(--name)' },
  '.s': { color: 'var(--string)' },
  '.d': { color: 'var(--number)' },
  '.c': { color: 'var(--ink-3)', fontStyle: 'italic' },
  '.cm-tab': { background: 'linear-gradient(var(--edge), var(--edge)) no-repeat 2px 50% / calc(100% - 5px) 1px' },
  '.cm-specialChar': { color: 'var(--alert)' },

  // The selection lies under the lines.
  '.now': { background: 'color-mix(in srgb, var(--mark) 55%, transparent)' },
  '.cm-gutterElement.now': { background: 'color-mix(in srgb, var(--mark) 55%, var(--card))', color: 'var(--ink-2)' },
  '.now .c': { color: 'var(--ink-2)' },

  '.cm-cursor': { borderLeft: '2px solid var(--ink)', marginLeft: '-1px' },
  '& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'color-mix(in srgb, var(--ink) 14%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': { background: 'none', boxShadow: '0 0 0 1px var(--edge)', borderRadius: '2px' },
  '&.cm-focused .cm-nonmatchingBracket': { background: 'none', boxShadow: '0 0 0 1px var(--alert)', borderRadius: '2px' },

  '.knob': {
    position: 'relative',
    textDecoration: 'underline dotted 2px var(--accent)',
    textUnderlineOffset: '4px',
    cursor: 'ew-resize',
    borderRadius: '2px',
  },
  '.knob:hover': { background: 'color-mix(in srgb, var(--accent) 14%, transparent)' },
  '[aria-readonly=true] .knob': { textDecoration: 'none', background: 'none', cursor: 'text' },
  '[aria-readonly=true] .knob::after': { display: 'none' },
  '.turning & .cm-content': { cursor: 'ew-resize', userSelect: 'none' },

  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy 1px var(--alert)',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--alert)' },
  '.cm-gutterElement.wrong': { position: 'relative', color: 'var(--alert)', fontWeight: '650' },
  '.cm-gutterElement.wrong::before': {
    content: '""',
    position: 'absolute',
    left: 'var(--s1)',
    top: 'calc(50% - 3.5px)',
    width: '0',
    border: '3.5px solid var(--alert)',
    borderRadius: '50%',
  },

  '.cm-tooltip': {
    maxWidth: 'min(440px, calc(100vw - 24px))',
    color: 'var(--ink)',
    background: 'var(--card)',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--r1)',
    overflow: 'hidden',
    boxShadow: '0 4px 16px rgb(10 14 22 / .16)',
    zIndex: '500',
  },
  '.cm-diagnostic': { ...small, margin: '0', padding: 'var(--s2) var(--s3)', whiteSpace: 'normal', overflowWrap: 'anywhere' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--alert)' },
  '.cm-diagnostic p': { margin: '0' },
  '.cm-diagnostic .hint': { color: 'var(--ink-2)' },

  '.cm-panels': { ...small, color: 'var(--ink)', background: 'var(--card)', zIndex: '202' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line-2)' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 'var(--s2)',
    padding: 'var(--s2) 48px var(--s2) var(--s4)',
    '& br': { display: 'none' },
    '& label': { ...small, display: 'inline-flex', alignItems: 'center', gap: 'var(--s1)', minHeight: '32px', margin: '0', color: 'var(--ink-2)' },
    '& input[type=checkbox]': { margin: '0', width: '16px', height: '16px', accentColor: 'var(--accent)' },
    '& button': pressable,
    '& button:hover': { borderColor: 'var(--edge)' },
    '& [name=close]': { ...pressable, top: 'var(--s2)', right: 'var(--s2)', width: '32px', padding: '0', borderColor: 'transparent' },
    '& :focus-visible': ring,
  },
  '.cm-panel.cm-search .cm-textfield': {
    flex: '1 1 150px',
    minWidth: '0',
    minHeight: '32px',
    margin: '0',
    padding: '0 var(--s2)',
    font: 'var(--code)/1.5 var(--mono)',
    color: 'var(--ink)',
    background: 'var(--paper)',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--r1)',
  },
  '.cm-panel.cm-search .cm-button': { backgroundImage: 'none' },
  '.cm-searchMatch': { background: 'color-mix(in srgb, var(--sleep) 24%, transparent)', boxShadow: 'inset 0 -1px var(--sleep)' },
  '.cm-searchMatch.cm-searchMatch-selected': { background: 'color-mix(in srgb, var(--sleep) 50%, transparent)' },
  '.cm-selectionMatch': { background: 'color-mix(in srgb, var(--accent) 12%, transparent)' },

  // A finger needs more than a digit. `touch-action` means nothing to what is inline; this is not.
  '@media (any-pointer: coarse)': {
    '.knob::after': { content: '""', position: 'absolute', inset: '-6px -9px', touchAction: 'none' },
    '.cm-panel.cm-search button, .cm-panel.cm-search label, .cm-panel.cm-search .cm-textfield': { minHeight: '44px' },
    '.cm-panel.cm-search': { paddingRight: '60px' },
    '.cm-panel.cm-search [name=close]': { width: '44px' },
  },

  // Such modes draw no backgrounds but their own.
  '@media (forced-colors: active)': {
    '& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'Highlight !important', opacity: '.4', forcedColorAdjust: 'none' },
    '.cm-cursor': { borderLeftColor: 'CanvasText' },
    '.now': { outline: '1px solid CanvasText', outlineOffset: '-1px' },
    '.cm-searchMatch': { outline: '1px solid CanvasText' },
  },
});
