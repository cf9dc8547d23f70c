// Which files are no notes: lines of `.gitignore` that are looked up say the same as lines that are compared.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ignore from 'ignore';
import { Exclusions } from '../../server/lsp/exclusions.ts';

const paths = [
  'out',
  'OUT',
  'a.md',
  'x/out',
  'x/a.md',
  'x/.md',
  'output',
  'keep',
  'x/keep',
  'out.md',
  'x y',
  'a-b_c.1',
  'a.b_c.1',
];

describe('one file says of each path what the library says', () => {
  const texts = {
    'a name': 'out\n',
    'a folder': 'out/\n',
    'white space at the end': 'out/  \na.md\t\n',
    'another case': 'Out\nA.MD\n',
    'from the top only': '/out\n/a.md\n',
    'a path': 'x/out\nx/keep/\n',
    stars: 'o*\n*.1\n',
    endings: '*.MD\n*.1/\n',
    'endings of several parts': '*.b_c.1\n*.c\n',
    comments: '#out\n\\#out\n',
    'a line that is taken back': 'out\nkeep\n!keep\n!out/\n',
    'taken back before it was said': '!keep\nkeep\n',
    'a space inside': 'x y\n',
  };
  for (const [name, text] of Object.entries(texts))
    test(name, () => {
      const rules = ignore().add(text);
      const exclusions = new Exclusions();
      exclusions.addIgnoreFile('/ws', text);
      for (const path of paths.filter((one) => !one.includes('/.')))
        for (const isFolder of [false, true]) {
          // The folders on the way were asked about before.
          const isInIgnored = path.startsWith('x/') && rules.ignores('x/');
          const expected = isInIgnored || rules.ignores(isFolder ? `${path}/` : path);
          assert.equal(exclusions.excludes('/ws', `/ws/${path}`, isFolder), expected, `${path}${isFolder ? '/' : ''}`);
        }
    });
});

test('a file speaks of its own folder only', () => {
  const exclusions = new Exclusions();
  exclusions.addIgnoreFile('/ws/a', 'out\n');
  assert.equal(exclusions.covers('/ws', '/ws/a/out/x.md'), true);
  assert.equal(exclusions.covers('/ws', '/ws/a/b/out'), true);
  assert.equal(exclusions.covers('/ws', '/ws/out/x.md'), false);
  assert.equal(exclusions.covers('/ws', '/ws/ab/out'), false);
});

test('globs of the settings are held against the whole path, each by itself', () => {
  const exclusions = new Exclusions();
  exclusions.setGlobs(['**/*.tmp', 'drafts', 'a|b', '**/old/**', 'Notes (old)', '{c,d}.md']);
  const out = (path: string) => exclusions.excludes('/ws', `/ws/${path}`, false);
  assert.deepEqual(
    [
      'x.tmp',
      'y/x.tmp',
      'drafts',
      'y/drafts',
      'a',
      'a|b',
      'old/x.md',
      'y/old/x.md',
      'older/x.md',
      'Notes (old)',
      'Notes old',
      'd.md',
    ].filter(out),
    ['x.tmp', 'y/x.tmp', 'drafts', 'a|b', 'old/x.md', 'y/old/x.md', 'Notes (old)', 'd.md'],
  );
  exclusions.setGlobs([]);
  assert.equal(out('x.tmp'), false);
});

test('files with rules elsewhere cost nothing', () => {
  const timeWith = (count: number): number => {
    const exclusions = new Exclusions();
    for (let index = 0; index < count; index++) exclusions.addIgnoreFile(`/v/p${index}`, 'out\n');
    const start = performance.now();
    for (let index = 0; index < 20_000; index++) exclusions.excludes('/v', `/v/p0/x/${index}.md`, false);
    return performance.now() - start;
  };
  timeWith(1);
  const [one, many] = [timeWith(1), timeWith(2000)];
  assert.ok(many < 10 * one + 50, `${one.toFixed()} ms, with 2,000 of them ${many.toFixed()} ms`);
});
