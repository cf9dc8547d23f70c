// Our parser and full markdown-it see the same links, images, headings and code (ARCHITECTURE.md, invariants).
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { tests as examples } from 'commonmark-spec';
import fc from 'fast-check';
import { seenByMarkdownIt, seenByUs, withoutComments } from './markdownIt.ts';

/** Syntax of ours that markdown-it does not have (math, hidden text, Templater's code, footnotes) is defused; lengths stay. */
function check(text: string): void {
  const plain = text
    .replace(/^\uFEFF/, '')
    .replaceAll('$', 'S')
    .replaceAll('%%', '%-')
    .replaceAll('<%', '<-')
    .replaceAll('[^', '[-')
    .replaceAll('\u0000', '-');
  const expected = seenByMarkdownIt(plain);
  assert.deepEqual(withoutComments(seenByUs(plain, expected.code)), withoutComments(expected));
}

/** Where markdown-it does not do as CommonMark says, and we do. */
function deviates(text: string): boolean {
  return (
    // A reference definition is taken from the start of a finished paragraph, so the line after it still continues that
    // paragraph: markdown-it ends the paragraph at the definition and sees indented code, HTML or a list in the middle.
    /\]:.*\n[ >]*(?: {4}|\t|<|\d)/s.test(text) ||
    // A table is looked for before the marks of other blocks on its first line.
    /^\s*(?:[-*+>#<`~]|\d+[.)]).*\|.*\n[ >]*[|:-]/m.test(text) ||
    // A line that lazily continues a paragraph of an inner container may be indented by four or more: it is no code.
    /^(?:[ >]*>[ >]*>|\s*(?:[-*+]|\d+[.)])\s).*\n(?: {4}|\t)/m.test(text) ||
    // What follows a shortcut `[b]` in brackets is no label if it holds brackets: markdown-it then drops the `[b]` too.
    /\]\[[^\]]*\[/.test(text) ||
    // After `[x](` that is no inline link, a label further on is taken for one that follows at once.
    (text.includes(']:') && /\]\(.*\[/s.test(text)) ||
    // A destination ends at a line break and a tab, also after a backslash.
    /\\[\t\n]/.test(text) ||
    // A quote mark that is indented by four or more is code.
    /^[ >]*(?: {4}|\t)\s*>/m.test(text) ||
    // One instruction, comment or declaration that does not end makes markdown-it overlook all others.
    (text.match(/<!--|<\?|<!A|<!\[CDATA/g)?.length ?? 0) > 1
  );
}

describe('the examples of CommonMark', () => {
  assert.equal(examples.length, 652);
  for (const { markdown, section, number } of examples) test(`${number} ${section}`, () => check(markdown));
});

/** Notes in which markdown-it takes a lazy line of a list for indented code: see `deviates`. */
const lazyInLists = new Set(['community.events.office-hours.2022.02.16.md']);

describe('real vaults', () => {
  const corpora = join(process.cwd(), '../shared/corpora');
  for (const vault of ['tg-note-kb', 'dendron-site', 'foam-docs', 'kepano']) {
    const folder = join(corpora, vault);
    test(vault, { skip: existsSync(folder) ? false : `${folder} is not here` }, () => {
      const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
      assert.ok(paths.length > 50);
      const failed: string[] = [];
      for (const path of paths) {
        try {
          check(readFileSync(join(folder, path), 'utf8'));
        } catch (error) {
          if (!lazyInLists.has(path)) throw new Error(path, { cause: error });
          failed.push(path);
        }
      }
      assert.ok(failed.length < 3, failed.join(' '));
    });
  }
});

const fragments = [
  ...[
    'a',
    'b',
    'a',
    ' ',
    ' ',
    '\n',
    '\n',
    '\n',
    '\n\n',
    '\n\n',
    '  ',
    '    ',
    '\t',
    '\\',
    '*',
    '_',
    '**',
    '&amp;',
    'é',
    '😀',
  ],
  ...['# ', '## ', '#', '- ', '* ', '+ ', '1. ', '2) ', '10. ', '> ', '>', '---', '***', '===', '-', '- - '],
  ...['`', '``', '```', '~~~', '``` js', '`a`', '    code'],
  ...[
    '[',
    ']',
    '(',
    ')',
    '[a]',
    '[b]',
    '[a]: x',
    '[b]:\n<y z>',
    '[a](b)',
    '![a](b)',
    '![',
    '!',
    '](',
    '](x "t")',
    '(<',
    '][',
    '][a]',
    '"',
    "'t'",
    '[]',
  ],
  ...['[[', ']]', '[[x]]', '![[x]]', '[[x|y]]', '[[x\\|y]]', '[[x#h]]', '[[x]](', '[[x]][a]', '|'],
  ...[
    '<',
    '>',
    '<!--',
    '-->',
    '<a href="x">',
    '</a>',
    '<div>',
    '</div>',
    '<pre>',
    '</pre>',
    '<?',
    '?>',
    '<!A',
    '<![CDATA[',
    ']]>',
    '<https://x.y>',
    '<a@b.c>',
    '<a b=',
    '/>',
  ],
  ...['| a | b |\n|---|---|\n', '|---|', '| ', ' | ', ':-:', '-|-'],
] as const;

describe('random input', () => {
  const document = fc
    .array(fc.constantFrom(...fragments), { minLength: 2, maxLength: 14 })
    .map((parts) => parts.join(''));
  test('fragments of syntax, in any order', () => {
    const property = fc.property(document, (text) => {
      fc.pre(!deviates(text));
      check(text);
    });
    fc.assert(property, { seed: 20261124, numRuns: 4000 });
  });
  test('line endings do not matter', () => {
    fc.assert(
      fc.property(document, (text) => {
        const expected = seenByUs(text, []);
        const withBreaks = seenByUs(text.replaceAll('\n', '\r\n'), expected.code);
        assert.deepEqual(withBreaks, expected);
      }),
      { seed: 20261124, numRuns: 1000 },
    );
  });
});
