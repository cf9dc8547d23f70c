// "Why does this link go there?" in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLink } from '../../server/features/explainLink.ts';
import type { Language } from '../../server/messages.ts';
import { world } from '../fixture.ts';

function check(literal: string, expected: string | undefined, language: Language = 'en'): void {
  const of = world(literal);
  const found = explainLink(of.vault, of.place, of.settings, language);
  assert.equal(found?.trim(), expected?.trim());
}

test('the rules that were tried, the target and the others', () =>
  check(
    `
//- d/a.md
[[x/n$0]]
//- x/n.md
# One
//- y/n.md
# Two
`,
    `
# Why “x/n” goes there

It leads to **One** · x/n\\.md

There is no such path from the note, but there is from a content root.

## What was tried

1. from the note's folder: d/x/n — nothing
1. from a content root: x/n — **One** · x/n\\.md

## Other notes it could have meant

- **Two** · y/n\\.md — only a later rule would find it
`,
  ));
test('a missing note, in Russian', () => {
  const of = world('\n//- a.md\n[[no$0]]\n');
  const found = explainLink(of.vault, of.place, of.settings, 'ru') ?? '';
  assert.match(
    found,
    /^# Почему «no» ведёт туда\n\nНе ведёт ни к какой заметке\.\n\nНи одно правило не нашло заметку\./,
  );
});
test('what a note is called is text', () => {
  const of = world('//- a.md\n[[b$0]]\n//- b.md\n---\ntitle: "![x](https://evil.example/x.png) <img src=q>"\n---\n');
  const found = explainLink(of.vault, of.place, of.settings, 'en') ?? '';
  assert.ok(found.includes('**\\!\\[x\\]\\(https\\://evil\\.example/x\\.png\\) \\<img src=q\\>** · b\\.md'), found);
});
test('no link', () => check('\n//- a.md\nno$0thing\n', undefined));
