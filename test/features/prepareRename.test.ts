// What would be renamed at a place: the marked text, and the name that is offered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareRename } from '../../server/features/prepareRename.ts';
import { lineStarts, offsetAt } from '../../server/text/lines.ts';
import { world } from '../fixture.ts';

const rest = '\n//- d/old.md\n# Title\n\n## Part *one*\n\ntext ^id\n//- f/index.md\n//- i.png\n';

/** `marked text -> offered name`, or `nothing`. */
function check(text: string, expected: string, more = rest): void {
  const of = world(`\n//- a.md\n${text}\n${more.replace(/^\n/, '')}`);
  const found = prepareRename(of.vault, of.place, of.settings);
  const own = of.texts.get('a.md')!;
  const at = (position: { line: number; character: number }) => offsetAt(lineStarts(own), position, own.length);
  const shown = found && `${own.slice(at(found.range.start), at(found.range.end))} -> ${found.placeholder}`;
  assert.equal(shown ?? 'nothing', expected);
}

test('links', () => {
  check('[[o$0ld]]', 'old -> old');
  check('[[d/old.md$0|x]]', 'd/old.md -> old');
  check('[[Tit$0le]]', 'Title -> old');
  check('[x](d/ol$0d.md)', 'd/old.md -> old');
  check('![](i$0.png)', 'i.png -> i.png');
  check('[[f$0]]', 'f -> f');
  check('[x]($0f/)', 'f/ -> f');
  check('[[old#Part o$0ne]]', 'Part one -> Part *one*');
  check('[x](d/old.md#part$0-one)', 'part-one -> Part *one*');
  check('[[old#^i$0d]]', '^id -> id');
  check('[[old|al$0ias]]', 'alias -> alias');
  check('[x][r$0]\n\n[r]: d/old.md', 'r -> r');
  check('[x][r]\n\n[r]: d/$0old.md', 'd/old.md -> old');
  check('---\nup: "[[o$0ld]]"\n---', 'old -> old');
});

test('what names itself', () => {
  check('# He$0ad `x` #', 'Head `x` -> Head `x`');
  check('## Head$0 {#id}', 'Head -> Head');
  check('Und$0er\n===', 'Under -> Under');
  check('text ^b$0lock', 'block -> block');
  check('#ta$0g/b', 'tag/b -> tag/b');
  check('---\ntags: [x, t$0ag]\n---', 'tag -> tag');
  check('a[^n$0]\n\n[^n]: note', 'n -> n');
});

test('names in the front matter', () => {
  check('---\ntitle: My T$0itle\n---', 'My Title -> My Title');
  check('---\ntitle: "Quo$0ted"\n---', 'Quoted -> Quoted');
  check("---\nx: 1\naliases: ['a b', $0c]\n---", 'c -> c');
  check('---\naliases:\n  - one\n  - two$0\n---', 'two -> two');
  check('---\nalias: o$0ne, two\n---', 'one, two -> one, two');
  check('---\nid: 20$025\n---', '2025 -> 2025');
  check('---\ntit$0le: T\n---', 'nothing');
  check('---\ntitle: >\n  fol$0ded\n---', 'nothing');
  check('---\ntitle: "a \\"$0b"\n---', 'nothing');
  check('---\nother: te$0xt\n---', 'nothing');
  check('---\ntitle: [T$0\n---', 'nothing');
});

test('what is wanted', () => {
  check('[[non$0e]]', 'none -> none');
  check('[[x/none.m$0d|y]]', 'x/none.md -> none');
  check('[x](x/no$0%20ne.md#h)', 'x/no%20ne.md -> no ne');
  check('![](x/i$0.png)', 'x/i.png -> i.png');
  check('[x](no$0ne.md)', 'none.md -> none');
});

test('nothing', () => {
  for (const text of [
    'pro$0se',
    '[te$0xt](d/old.md)',
    '`[[ol$0d]]`',
    '<https://x$0.org>',
    '[x](https://$0x.org)',
    '$0',
  ])
    check(text, 'nothing');
});
