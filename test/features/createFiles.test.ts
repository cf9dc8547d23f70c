// New files: links that their names would draw away stay where they lead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFiles } from '../../server/features/createFiles.ts';
import { world } from '../fixture.ts';
import { carriedOut, printed } from '../planned.ts';

/** The files that are other than before, by path. */
function check(created: string, literal: string, expected: string): void {
  const of = world(literal);
  const plan = createFiles(of.vault, created.split(', ').map(of.uri), of.settings);
  assert.equal(printed(carriedOut(of, plan), of.texts), expected.replace(/^\n/, ''));
}

test('a name that is taken elsewhere', () =>
  check(
    'n/b.md',
    '\n//- n/a.md\n[[b]] [[b.md|x]] [[y/b]]\n//- y/b.md\n',
    '\n//- n/a.md\n[[y/b]] [[y/b.md|x]] [[y/b]]\n',
  ));
test('a link from elsewhere that would be ambiguous', () =>
  check('z/b.md', '\n//- a.md\n[[b]]\n//- y/b.md\n', '\n//- a.md\n[[y/b]]\n'));
test('a link that leads nowhere may find the new note', () => check('b.md', '\n//- a.md\n[[b]] [x](b.md)\n', ''));
test('a title gives way to a file name only where it is written otherwise', () =>
  check(
    'Beta.md',
    '\n//- a.md\n[[Beta]]\n//- y/b.md\n# Beta\n',
    '\n//- a.md\n[[b]]\n//- y/b.md\n# Beta\n'.replace('//- y/b.md\n# Beta\n', ''),
  ));
test('folders, and files elsewhere', () => check('x/b, /w/b.md', '\n//- a.md\n[[b]]\n//- y/b.md\n', ''));
