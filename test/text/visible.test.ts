// What nobody sees is shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visible, visibleUrl } from '../../server/text/visible.ts';

test('marks of direction and of no width', () => {
  assert.equal(visible('a\u202egpj.exe'), 'a<U+202E>gpj.exe');
  assert.equal(visible('x\u200by\u2066z'), 'x<U+200B>y<U+2066>z');
});
test('joiners and letters stay', () => {
  for (const text of ['👩‍🔬', 'می‌خواهم', 'Обзор', 'é', '']) assert.equal(visible(text), text);
});
test('a host in other letters', () => {
  assert.equal(visibleUrl('https://аpple.com/путь'), 'https://%D0%B0pple.com/путь');
  assert.equal(visibleUrl('https://x.org/\u202ea'), 'https://x.org/<U+202E>a');
  assert.equal(visibleUrl('https://a\u200bb.org'), 'https://a<U+200B>b.org');
  assert.equal(visibleUrl('mailto:a@b.org'), 'mailto:a@b.org');
});
