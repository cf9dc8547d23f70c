// A selection that grows: each step as the text it takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SelectionRange } from 'vscode-languageserver-types';
import { selectionRanges } from '../../server/features/selectionRanges.ts';
import { offsetAt } from '../../server/text/lines.ts';
import { world } from '../fixture.ts';

function check(text: string, expected: readonly string[]): void {
  const of = world(`//- a.md\n${text}`);
  const note = of.vault.note(of.place.uri)!;
  const steps: string[] = [];
  const [first] = selectionRanges(of.vault, of.place.uri, [of.place.offset])!;
  for (let range: SelectionRange | undefined = first; range; range = range.parent) {
    const { start, end } = range.range;
    steps.push(of.slice('a.md', offsetAt(note.lines, start, note.length), offsetAt(note.lines, end, note.length)));
  }
  assert.deepEqual(steps, expected);
}

test('the parts of a link', () =>
  check('See [[no$0te one#Part|that]] now.\n', [
    'note',
    'note one',
    'note one#Part',
    'note one#Part|that',
    '[[note one#Part|that]]',
    'See [[note one#Part|that]] now.',
    'See [[note one#Part|that]] now.\n',
  ]));
test('sections', () =>
  check('# A\n\nx\n\n## B\n\nwo$0rd here\n\n## C\n', [
    'word',
    'word here',
    '## B\n\nword here\n\n',
    '# A\n\nx\n\n## B\n\nword here\n\n## C\n',
  ]));
test('a heading', () => check('# One tw$0o\n\nx\n', ['two', 'One two', '# One two', '# One two\n\nx\n']));
test('an empty note', () => check('$0', ['']));
