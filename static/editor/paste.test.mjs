import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMIT, mend } from './paste.js';

/** What becomes of a text, and what was found; what was mended once is as it should be. */
function check(text, expected, ...found) {
  assert.deepEqual(mend(text), { text: expected, found });
  assert.equal(mend(expected), null);
}
const fine = (text) => assert.equal(mend(text), null);

test('a program as it should be is left alone', () => {
  fine('');
  fine('import asyncio\n\n\nasync def main():\n    await asyncio.sleep(0.5)  # half a second\n\nasyncio.run(main())\n');
  fine('x = a - b\ny = [1, 2][0]: int\nz = x[...]\n');
});

test('line ends and byte order marks', () => {
  check('\ufeffx = 1\n', 'x = 1\n', 'a byte order mark');
  check('a\r\nb\r\n', 'a\nb\n', 'Windows line ends');
  check('a\rb', 'a\nb', 'Windows line ends');
  check('a\u2028b', 'a\nb', 'unusual line ends');
});

test('smart quotes around strings', () => {
  check('print(“hello”)', 'print("hello")', 'smart quotes');
  check('print(‘hello’)', "print('hello')", 'smart quotes');
  check('print(”hello”, „world“)', 'print("hello", "world")', 'smart quotes');
  check('print("hello”)', 'print("hello")', 'smart quotes');
  check('print(“hello")', 'print("hello")', 'smart quotes');
  check('print(f“{x}”, rb‘y’)', 'print(f"{x}", rb\'y\')', 'smart quotes');
  check('x = “”', 'x = ""', 'smart quotes');
  check('“““All\nof it”””\n', '"""All\nof it"""\n', 'smart quotes');
  check('”””All\n"of it"”””\n', '"""All\n"of it""""\n', 'smart quotes');
  check('print(“never closed', 'print("never closed', 'smart quotes');
});

test('what is in such a string stays what it is', () => {
  check('print(“it’s”)', 'print("it’s")', 'smart quotes');
  check('print(‘it’s’)', "print('it’s')", 'smart quotes');
  check('print(“say "hi"”)', 'print("say \\"hi\\"")', 'smart quotes');
  check("print(‘it's’)", "print('it\\'s')", 'smart quotes');
  check('print(“a\\”b”)', 'print("a\\”b")', 'smart quotes');
  check('print(“a – b # c”)', 'print("a – b # c")', 'smart quotes');
});

test('smart quotes inside proper strings and comments are text', () => {
  fine('print("it’s")');
  fine("print('“quoted”')");
  fine('x = 1  # “quoted”, it’s');
  fine('"""\n“quoted”\n"""');
  fine("'''it’s'''");
  fine('print("a\\"“b”")');
  fine('print("“")\nprint("”")');
  fine('print("open\\\n“b”")');
});

test('an apostrophe in a word is no string', () => fine('don’t'));

test('spaces that are none', () => {
  check('if x:\n\u00a0\u00a0\u00a0\u00a0y = 1', 'if x:\n    y = 1', 'non-breaking spaces');
  check('x\u3000=\u202f1', 'x = 1', 'non-breaking spaces');
  check('x\u200b = 1\u2060', 'x = 1', 'invisible characters');
  check('x = 1\0', 'x = 1', 'invisible characters');
  fine('print("a\u00a0b\u200bc")  # d\u00a0e');
});

test('dashes and dots', () => {
  check('x = a – b\ny = −1', 'x = a - b\ny = -1', 'typographic dashes');
  check('def f() —> int: …', 'def f() -> int: ...', 'typographic dashes', 'typographic dots');
  fine('print("a – b …")  # –');
});

test('tabs at the start of lines', () => {
  check('if x:\n\ty = 1\n\t\tz', 'if x:\n    y = 1\n        z', 'tabs');
  check('\tx', '    x', 'tabs');
  check('if x:\n  \ty', 'if x:\n    y', 'tabs');
  check('if x:\n\u00a0\ty', 'if x:\n    y', 'non-breaking spaces', 'tabs');
  check('f(“a”)\n\tb', 'f("a")\n    b', 'smart quotes', 'tabs');
  fine('x = 1\t# one\n"""\n\ttext\n"""\ny = "a\tb"\t\n');
  fine("'a'\t\n");
});

test('prompts of an interactive Python', () => {
  check('>>> x = 1\n>>> x\n1\n>>> print("a")\na\n', 'x = 1\nx\nprint("a")', 'prompts and output');
  check('>>> for i in x:\n...     print(i)\n...\n1\n2\n>>> y', 'for i in x:\n    print(i)\n\ny', 'prompts and output');
  check('>>>\n>>> x', '\nx', 'prompts and output');
  check('    >>> x = 1\n    >>> x\n    1\n', 'x = 1\nx', 'prompts and output');
  check('Python 3.13.0 (main) [GCC 14] on linux\nType "help" for more.\n>>> x\n', 'x', 'prompts and output');
  check('>>>\u00a0x = “a”', 'x = "a"', 'prompts and output', 'smart quotes');
  check('>>> print("...")\n...\n>>> x', 'print("...")\n\nx', 'prompts and output');
  check('>>> f()\nout\n... more out\n>>> x', 'f()\nx', 'prompts and output');
  check(">>> f()\nTraceback (most recent call last):\n  File \"<stdin>\", line 1\nNameError: it's\n>>> x", 'f()\nx', 'prompts and output');
  check('>>> def f():\n    return 1\n\n>>> f(\n    1,\n)\n3\n', 'def f():\n    return 1\n\nf(\n    1,\n)', 'prompts and output');
  check('import time\n\n>>> time.sleep(1)\n', 'import time\n\ntime.sleep(1)', 'prompts and output');
  check('>>> """\n... >>> text\n... """', '"""\n>>> text\n"""', 'prompts and output');
});

test('prompts of notebooks', () => {
  check('In [1]: x = 1\n\nIn [2]: x\nOut[2]: 1\n\nIn [3]: y', 'x = 1\nx\ny', 'notebook prompts');
  check('In [1]: def f():\n   ...:     return 1\n   ...: \n\nIn [2]: f()', 'def f():\n    return 1\n\nf()', 'notebook prompts');
  check('In [1]:\nimport time\ntime.sleep(1)\nOut[1]:\n2\nIn\u00a0[ ]:\nx = 1\n', 'import time\ntime.sleep(1)\nx = 1\n', 'notebook prompts');
  check('[1]:\nx = 1\nx\n[2]:\ny', 'x = 1\nx\ny', 'notebook prompts');
  fine('In = [1]\nx[In[0]]\n');
});

test('what looks like prompts in strings and comments is text', () => {
  fine('def f():\n    """Doubles.\n\n    >>> f(1)\n    2\n    """\n    return 2\n');
  fine("text = '''\nIn [1]: x\nOut[1]: 2\n'''\n");
  fine('# >>> f(1)\nprint(">>> ")\n');
  fine('"""\n>>> never closed');
  fine('x = a >> b\n');
});

test('several accidents at once', () => {
  check(
    '\ufeff>>> print(“a”)\r\na\r\n>>> x\u00a0= 1 – 2\r\n',
    'print("a")\nx = 1 - 2',
    'a byte order mark', 'Windows line ends', 'prompts and output', 'smart quotes', 'non-breaking spaces', 'typographic dashes',
  );
});

test('whatever it is given, it ends, and once is enough', () => {
  // A linear congruential generator: the same texts each time.
  let seed = 1;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  const parts = ['“', '”', '‘', '’', '"', "'", '"""', "'''", '\\', '\n', '#', ' ', '\t', '\u00a0', '\u200b', 'x', '(', ')', ':', '–', '\u2028'];
  for (let i = 0; i < 20000; i++) {
    const text = Array.from({ length: random(14) }, () => parts[random(parts.length)]).join('');
    const once = mend(text);
    assert.equal(typeof (once?.text ?? ''), 'string');
    if (!once) assert.doesNotMatch(text, /^[^"'#“”‘’]*[\u00a0\u200b–]/, JSON.stringify(text));
  }
});

/** Milliseconds of the processor for so much of this, the best of some: what else the machine does is not meant. */
function milliseconds(part, length) {
  const text = part.repeat(Math.ceil(length / part.length));
  const times = Array.from({ length: 8 }, () => {
    const start = process.cpuUsage();
    mend(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

test('the longest program takes less than a long task, 50 ms', () => {
  for (const part of [
    'async def main():\n    await asyncio.gather(f(1), f("a"))  # all\n\n',
    'print(“hello”)  # it’s\n',
    'if waiting:\r\n\tprint(‘waiting’, seconds)\r\n\ttime.sleep(seconds)\r\n',
    'x\u00a0= 1\n',
    '>>> for x in y:\n...     print(x)\n1\n2\n',
    'In [1]:\nprint(1)\nOut[1]:\n1\n',
    '"""\n>>> x\n1\n"""\n',
  ]) {
    const took = milliseconds(part, LIMIT);
    assert.ok(took < 50, `${JSON.stringify(part)}: ${took.toFixed(0)} ms`);
  }
});

test('nonsense takes no longer than its length asks for', () => {
  for (const part of ['“', '‘a', '"', '"”', '\\', '(“a" ', '’ ', '\t', '\u00a0', '“““', "''' ", '”\\', '>>> (\n... x\n', '>>> (\n x\n']) {
    const [once, tenfold] = [LIMIT, 10 * LIMIT].map((length) => milliseconds(part, length));
    // Ten times as long where it grows with the length, a hundred times where it grows with its square.
    assert.ok(tenfold < 30 * Math.max(once, 1), `${JSON.stringify(part)}: ${once.toFixed(1)} ms, ten times of it ${tenfold.toFixed(1)} ms`);
  }
});
