// The outline: headings inside of headings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { documentSymbols } from '../../server/features/documentSymbols.ts';
import { world } from '../fixture.ts';

/** Each symbol as `name first-last`, indented by its depth; lines from 1. */
function check(text: string, expected: string): void {
  const of = world(`//- a.md\n${text}`);
  const print = (symbols: readonly DocumentSymbol[], depth: number): string =>
    symbols
      .map(
        ({ name, range, children }) =>
          `${' '.repeat(depth)}${name} ${range.start.line + 1}-${range.end.line + 1}\n${print(children ?? [], depth + 1)}`,
      )
      .join('');
  assert.equal(print(documentSymbols(of.vault, of.uri('a.md'))!, 0), expected);
}

test('sections hold their own', () => check('# A\nx\n## B\n### C\n## D\n', 'A 1-6\n B 3-5\n  C 4-5\n D 5-6\n'));
test('a level left out', () => check('# A\n### C\n## D\n', 'A 1-4\n C 2-3\n D 3-4\n'));
test('several at the top, and one without words', () => check('## A\n# B\n#\n', 'A 1-2\nB 2-3\n# 3-4\n'));
test('marks are no part of a name', () => check('# `x` **y** [z](u)\n', 'x y z 1-2\n'));
test('headings in code are none', () => check('```\n# A\n```\n', ''));
test('what is no note has none', () =>
  assert.equal(documentSymbols(world('//- a.md\n').vault, 'file:///v/no.md'), undefined));
