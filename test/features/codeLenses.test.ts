// Lenses: how many links lead to a note and its headings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeLenses } from '../../server/features/codeLenses.ts';
import { type WorldOptions, world } from '../fixture.ts';

function check(literal: string, expected: readonly string[], options: WorldOptions = {}): void {
  const of = world(literal, options);
  const found = codeLenses(of.vault, of.uri('a.md'), { settings: of.settings, language: 'en', commands: true }) ?? [];
  assert.deepEqual(
    found.map(({ range, command }) => `${range.start.line + 1}: ${command!.title}`),
    expected,
  );
}

const vault = '//- a.md\n---\nx: y\n---\n# A\n[[#Two]]\n## One\n## Two\n//- b.md\n[[a]] [[a#Two]] [x](a.md#two)\n';

test('above the title and the headings', () => check(vault, ['4: 3 links here', '7: 3 links here']));
test('nothing where nobody links', () => check('//- a.md\n# A\n', []));
test('without a title above the note', () => check('//- a.md\ntext\n//- b.md\n[[a]]\n', ['1: 1 link here']));
test('of a reference its links, not its definition', () =>
  check('//- a.md\n# A\n//- b.md\n[t][r] [u][r]\n\n[r]: a.md\n', ['1: 2 links here']));
test('switched off', () => check(vault, [], { settings: { codeLens: false } }));
test('of very many only about how many', () => {
  const many = Array.from({ length: 301 }, (_, index) => `//- n${index}.md\n[[a#Two]]\n`).join('');
  check(`//- a.md\n# A\n## Two\n${many}`, ['1: linked from about 301 notes']);
});
test('a click shows the references; other editors have the words alone', () => {
  const of = world(vault);
  const options = { settings: of.settings, language: 'en' as const };
  const [first] = codeLenses(of.vault, of.uri('a.md'), { ...options, commands: true })!;
  assert.deepEqual(first!.command!.arguments, [of.uri('a.md'), 3, 0]);
  const [plain] = codeLenses(of.vault, of.uri('a.md'), { ...options, commands: false })!;
  assert.equal(plain!.command!.command, '');
});
