// Why a link goes where it goes: the steps of the resolver and the reasons against every other candidate.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linkAt } from '../../server/features/linkAt.ts';
import { explain } from '../../server/vault/explain.ts';
import { resolve } from '../../server/vault/resolve.ts';
import { type WorldOptions, world } from '../fixture.ts';

/** `expected`: a line for each step (`tier tried -> found`), then `=> target`, then `not path: reason` for each other file. */
function check(literal: string, expected: string, options: WorldOptions = {}): void {
  const of = world(literal, options);
  const link = linkAt(of.vault.note(of.place.uri)!, of.place.offset)!;
  const { steps, target, rejected, resolution } = explain(of.vault, of.place.uri, link);
  const paths = (files: readonly { uri: string }[]) => files.map((file) => of.path(file.uri)).join(' | ') || 'nothing';
  const lines = [
    ...steps.map((step) => `${step.tier} ${step.tried.replace(/^\/v\//, '')} -> ${paths(step.found)}`),
    `=> ${target ? of.path(target.uri) : resolution.tier}`,
    ...rejected.map(({ file, reason }) => `not ${of.path(file.uri)}: ${reason}`),
  ];
  assert.equal(`${lines.join('\n')}\n`, expected.replace(/^\n/, ''));
  // Explaining must not change the answer.
  assert.deepEqual(resolution, resolve(of.vault, of.place.uri, link));
}

describe('explain', () => {
  test('each tier until the first hit', () =>
    check(
      '\n//- d/a.md\n[[$0e/x]]\n//- t/e/x.md\n//- u/x.md\n',
      `
relative d/e/x -> nothing
root e/x -> nothing
suffix e/x -> t/e/x.md
=> t/e/x.md
not u/x.md: path
`,
    ));
  test('beside the note, and what only later tiers would find', () =>
    check(
      '\n//- d/a.md\n[[$0x]]\n//- d/x.md\n//- u/x.md\n//- v.md\n# X\n',
      `
relative d/x -> d/x.md
=> d/x.md
not u/x.md: laterTier
not v.md: note
`,
    ));
  test('an ambiguous link and its order', () =>
    check(
      '\n//- p/q/x.md\n[[$0q/x]]\n//- p/r/q/x.md\n//- b/c/q/x.md\n//- d/q/x.md\n',
      `
relative p/q/q/x -> nothing
root q/x -> nothing
suffix q/x -> p/r/q/x.md | d/q/x.md | b/c/q/x.md | p/q/x.md
=> p/r/q/x.md
not b/c/q/x.md: farther
not d/q/x.md: farther
not p/q/x.md: self
`,
    ));
  test('shorter and earlier paths', () =>
    check(
      '\n//- p/a.md\n[[$0x]]\n//- b/x.md\n//- c/x.md\n//- d/e/x.md\n',
      `
relative p/x -> nothing
root x -> nothing
suffix x -> b/x.md | c/x.md | d/e/x.md
=> b/x.md
not c/x.md: later
not d/e/x.md: longer
`,
    ));
  test('../ prefers what lies outside', () =>
    check(
      '\n//- p/q/a.md\n[[$0../x]]\n//- p/q/t/x.md\n//- r/s/x.md\n',
      `
relative p/x -> nothing
suffix x -> r/s/x.md | p/q/t/x.md
=> r/s/x.md
not p/q/t/x.md: inside
`,
    ));
  test('the more exact spelling', () =>
    check(
      '\n//- a.md\n[[$0gemma]]\n//- t/Gemma.md\n//- u/gemma.md\n',
      `
relative gemma -> nothing
root gemma -> nothing
suffix gemma -> u/gemma.md
=> u/gemma.md
not t/Gemma.md: spelling
`,
    ));
  test('a sidecar', () =>
    check(
      '\n//- a.md\n[[$0p]]\n//- p.png\n//- p.md\n# Image Description\n\n**File:** p.png\n',
      `
relative p -> nothing
root p -> nothing
suffix p -> nothing
=> missing
not p.md: sidecar
`,
    ));
  test('an index that a note hides', () =>
    check(
      '\n//- a.md\n[[$0x]]\n//- t/x/index.md\n//- u/x.md\n',
      `
relative x -> nothing
root x -> nothing
suffix x -> u/x.md
=> u/x.md
not t/x/index.md: note
`,
    ));
  test('a title', () =>
    check(
      '\n//- a.md\n[[$0My title]]\n//- t/b.md\n# My Title\n',
      `
title My title -> t/b.md
=> t/b.md
`,
    ));
  test('another workspace folder', () =>
    check(
      '\n//- /v/a.md\n[[$0x]]\n//- /v/t/x.md\n//- /w/x.md\n',
      `
relative x -> nothing
root x -> nothing
root /w/x -> /w/x.md
=> /w/x.md
not t/x.md: laterTier
`,
      { folders: ['/v', '/w'] },
    ));
  test('a wrong folder', () =>
    check(
      '\n//- a.md\n[[$0wrong/x]]\n//- t/x.md\n//- u/x.md\n',
      `
relative wrong/x -> nothing
root wrong/x -> nothing
suffix wrong/x -> nothing
name x -> t/x.md | u/x.md
=> missing
not t/x.md: path
not u/x.md: path
`,
    ));
  test('a URL and a missing note', () => {
    check('\n//- a.md\n[[$0https://a.b]]\n', '\n=> url\n');
    check('\n//- a.md\n[[$0x]]\n', '\n=> missing\n');
  });
  test('a Markdown link', () =>
    check(
      '\n//- d/a.md\n[t]($0x.md)\n//- t/x.md\n',
      `
relative d/x.md -> nothing
=> missing
not t/x.md: path
`,
    ));
});
