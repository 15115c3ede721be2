// Numbers as they are written in Python, and what they are some steps further.

/** A number, from a place on that is not within a word or another number. */
export const NUMBER = /(?<![\w.])-?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?(?![\w.])/g;

/**
 * The number some steps up or down, on a grid of steps and within its range, with no fewer decimals than it had.
 *
 * @param {string} text
 * @param {number} count how many steps; less than 0 for down
 * @param {{ kind: 'seconds' | 'count', min: number, max: number, step: number }} range
 */
export function stepped(text, count, { kind, min, max, step }) {
  const value = Number(text.replaceAll('_', ''));
  // Off the grid, the first step leads to it. What is next to it but for rounding is on it.
  const near = 1e-6;
  const at = count > 0 ? Math.floor(value / step + near) : Math.ceil(value / step - near);
  const next = Math.min(Math.max((at + count) * step, min), max);
  if (kind === 'count') return String(Math.round(next));
  // Without what binary fractions add: 0.30000000000000004.
  const exact = Number(next.toFixed(9));
  return exact.toFixed(Math.max(decimals(text), decimals(exact.toFixed(9).replace(/\.?0+$/, ''))));
}

/** How many decimals a number is written with. One that has a point keeps it. */
function decimals(text) {
  const [, fraction] = /^[^.e]*\.(\d*)$/i.exec(text) ?? [];
  return fraction === undefined ? 0 : Math.max(fraction.length, 1);
}
