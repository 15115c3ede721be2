// Places in the text: others count lines from 1 and columns from 1 in Unicode characters, the editor counts UTF-16 from 0.

/**
 * Where a line and column are in the text. What lies outside is moved to the nearest place inside.
 *
 * @param {import('@codemirror/state').Text} doc
 */
export function offset(doc, line, column) {
  const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  let at = 0;
  for (let rest = column; rest > 1 && at < text.length; rest--) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return from + at;
}
