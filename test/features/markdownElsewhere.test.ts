// Whether VS Code's own Markdown rewrites the links of a move itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownElsewhere } from '../../server/features/markdownElsewhere.ts';
import { moveFiles } from '../../server/features/moveFiles.ts';
import { world } from '../fixture.ts';
import { carriedOut, printed } from '../planned.ts';

const include = ['**/*.{md,markdown}', '**/*.{png,jpg}'];

function check(to: string, setting: unknown, expected: boolean): void {
  assert.equal(markdownElsewhere(setting, [{ from: 'file:///v/x', to: `file:///v/${to}` }]), expected);
}

test('by the setting and its globs', () => {
  check('a.md', { enabled: 'always', include }, true);
  check('d/i%20i.png', { enabled: 'prompt', include }, true);
  check('a.md', { enabled: 'never', include }, false);
  check('a.pdf', { enabled: 'always', include }, false);
  check('folder', { enabled: 'always', include, enableForDirectories: true }, true);
  check('folder', { enabled: 'always', include, enableForDirectories: false }, false);
  for (const setting of [undefined, null, 7, 'always', {}, { enabled: true }, { enabled: 'always' }])
    check('a.md', setting, false);
});

test('then only wiki-links are ours', () => {
  const of = world('\n//- a.md\n[[b]] [x](b.md)\n//- b.md\n[y](a.md)\n');
  const files = [{ from: of.uri('b.md'), to: of.uri('d/c.md') }];
  const plan = { ...moveFiles(of.vault, files, { settings: of.settings, markdownElsewhere: () => true }), files };
  assert.equal(printed(carriedOut(of, plan), of.texts), '//- a.md\n[[c]] [x](b.md)\n//- d/c.md\n[y](a.md)\n');
});
