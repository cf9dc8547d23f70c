// Deleted files: a warning where links to them would lead to other notes, and silence else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deleteFiles } from '../../server/features/deleteFiles.ts';
import { world } from '../fixture.ts';

function check(deleted: string, literal: string, expected: string | undefined): void {
  const of = world(literal);
  assert.equal(deleteFiles(of.vault, deleted.split(', ').map(of.uri), of.settings, 'en'), expected);
}

const vault = '\n//- x/b.md\n//- y/b.md\n//- x/a.md\n[[b]] [[b|again]] [[y/b]] [t](b.md)\n//- c.md\n[[x/b]]\n';

test('links that would lead to the other note of that name', () => {
  check(
    'x/b.md',
    vault,
    '3 links to what is deleted will lead to another note: in “x/a.md” to “y/b.md”. Check it before you go on.',
  );
});
test('links that will be missing are told of as such', () => check('y/b.md, x/b.md', vault, undefined));
test('links in what is deleted do not count', () => check('x', vault.replace('//- c.md\n[[x/b]]\n', ''), undefined));
