// Titles behind links that show only a file name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inlayHints } from '../../server/features/inlayHints.ts';
import { offsetAt } from '../../server/text/lines.ts';
import { world } from '../fixture.ts';

/** The text with each hint in `⟨⟩` where it is shown. */
function check(text: string, expected: string, inlay = true): void {
  const of = world(`//- a.md\n${text}\n//- b.md\n# Лучшая заметка\n//- same_name.md\n# Same name\n`, {
    settings: { inlayHints: inlay },
  });
  const note = of.vault.note(of.uri('a.md'))!;
  let shown = `${text}\n`;
  const hints = inlayHints(of.vault, note.uri, { start: 0, end: note.length }, of.settings) ?? [];
  for (const { position, label } of hints.reverse()) {
    const at = offsetAt(note.lines, position, note.length);
    shown = `${shown.slice(0, at)}⟨${label}⟩${shown.slice(at)}`;
  }
  assert.equal(shown.trimEnd(), expected);
}

test('after the link', () =>
  check('See [[b]] and [[b.md#x]].', 'See [[b]]⟨Лучшая заметка⟩ and [[b.md#x]]⟨Лучшая заметка⟩.'));
test('not where the title is shown, or says nothing new', () =>
  check('[[b|alias]] ![[b]] [[same_name.md]] [[no]]', '[[b|alias]] ![[b]] [[same_name.md]] [[no]]'));
test('off by default', () => {
  check('[[b]]', '[[b]]', false);
  assert.equal(world('//- a.md\n').settings.inlayHints, false);
});
