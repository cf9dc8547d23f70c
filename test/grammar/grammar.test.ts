// The injected grammar on top of VS Code's Markdown grammar: which text gets which scope.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import * as oniguruma from 'vscode-oniguruma';
import * as textmate from 'vscode-textmate';

const injection = 'markdown.wikilink.injection';
const file = (...path: string[]): string => join(process.cwd(), ...path);
const base = (name: string): string => file('node_modules', 'tm-grammars', 'grammars', `${name}.json`);

/** VS Code's own math extension puts these scopes around formulas; this stands in for it. */
const math: textmate.IRawGrammar = textmate.parseRawGrammar(
  JSON.stringify({
    scopeName: 'test.math',
    injectionSelector: 'L:text.html.markdown - (comment | markup.fenced_code | markup.inline.raw | markup.math)',
    patterns: [
      { begin: '\\$\\$', end: '\\$\\$', name: 'markup.math.block.markdown' },
      { match: '\\$(?=\\S)[^$]+(?<=\\S)\\$(?!\\d)', name: 'markup.math.inline.markdown' },
    ],
  }),
  'math.json',
);

const files: Record<string, string> = {
  'text.html.markdown': base('markdown'),
  'text.html.derivative': base('html-derivative'),
  'text.html.basic': base('html'),
  'source.yaml': base('yaml'),
  'source.js': base('javascript'),
  [injection]: file('syntaxes', 'wikilink.tmLanguage.json'),
};

let grammar: textmate.IGrammar;

before(async () => {
  await oniguruma.loadWASM(readFileSync(file('node_modules', 'vscode-oniguruma', 'release', 'onig.wasm')));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      if (scope === 'test.math') return math;
      const path = files[scope];
      return path ? textmate.parseRawGrammar(readFileSync(path, 'utf8'), path) : null;
    },
    getInjections: (scope) => (scope === 'text.html.markdown' ? [injection, 'test.math'] : undefined),
  });
  const loaded = await registry.loadGrammar('text.html.markdown');
  assert.ok(loaded);
  grammar = loaded;
});

const ours = /wikilink|hashtag|callout|block-id|highlight|percent/;

/** The pieces of the text that got a scope of ours, as [text, innermost scope of ours without ".markdown"]. */
function pieces(text: string): [string, string][] {
  const found: [string, string][] = [];
  let state = textmate.INITIAL;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const token of tokens) {
      const scope = token.scopes.findLast((name) => ours.test(name));
      if (scope) found.push([line.slice(token.startIndex, token.endIndex), scope.replace(/\.markdown$/, '')]);
    }
  }
  return found;
}

/** Every expected piece must be there; a short name stands for the beginning or a part of a scope. */
function check(text: string, expected: Record<string, string>): void {
  const found = pieces(text);
  for (const [piece, scope] of Object.entries(expected)) {
    const scopes = found.filter(([candidate]) => candidate === piece).map(([, name]) => name);
    assert.ok(
      scopes.some((name) => `.${name}.`.includes(`.${scope}.`)),
      `“${piece}” in “${text}” should be ${scope}, is ${scopes.join(', ') || 'plain'} (all: ${JSON.stringify(found)})`,
    );
  }
}

const plain = (text: string): void => assert.deepEqual(pieces(text), [], text);

/** What is coloured as a link target, in order. */
const targets = (text: string): string[] =>
  pieces(text)
    .filter(([, scope]) => scope.startsWith('markup.underline.link'))
    .map(([piece]) => piece);

describe('wiki-links', () => {
  test('the parts of a link', () => {
    check('see [[a.md]]', { '[[': 'punctuation.definition.link.begin', 'a.md': 'markup.underline.link.wikilink' });
    check('see [[a.md]]', { ']]': 'punctuation.definition.link.end' });
    check('see [[a#h|b]]', {
      a: 'markup.underline.link.wikilink',
      '#': 'punctuation.separator.fragment',
      h: 'entity.name.section.fragment',
      '|': 'punctuation.separator.alias',
      b: 'string.other.link.title',
    });
    check('[[a#H1#H2]]', { H1: 'entity.name.section.fragment', H2: 'entity.name.section.fragment' });
    check('[[a#^b-1|c]]', { '^': 'punctuation.definition.block-id', 'b-1': 'entity.name.label.block-id', c: 'title' });
    check('[[#Обзор]]', { Обзор: 'entity.name.section.fragment' });
    check('[[#^id]]', { id: 'entity.name.label.block-id' });
    check('[[Законы: обзор|текст [1] тут]]', { 'Законы: обзор': 'wikilink', 'текст [1] тут': 'title' });
  });

  test('embeds', () => {
    check('![[a.md#s]]', { '!': 'keyword.operator.embed', 'a.md': 'markup.underline.link', s: 'fragment' });
    check('![[i.png|300]]', { 'i.png': 'markup.underline.link', '300': 'constant.numeric.size' });
    check('![[i.png|300x200]]', { '300x200': 'constant.numeric.size' });
    check('![[i.png|a 300 thing]]', { 'a 300 thing': 'string.other.link.title' });
    check('![[x.pdf#page=3]]', { 'page=3': 'fragment' });
  });

  test('every place that holds text', () => {
    for (const text of [
      '# A [[x]]',
      '- [[x]] - reason',
      '1. [[x]]',
      '- [ ] task [[x]]',
      '> quote [[x]]',
      '> - list in a quote [[x]]',
      '**bold [[x]]** and more',
      '*italic [[x]]*',
      '~~gone [[x]]~~',
      '| a | [[x]] |\n| --- | --- |',
      '| a | b |\n| --- | --- |\n| [[x]] | c |',
      '==mark [[x]]==',
      'word[[x]]word',
      'a footnote [[x]][^1]',
      '([[x]])',
      '[[[x]]]',
    ]) {
      assert.deepEqual(targets(text), ['x'], text);
    }
    assert.deepEqual(targets('[[a]][[b]], [[c]]'), ['a', 'b', 'c']);
    assert.deepEqual(targets('[[dir/a b.md]] ![[../c.png]]'), ['dir/a b.md', '../c.png']);
    assert.deepEqual(targets('[[2025-01-02]] [[v1.2]]'), ['2025-01-02', 'v1.2']);
  });

  test('an escaped pipe in a table', () => {
    check('| x | [[a\\|b]] |\n| --- | --- |', {
      a: 'markup.underline.link',
      '\\|': 'punctuation.separator.alias',
      b: 'title',
    });
    check('| x | y |\n| --- | --- |\n| [[d/a.md#h\\|b c]] | z |', {
      'd/a.md': 'wikilink',
      h: 'fragment',
      'b c': 'title',
    });
  });

  test('code and math inside the brackets belong to the fragment', () => {
    check('[[#`append()`]]', { '`append()`': 'fragment' });
    check('[[note#$O(n)$]]', { note: 'markup.underline.link', '$O(n)$': 'fragment' });
  });

  test('what only looks like a link', () => {
    for (const text of [
      '\\[[a]]',
      '\\![a]',
      '[[a]](https://example.org)',
      '[[a](https://example.org)',
      '[[1](https://example.org)]',
      '[[BUG]: text](https://example.org)',
      '[[a]][ref]',
      '[[]] [[ ]] [[|x]]',
      '[[0.5, 1]] and [[1, 2], [3, 4]]',
      '[[ -f file ]] && x',
      'if [[ $a == b ]]; then',
      '[[half typed',
      '[[two\nlines]]',
      '[text](a.md#b) and ![alt](c.png)',
      '[ref]: ../x.md#part',
    ]) {
      plain(text);
    }
    assert.deepEqual(targets('\\\\[[a]]'), ['a']);
  });

  test('never in code, comments, math, HTML tags or front matter', () => {
    for (const text of [
      '`[[a]] #tag`',
      '``x ` [[a]]``',
      '```\n[[a]] #tag ==x==\n```',
      '```js\nconst a = [[b]]; // #tag\n```',
      '~~~text\n[[a]]\n~~~',
      '    [[a]] indented',
      '<!-- [[a]] #tag -->',
      'text <!-- [[a]] #tag --> more',
      '<!--\n[[a]]\n-->',
      '<img alt="[[a]] #tag">',
      '$k[[x]]$',
      '$$\n[[x]]\n$$',
      '---\ntitle: "[[a]] #tag"\n---',
    ]) {
      plain(text);
    }
    assert.deepEqual(targets('---\ntitle: x\n---\n[[a]]'), ['a']);
    assert.deepEqual(targets('```\n[[a]]\n```\n[[b]]'), ['b']);
    assert.deepEqual(targets('`[[a]]` and [[b]]'), ['b']);
    assert.deepEqual(targets('%% [[hidden]] %% and [[b]]'), ['b']);
  });
});

describe('tags, callouts, highlights, block ids', () => {
  test('tags', () => {
    check('a #tag', { '#': 'hashtag', tag: 'entity.name.tag.hashtag' });
    check('#обзор, (#vision/encoder) and #to-read.', {
      обзор: 'hashtag',
      'vision/encoder': 'hashtag',
      'to-read': 'hashtag',
    });
    check('#2025-plan', { '2025-plan': 'hashtag' });
    check('- [ ] do it #to-do', { 'to-do': 'hashtag' });
    for (const text of [
      '#1',
      '# Heading',
      'C# and a#b',
      'issue #12',
      '## Setup {#setup}',
      '\\#tag',
      'https://a.org/#tag',
      '<https://a.org/#b>',
    ]) {
      plain(text);
    }
  });

  test('callouts', () => {
    check('> [!note] Title', { '[!': 'callout.begin', note: 'keyword.other.callout', ']': 'callout.end' });
    check('> [!warning]- Folded', { warning: 'keyword.other.callout', '-': 'keyword.operator.callout.fold' });
    check('> > [!tip]', { tip: 'keyword.other.callout' });
    check('> [!note] See [[x]]', { x: 'markup.underline.link' });
    plain('text [!note] here');
  });

  test('highlights', () => {
    check('a ==very== b', { '==': 'punctuation.definition.highlight', very: 'markup.changed.highlight' });
    check('==a **b** c==', { 'a ': 'markup.changed.highlight', b: 'markup.changed.highlight' });
    for (const text of ['a == b and c == d', 'a==b and c==d', 'Title\n====', '`==a==`', '====']) plain(text);
  });

  test('block ids', () => {
    check('A claim. ^claim-1', { '^': 'punctuation.definition.block-id', 'claim-1': 'entity.name.label.block-id' });
    check('^after-a-table', { 'after-a-table': 'entity.name.label.block-id' });
    check('- item ^x  ', { x: 'block-id' });
    for (const text of ['x^2', 'a ^b c', 'a footnote [^1]', '`x ^y`']) plain(text);
  });
});

describe('comments over several lines', () => {
  const hidden = (text: string): string[] =>
    pieces(text).flatMap(([piece, scope]) => (/percent/.test(scope) ? [piece] : []));
  test('of whole lines, over any blocks', () => {
    assert.deepEqual(hidden('a\n%%\nb [[c]]\n\n# d #e\n%%\nf'), ['%%', 'b [[c]]', '', '# d #e', '%%']);
    assert.deepEqual(targets('%% a [[b]]\n\n```\n[[c]] %%\n[[d]]'), ['d']);
    assert.deepEqual(targets('%%\na\n%%\n\n%% b\n[[c]]\n%%\n[[d]]'), ['d']);
    assert.deepEqual(targets('a %% [[b]] %% [[c]]\n%% d %%\n[[e]]'), ['c', 'e']);
  });
  test('in a quote and in an item', () => {
    assert.deepEqual(targets('> %%\n> [[a]]\n> %%\n> [[b]]\n\n[[c]]'), ['b', 'c']);
    assert.deepEqual(targets('- x\n  %%\n  [[a]]\n  %%\n  [[b]]'), ['b']);
    assert.deepEqual(targets('- %%\n  [[a]]\n  %%\n- [[b]]'), ['b']);
  });
  test('not in code or front matter, nor from the middle of a line', () => {
    for (const text of [
      '```mermaid\n%% x\n```\n[[a]]',
      '    %% x\n\n[[a]]',
      '`%%\n` [[a]]',
      '---\nx: |\n  %%\n---\n[[a]]',
      '100%% sure\n[[a]]',
      'so %% that\n[[a]]',
      '**%% b** [[a]]',
      '%%%\n[[a]]',
      '<!--\n%%\n-->\n[[a]]',
      '$$\n%% x\n$$\n[[a]]',
    ])
      assert.deepEqual(targets(text), ['a'], text);
  });
});
