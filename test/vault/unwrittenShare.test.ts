// How much of a vault is not written yet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unwrittenShare } from '../../server/vault/unwrittenShare.ts';
import { finish } from '../../server/vault/walk.ts';
import { world } from '../fixture.ts';

function check(notes: string, share: number): void {
  assert.equal(finish(unwrittenShare(world(notes).vault)), share);
}

test('names, folders, aliases and titles are written', () =>
  check(
    `
//- a.md
[[b]] [[c]] [[Nick]] [[Title]]
//- b.md
//- c/index.md
//- d.md
---
aliases: [nick]
---
# Title
`,
    0,
  ));
test('every link counts, not every name', () => check('\n//- a.md\n[[no]] [[no|x]] [[a]] [[No]]\n', 0.75));
test('Markdown links and addresses do not count', () => check('\n//- a.md\n[x](no.md) [[https://x.org]]\n', 0));
test('what another program fills in does not count', () => check('\n//- a.md\n[[{{up}}]] [[<% x %>]] [[a]]\n', 0));
test('an operator of R does', () => check('\n//- a.md\n[[magrittr %>% pipe]] [[a]]\n', 0.5));
test('a link that is taken away counts no longer', () => {
  const { vault, uri } = world('\n//- a.md\n[[no]] [[a]]\n');
  vault.set(uri('a.md'), '[[a]]');
  assert.equal(finish(unwrittenShare(vault)), 0);
});
