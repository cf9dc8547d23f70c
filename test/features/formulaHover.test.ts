// Hover of a formula: what is drawn, what is said where nothing can be drawn, and where a formula is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formulaHover, formulaToHover } from '../../server/features/formulaHover.ts';
import type { Language } from '../../server/messages.ts';
import { longestHover } from '../../server/protocol.ts';
import { type DrawFormula, drawFormula } from '../../server/render/drawFormula.ts';
import { world } from '../fixture.ts';

/** Says what it was given to draw. */
const asked: DrawFormula = (tex, display) => ({ kind: 'picture', svg: `${display ? 'display' : 'inline'}:${tex}` });

function hoverOf(literal: string, draw: DrawFormula | undefined, language: Language = 'en') {
  const of = world(literal);
  const formula = formulaToHover(of.vault, of.place);
  const found = formula && formulaHover(of.vault, of.place.uri, formula, language, draw);
  if (!found) return undefined;
  const { contents, range } = found;
  assert.ok(typeof contents === 'object' && 'value' in contents && range);
  const lines = of.texts.get('a.md')!.split('\n');
  const over =
    range.start.line === range.end.line
      ? lines[range.start.line]!.slice(range.start.character, range.end.character)
      : [lines[range.start.line]!.slice(range.start.character), lines[range.end.line]!.slice(0, range.end.character)];
  return { value: contents.value, over };
}

function check(text: string, expected: string, over?: string | string[]): void {
  const found = hoverOf(`//- a.md\n${text}`, asked);
  const picture = found && /\]\(data:image\/svg\+xml;charset=utf-8,(.*)\)$/s.exec(found.value);
  assert.equal(picture ? decodeURIComponent(picture[1]!) : (found?.value ?? 'nothing'), expected);
  if (over !== undefined) assert.deepEqual(found!.over, over);
}

describe('where a formula is', () => {
  test('in a line', () => {
    check('See $a_$0i$, and $b$.', 'inline:a_i', '$a_i$');
    check('See $0$a_i$.', 'inline:a_i');
    check('See $a_i$$0.', 'inline:a_i');
    check('See $$ a_$0i $$.', 'display:a_i', '$$ a_i $$');
  });
  test('over lines', () => check('Text\n\n$$\na \\\\\n$0b\n$$\n', 'display:a \\\\\nb', ['$$', '$$']));
  test('in a quote, without the marks of the quote', () => check('> $$\n> a\n> b$0\n> $$\n', 'display:a\nb'));
  test('in a fence of math', () => {
    check('```math\na \\\\\n$0b\n```\n', 'display:a \\\\\nb', ['```math', '```']);
    check('> - ~~~~ math\n>   a\n>   b$0\n>   ~~~~\n', 'display:a\n  b');
    check('[^1]: ```math\n    a$0\n    ```\n', 'display:a');
    check('```math\na$0', 'display:a');
    check('x\n\n    ```math\n    a$0\n    ```\n', 'nothing');
    check('```math\n$0\n```', 'nothing');
    check('```tex\na$0\n```', 'nothing');
    check('See ```math\na$0```.', 'nothing');
  });
  test('in a table and in a heading', () => {
    check('# On $x$0$\n', 'inline:x');
    check('| a |\n| - |\n| $x$0$ |\n', 'inline:x');
  });
  test('in a table a pipe is written after a backslash', () => {
    check('| a |\n| - |\n| $\\|x$0\\| + \\\\|y$ |\n', 'inline:|x| + \\|y', '$\\|x\\| + \\\\|y$');
    check('| a |\n| - |\n\n$\\|x$0\\|$\n', 'inline:\\|x\\|');
  });
  test('not in a link, whose card says more', () => {
    check('[$E=$0mc^2$](physics.md)', 'nothing');
    check('[$E=mc^2$$0](physics.md)', 'nothing');
    check('$x$$0[[note]]', 'nothing');
    check('[[note]]$0$x$', 'inline:x');
    check('[[note]]$x$0$', 'inline:x');
  });
  test('not in money, code, comments, links and front matter', () => {
    check('It costs $5 and$0 $10.', 'nothing');
    check('`$a$0$`', 'nothing');
    check('    $a$0$\n', 'nothing');
    check('# H\n    $$a$0$$\n', 'nothing');
    check('<!-- $a$0$ -->', 'nothing');
    check('[[b $a$0$]]', 'nothing');
    check('---\ntitle: $a$0$\n---\n', 'nothing');
    check('$$ $0 $$', 'nothing');
    check('x$0', 'nothing');
  });
});

test('the picture is read out as its TeX, and no mark of Markdown ends its address', () => {
  const found = hoverOf('//- a.md\n$f(x$0) = `y`]$', drawFormula)!;
  const picture = /^!\[(.*?)\]\((data:image\/svg\+xml;charset=utf-8,[^()\s<>|*'!]+)\)$/.exec(found.value);
  assert.ok(picture, found.value.slice(0, 200));
  assert.equal(picture[1], 'f\\(x\\) \\= \\`y\\`\\]'.replace('\\=', '='));
  assert.match(decodeURIComponent(picture[2]!), /<svg [\s\S]*<\/svg>$/);
});

describe('where pictures are not shown', () => {
  const shown = (text: string) => hoverOf(`//- a.md\n${text}`, undefined)!.value;
  test('the TeX', () => assert.equal(shown('$\\fr$0ac{1}{2}$'), '```latex\n\\frac{1}{2}\n```'));
  test('its own fence is the longest', () => assert.equal(shown('$a ```` $0b$'), '`````latex\na ```` b\n`````'));
  test('a long one ends', () => {
    const value = shown(`$$\n${'x + '.repeat(3000)}$0\n$$`);
    assert.ok(value.length <= longestHover && value.endsWith('…\n```'), `${value.length}`);
  });
});

describe('what cannot be drawn', () => {
  const said = (text: string, language: Language = 'en') => hoverOf(`//- a.md\n${text}`, drawFormula, language)!.value;
  test('the reason, and the place in the TeX', () => {
    assert.equal(said('$x + \\fo$0o{y}$'), 'Unknown command\\: \\\\foo\n\n```latex\nx + \\foo{y}\n    ^\n```');
    assert.equal(
      said('$$\na &= b \\\\\n\\frac{1}$0\n$$').replace(/^[^\n]*/, ''),
      '\n\n```latex\na &= b \\\\\n  ^\n```',
      'one line',
    );
  });
  test('in Russian', () => {
    assert.equal(said('$\\fo$0o$', 'ru'), 'Неизвестная команда\\: \\\\foo\n\n```latex\n\\foo\n^\n```');
    assert.equal(said('$\\frac{1$0$', 'ru'), 'Скобка \\{ не закрыта\n\n```latex\n\\frac{1\n       ^\n```');
  });
  test('of a long line, what is around the place', () => {
    const value = said(`$${'x+'.repeat(100)}\\fo$0o${'+x'.repeat(100)}$`);
    assert.match(value, /```latex\n(?:x\+){15}\\foo(?:\+x){13}\n {30}\^\n```$/);
  });
  test('too long, too large, too deep', () => {
    assert.equal(
      said(`$$${'x+'.repeat(2500)}$0x$$`),
      'This formula is not drawn: it has more than 4000 characters'.replace(':', '\\:'),
    );
    assert.match(said('$\\def\\a{\\a}\\a$0$'), /^This formula is not drawn\\: it is too large/);
    assert.match(said(`$${'{'.repeat(300)}x$0${'}'.repeat(300)}$`), /^This formula is not drawn\\: it is nested/);
  });
  test('every reason has its sentence', () => {
    for (const language of ['en', 'ru'] as const) {
      for (const tex of ['a & b', 'a}', 'x^a^b', '\\frac', '\\left(', '\\begin{foo}x\\end{foo}', 'x \\limits', 'x #'])
        assert.match(said(`$$ ${tex}$0 $$`, language), /^[A-ZА-Я\\&][\s\S]{10,}\n\n```latex/u, tex);
    }
  });
});
