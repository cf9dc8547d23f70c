// The inferred content root (docs/links.md, "Words"): at least 20 links, five times as many as from any other folder.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inferContentRoot } from '../../server/vault/contentRoots.ts';
import { finish } from '../../server/vault/walk.ts';
import { type WorldOptions, world } from '../fixture.ts';

/** `links` is [target, how often]; every one stands in a note of `from`. */
function check(
  files: string[],
  links: [string, number][],
  expected: string,
  options: WorldOptions = {},
  from = 'from',
): void {
  const written = links.flatMap(([target, count]) => Array.from({ length: count }, () => `[[${target}]]`));
  const literal = `\n//- ${from}/a.md\n${written.join('\n')}\n${files.map((file) => `//- ${file}\n`).join('')}`;
  const here = world(literal, options);
  here.vault.contentRoots = here.vault.contentRoots.filter((root) => root.reason !== 'inferred');
  const root = finish(inferContentRoot(here.vault));
  assert.equal(root ? `${here.vault.displayPath(root.path)} ${root.votes?.own}:${root.votes?.next}` : 'none', expected);
}

test('20 links are enough', () => check(['topics/ai/x.md'], [['ai/x', 20]], 'topics 20:0'));
test('19 are not', () => check(['topics/ai/x.md'], [['ai/x', 19]], 'none'));
test('five times as many as from the next folder', () =>
  check(
    ['topics/ai/x.md', 'other/bi/y.md'],
    [
      ['ai/x', 25],
      ['bi/y', 5],
    ],
    'topics 25:5',
  ));
test('less than five times as many', () =>
  check(
    ['topics/ai/x.md', 'other/bi/y.md'],
    [
      ['ai/x', 24],
      ['bi/y', 5],
    ],
    'none',
  ));
test('a link that resolves beside its note does not count', () =>
  check(['topics/ai/x.md', 'from/ai/x.md'], [['ai/x', 30]], 'none'));
test('one beside its note as the index of a folder neither', () =>
  check(['topics/ai/x.md', 'from/ai/x/index.md'], [['ai/x', 30]], 'none'));
test('bare names and ../ do not count', () =>
  check(
    ['topics/ai/x.md'],
    [
      ['x', 30],
      ['../ai/x', 30],
      ['./ai/x', 30],
      ['/ai/x', 30],
    ],
    'none',
  ));
test('with an ending', () => check(['topics/ai/x.md'], [['ai/x.md', 20]], 'topics 20:0'));
test('the workspace folder is a root already', () => check(['ai/x.md'], [['ai/x', 30]], 'none'));
test('a configured root is not inferred again', () =>
  check(['topics/ai/x.md'], [['ai/x', 30]], 'none', { contentRoots: ['topics'] }));
test('links of a sidecar do not count', () => {
  const links = '[[ai/x]]\n'.repeat(30);
  const here = world(
    `\n//- img/p.md\n# Image Description\n\n**File:** p.png\n\n${links}//- img/p.png\n//- topics/ai/x.md\n`,
  );
  assert.equal(finish(inferContentRoot(here.vault)), undefined);
});
test('what does not resolve from anywhere counts for nothing', () => check(['topics/ai/x.md'], [['ai/y', 30]], 'none'));
test('a file of the git root is no vote', () =>
  check(['/g/topics/ai/x.md'], [['ai/x', 30]], 'none', { folder: '/g/v', gitRoot: '/g' }));
test('links then resolve from it', () => {
  const here = world(`\n//- from/a.md\n${'[[ai/x]]\n'.repeat(20)}//- topics/ai/x.md\n`);
  assert.deepEqual(
    here.vault.contentRoots.map((root) => `${root.path} ${root.reason}`),
    ['/v workspace', '/v/topics inferred'],
  );
});
