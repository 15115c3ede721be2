import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NUMBER, stepped } from './number.js';

const seconds = { kind: 'seconds', min: 0, max: 10, step: 0.1 };
const count = { kind: 'count', min: 1, max: 8, step: 1 };
const check = (text, steps, range, expected) => assert.equal(stepped(text, steps, range), expected);

test('decimals are as many as there were, or as a step needs', () => {
  check('0.2', 1, seconds, '0.3');
  check('0.1', 2, seconds, '0.3');
  check('1', 1, seconds, '1.1');
  check('0.9', 1, seconds, '1.0');
  check('0.50', -1, seconds, '0.40');
  check('1.', 10, seconds, '2.0');
  check('.5', 1, seconds, '0.6');
  check('1', 1, { ...seconds, step: 0.25 }, '1.25');
  check('1e0', 1, seconds, '1.1');
  for (let steps = 1; steps < 100; steps++) assert.match(stepped('0.1', steps, seconds), /^\d+\.\d$/);
});

test('the first step leads to the grid', () => {
  check('0.35', 1, seconds, '0.40');
  check('0.35', -1, seconds, '0.30');
  check('7', 1, { ...count, step: 5, max: 100 }, '10');
});

test('numbers stay within their range', () => {
  check('0.1', -5, seconds, '0.0');
  check('9.9', 5, seconds, '10.0');
  check('1', -1, count, '1');
  check('100', -1, count, '8');
  check('-0.1', 1, { ...seconds, min: -1 }, '0.0');
});

test('counts are whole', () => {
  check('4', 2, count, '6');
  check('1_000', 1, { ...count, max: 2000 }, '1001');
});

test('numbers are told from names and parts of others', () => {
  const all = (text) => text.match(NUMBER);
  assert.deepEqual(all('f(1, 2.5, .5, 1_000, 1e3, 5.)'), ['1', '2.5', '.5', '1_000', '1e3', '5.']);
  assert.deepEqual(all('x = -3'), ['-3']);
  assert.equal(all('x1 + 0x1f + 1j + a.b1'), null);
});
