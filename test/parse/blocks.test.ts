// What the blocks of a note hold. Their places are tested by what is read in them: `inline`, `note`, `differential`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBlocks } from '../../server/parse/blocks.ts';

test('the cells of a table are one list, whatever it holds', () => {
  const text = '| a | b |\n| - | - |\n| | d |\n| e |\n\nprose\n\n| f | g |\n| - | - |\n';
  const { inlines } = readBlocks(text, 0);
  const shown = inlines.map(({ kind, segments }) => [
    kind,
    ...segments.flatMap((start, at) => (at % 2 === 0 ? [text.slice(start, segments[at + 1])] : [])),
  ]);
  assert.deepEqual(shown, [
    ['cells', 'a', 'b', 'd', 'e'],
    ['paragraph', 'prose'],
    ['cells', 'f', 'g'],
  ]);
});
