// What happens to Python on its way through web pages, word processors and chats, and how to undo it.

/** So long a program may be that is edited, in UTF-16 units: longer ones are refused, and not mended. */
export const LIMIT = 100_000;

/** What there should not be in code, what it stands for, and in plain words what it is. */
const STRAY = [
  [/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/, ' ', 'non-breaking spaces'],
  [/[\x85\u2028\u2029]/, '\n', 'unusual line ends'],
  [/[‐‑‒–—−]/, '-', 'typographic dashes'],
  [/…/, '...', 'typographic dots'],
  // Control characters, zero-width ones, marks of direction.
  [/[\0-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/, '', 'invisible characters'],
];
const ANY_STRAY = new RegExp(STRAY.map(([pattern]) => pattern.source).join('|'), 'g');
/** All of that, tabs, and smart quotes: text without any is quickly passed over. */
const ODD = /[\0-\x09\x0b-\x1f\x7f-\u00a0\u00ad\u1680\u2000-\u2069\u2212\u3000\ufeff]/;
const TAB = 4;

/**
 * Recognises what has become of a program that was copied from somewhere. Strings and comments keep what is in them.
 *
 * @param {string} text
 * @returns {{ text: string, found: string[] } | null} the program as it was meant, and in plain words what was wrong;
 *   null where nothing was
 */
export function mend(text) {
  const found = new Set();
  let whole = text;
  if (whole.startsWith('\ufeff')) {
    whole = whole.slice(1);
    found.add('a byte order mark');
  }
  if (whole.includes('\r')) {
    whole = whole.replace(/\r\n?/g, '\n');
    found.add('Windows line ends');
  }
  for (const transcript of TRANSCRIPTS) {
    const code = withoutPrompts(whole, transcript);
    if (code === null) continue;
    whole = code;
    found.add(transcript.name);
  }
  whole = withPlainSigns(whole, found);
  return found.size > 0 ? { text: whole, found: [...found] } : null;
}

/** The same with plain signs in its code, and plain delimiters of its strings. */
function withPlainSigns(text, found) {
  if (!ODD.test(text)) return text;
  const out = [];
  let copied = 0;
  const replace = (from, to, part) => {
    out.push(text.slice(copied, from), part);
    copied = to;
  };
  for (const pieces = new Pieces(text); pieces.next();) {
    if (pieces.kind === COMMENT) continue;
    const { kind, from, to, quote, left, right } = pieces;
    if (kind === CODE) {
      const part = text.slice(from, to);
      if (!ODD.test(part)) continue;
      const plain = part.replace(ANY_STRAY, (stray) => {
        const [, meant, name] = STRAY.find(([pattern]) => pattern.test(stray));
        found.add(name);
        return meant;
      });
      // A part that does not start a line is not indented by what it starts with.
      const indents = from === 0 || text[from - 1] === '\n' ? /^ *\t[ \t]*/gm : /(?<=\n) *\t[ \t]*/g;
      const even = plain.includes('\t') ? plain.replace(indents, columns) : plain;
      if (even !== plain) found.add('tabs');
      if (even !== part) replace(from, to, even);
    } else if (quote) {
      const inside = text.slice(from + left, to - right);
      // What is of the new delimiters' kind would end the string.
      const escaped = left === 3 || !inside.includes(quote) ? inside : inside.replace(/\\.|["']/g, (found) => (found === quote ? `\\${quote}` : found));
      replace(from, to, `${left === 3 ? quote.repeat(3) : quote}${escaped}${right === 3 ? quote.repeat(3) : right === 1 ? quote : ''}`);
      found.add('smart quotes');
    }
  }
  replace(text.length, text.length, '');
  return out.join('');
}

/** Spaces that reach as far as an indentation with tabs. */
function columns(indentation) {
  let width = 0;
  for (const character of indentation) width += character === '\t' ? TAB - (width % TAB) : 1;
  return ' '.repeat(width);
}

const [CODE, COMMENT, STRING] = [0, 1, 2];
const [NEWLINE, HASH, BACKSLASH] = [10, 35, 92];
const [DOUBLE, SINGLE] = ['"', "'"];

/** The straight quote that a quote is, or stands for; undefined of other characters. */
function quoteOf(code) {
  switch (code) {
    case 0x22: case 0x201c: case 0x201d: case 0x201e: case 0x201f: case 0x2033: return DOUBLE;
    case 0x27: case 0x2018: case 0x2019: case 0x201a: case 0x201b: case 0x2032: return SINGLE;
  }
}

/** What ends a string that begins with a smart quote, by how that looks. */
const CLOSING = {
  [DOUBLE]: { right: (code) => code === 0x201d, low: (code) => code === 0x201c || code === 0x201d, prime: (code) => code === 0x2033 },
  // An apostrophe in a word ends nothing.
  [SINGLE]: {
    right: (code, text, at) => code === 0x2019 && !inWord(text, at),
    low: (code, text, at) => (code === 0x2018 || code === 0x2019) && !inWord(text, at),
    prime: (code) => code === 0x2032,
  },
};
const ANY = { [DOUBLE]: (code) => quoteOf(code) === DOUBLE, [SINGLE]: (code) => quoteOf(code) === SINGLE };
const STRAIGHT = { [DOUBLE]: (code) => code === 34, [SINGLE]: (code) => code === 39 };
const thrice = (fits) => (code, text, at) => fits(code) && fits(text.charCodeAt(at + 1)) && fits(text.charCodeAt(at + 2));
const ANY_THRICE = { [DOUBLE]: thrice(ANY[DOUBLE]), [SINGLE]: thrice(ANY[SINGLE]) };
const STRAIGHT_THRICE = { [DOUBLE]: thrice(STRAIGHT[DOUBLE]), [SINGLE]: thrice(STRAIGHT[SINGLE]) };

const inWord = (text, at) => isWord(text.charCodeAt(at + 1));
const isWord = (code) => code > 127 ? /[\p{L}\d]/u.test(String.fromCharCode(code)) : code >= 48 && code < 58 || code >= 65 && code < 91 || code === 95 || code >= 97 && code < 123;
/** Where a string may begin: behind its prefix, or a word that may stand before one. */
const BEFORE = /(?:^|\W)(?:[bfrtu]{1,2}|and|else|if|in|is|not|or|return|yield)$/i;
const mayBegin = (text, at) => !isWord(text.charCodeAt(at - 1)) || BEFORE.test(text.slice(Math.max(0, at - 7), at));

/**
 * Cuts a program into code, comments and strings, one after the other. A string whose delimiters are to be replaced
 * has the `quote` to do it with, and how many there are on the left and on the right.
 */
class Pieces {
  kind = CODE;
  from = 0;
  to = 0;
  quote = undefined;
  left = 0;
  right = 0;
  #text;
  #found;
  // What was looked for in vain is not looked for again in the same line: long ones stay quick.
  #vain = new Map();

  constructor(text) { this.#text = text; }

  next() {
    const text = this.#text;
    this.from = this.to;
    if (this.from >= text.length) return false;
    this.quote = undefined;
    let at = this.from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === HASH || quoteOf(code) && (code < 128 || mayBegin(text, at))) break;
    }
    if (at > this.from) {
      this.kind = CODE;
      this.to = at;
    } else if (text.charCodeAt(at) === HASH) {
      this.kind = COMMENT;
      this.to = this.#line(at);
    } else {
      this.kind = STRING;
      this.#string(at);
    }
    return true;
  }

  #line(from) {
    const end = this.#text.indexOf('\n', from);
    return end < 0 ? this.#text.length : end;
  }

  /** The first place from here that fits and is not escaped, in this line or in the whole text. */
  #first(from, fits, inLine) {
    if (from < (this.#vain.get(fits) ?? 0)) return false;
    const text = this.#text;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) at++;
      else if (inLine && code === NEWLINE) break;
      else if (fits(code, text, at)) {
        this.#found = at;
        return true;
      }
    }
    this.#vain.set(fits, at);
    return false;
  }

  #ends(to, quote, left, right) {
    this.to = to;
    this.quote = quote;
    this.left = left;
    this.right = right;
  }

  #string(from) {
    const text = this.#text;
    const code = text.charCodeAt(from);
    const quote = quoteOf(code);
    if (code < 128) {
      const three = STRAIGHT_THRICE[quote](code, text, from);
      const count = three ? 3 : 1;
      if (this.#first(from + count, three ? STRAIGHT_THRICE[quote] : STRAIGHT[quote], !three)) this.to = this.#found + count;
      else if (three) this.to = text.length;
      // It begins with a straight quote and may end with another one.
      else if (this.#first(from + 1, CLOSING[quote].low, true)) this.#ends(this.#found + 1, quote, 1, 1);
      else this.to = this.#line(from);
    } else if (ANY_THRICE[quote](code, text, from)) {
      if (this.#first(from + 3, ANY_THRICE[quote], false)) this.#ends(this.#found + 3, quote, 3, 3);
      else this.#ends(text.length, quote, 3, 0);
    } else {
      const { right, low, prime } = CLOSING[quote];
      const own = code === 0x201a || code === 0x201e ? low : code === 0x2032 || code === 0x2033 ? prime : right;
      if (this.#first(from + 1, own, true) || this.#first(from + 1, ANY[quote], true)) this.#ends(this.#found + 1, quote, 1, 1);
      else this.#ends(this.#line(from), quote, 1, 0);
    }
  }
}

/**
 * What programs look like where they are entered piece by piece: how a piece begins (a sign that there may be such) and how it goes on. In `cells`, all
 * that follows a prompt alone in its line is code, as far as `output`.
 */
const TRANSCRIPTS = [
  { name: 'prompts and output', sign: '>>>', first: />>>(?:\s|$)/y, more: /\.{3}(?:\s|$)/y, output: /$^/y },
  { name: 'notebook prompts', sign: ']:', first: /(?:In\s?\[[\d *]*\]:|\[[\d *]+\]:(?=\s*$))\s?/y, more: /\.{3,}:\s?/y, output: /Out\s?\[\d*\]:/y, cells: true },
];
const BANNER = /^(?:Python \d|IPython \d|Type ["'])|^\[(?:GCC|Clang|MSC)/;

/** The program of such a transcript, without prompts and output; null where the text is none. */
function withoutPrompts(text, { sign, first, more, output, cells }) {
  if (!text.includes(sign)) return null;
  /** What is left of a line behind a sign, if it has it. */
  const behind = (line, sign) => {
    sign.lastIndex = line.length - line.trimStart().length;
    return sign.test(line) ? line.slice(sign.lastIndex) : null;
  };
  const lines = text.split('\n');
  // Not what is in a string, as in the examples that a function's description gives.
  const pieces = new Pieces(text);
  let at = 0;
  const start = lines.findIndex((line) => {
    const from = at;
    at += line.length + 1;
    if (behind(line, first) === null) return false;
    while (pieces.to <= from && pieces.next());
    return pieces.kind !== STRING || pieces.from === from;
  });
  if (start < 0) return null;

  const out = lines.slice(0, start).filter((line) => !BANNER.test(line));
  let state = 'code';
  for (const line of lines.slice(start)) {
    const begun = behind(line, first);
    const continued = state === 'output' ? null : behind(line, more);
    if (begun !== null) {
      state = cells && begun.trim() === '' ? 'cell' : 'code';
      if (state === 'code') out.push(begun);
    } else if (continued !== null) {
      out.push(continued);
    } else if (state === 'cell' && behind(line, output) === null) {
      out.push(line);
    } else if (state === 'open' ? /^\s|^[)\]}]|^$/.test(line) : state === 'code' && /^\s/.test(line) && /[:,([{\\]\s*(?:#.*)?$/.test(out.at(-1))) {
      // The prompts of further lines are lost.
      state = 'open';
      out.push(line);
    } else {
      state = 'output';
    }
  }
  return out.join('\n');
}
