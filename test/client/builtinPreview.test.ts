// Wiki-links in VS Code's own Markdown preview: what the plugin makes of them, once with answers and once without.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import MarkdownIt from 'markdown-it';
import { wikilinkPlugin } from '../../client/wikilinkPlugin.ts';
import type { ResolvedLink, ResolveLinksResult } from '../../server/protocol.ts';

const here = 'file:///vault/topics/a.md';

/** Links of a note by what stands between the brackets. */
type Notes = Readonly<Record<string, ResolveLinksResult>>;

function render(text: string, notes: Notes = {}, env: Record<string, unknown> = { currentDocument: here }): string {
  const md = new MarkdownIt({ html: true });
  wikilinkPlugin(md, {
    currentDocument: () => undefined,
    linksOf: (note) => notes[note],
    missing: (target) => `Not found: ${target}`,
  });
  // As VS Code does: the tokens are made without knowing the document, and drawn with it.
  return md.renderer.render(md.parse(text, {}), md.options, env);
}

const note = (path: string, title: string, text?: string): ResolvedLink => ({
  state: 'resolved',
  kind: 'note',
  href: `file:///vault/${path}`,
  title,
  ...(text === undefined ? {} : { text }),
});

const image = (path: string): ResolvedLink => ({ state: 'resolved', kind: 'image', href: `file:///vault/${path}` });

/** The inside of the one paragraph. */
const line = (text: string, links?: ResolveLinksResult): string =>
  /^<p>(.*)<\/p>\n$/s.exec(render(text, links ? { [here]: links } : {}))?.[1] ?? 'not one paragraph';

const link = (href: string, written: string, text: string): string =>
  `<a class="research-notes-link" href="${href}" data-href="${href}" title="${written}">${text}</a>`;

describe('a link', () => {
  test('leads from the folder of the document and shows the title', () => {
    const links = { 'b.md': note('media/b%20c.md', 'Бета') };
    assert.equal(line('see [[b.md]].', links), `see ${link('../media/b%20c.md', 'b.md', 'Бета')}.`);
  });

  test('shows its alias', () => {
    assert.equal(line('[[ b | two ]]', { b: note('topics/b.md', 'B') }), link('./b.md', 'b', 'two'));
  });

  test('keeps the slug of its heading and names it', () => {
    const links = { 'b#Итог': note('topics/b.md#%D0%B8%D1%82%D0%BE%D0%B3', 'B') };
    assert.equal(line('[[b#Итог]]', links), link('./b.md#%D0%B8%D1%82%D0%BE%D0%B3', 'b#Итог', 'B › Итог'));
  });

  test('shows the last part of its fragment', () => {
    const links = { 'b#A#C': note('topics/b.md#c', 'B'), 'b#^x': note('topics/b.md', 'B') };
    assert.equal(line('[[b#A#C]]', links), link('./b.md#c', 'b#A#C', 'B › C'));
    assert.equal(line('[[b#^x]]', links), link('./b.md', 'b#^x', 'B › x'));
  });

  test('in this note shows the heading only', () => {
    assert.equal(line('[[#End]]', { '#End': note('topics/a.md#end', 'A') }), link('./a.md#end', '#End', 'End'));
  });

  test('with the alias on the left, as the server reads it', () => {
    const b = note('topics/b.md', 'B');
    const links = { 'two|topics/b.md': b, 'two|dendron://v/x': b, 'two|c': note('topics/c.md', 'C'), two: b };
    assert.equal(line('[[two|c]]', links), link('./c.md', 'two', 'two'));
    assert.equal(line('[[two|topics/b.md]]', links), link('./b.md', 'two', 'two'));
    assert.equal(line('[[two|dendron://v/x]]', links), link('./b.md', 'two', 'two'));
    assert.equal(line('[[two|too]]', links), link('./b.md', 'two', 'too'));
  });

  test('that leads nowhere is marked', () => {
    assert.equal(
      line('[[b.md|two]]', { 'b.md': { state: 'missing' } }),
      '<span class="research-notes-missing" title="Not found: b.md">two</span>',
    );
  });

  test('is plain before the server has answered', () => {
    assert.equal(line('[[b.md]]'), '<span class="research-notes-link">b.md</span>');
  });

  test('to the web is a link, to a program is text', () => {
    assert.equal(
      line('[[https://example.org/a]]'),
      link('https://example.org/a', 'https://example.org/a', 'https://example.org/a'),
    );
    assert.equal(line('[[vscode://x/y|go]]'), 'go');
    const allowed = { 'zotero://select/1': { state: 'external', href: 'zotero://select/1' } } as const;
    assert.equal(line('[[zotero://select/1|go]]', allowed), link('zotero://select/1', 'zotero://select/1', 'go'));
    assert.equal(line('[[data:text/html,x|go]]'), 'go');
  });

  test('on another file system is text', () => {
    assert.equal(
      line('[[b]]', { b: { state: 'resolved', kind: 'note', href: 'memfs:/b.md', title: 'B' } }),
      '<span class="research-notes-link">B</span>',
    );
  });

  test('in a table is separated by an escaped bar', () => {
    const html = render('| a |\n|---|\n| [[b\\|two]] |\n', { [here]: { b: note('topics/b.md', 'B') } });
    assert.ok(html.includes(`<td>${link('./b.md', 'b', 'two')}</td>`), html);
  });

  test('in a heading gives its text to the id', () => {
    const [, inline] = wikilinkPlugin(new MarkdownIt(), {
      currentDocument: () => undefined,
      linksOf: () => undefined,
      missing: String,
    }).parse('# On [[b|two]]', {});
    assert.deepEqual(
      inline!.children!.map((token) => token.children?.[0]?.content ?? token.content),
      ['On ', 'two'],
    );
  });

  test('takes the document from the editor when markdown-it was not told', () => {
    const md = wikilinkPlugin(new MarkdownIt(), {
      currentDocument: () => here,
      linksOf: (each) => (each === here ? { b: note('topics/b.md', 'B') } : undefined),
      missing: String,
    });
    assert.equal(md.render('[[b]]'), `<p>${link('./b.md', 'b', 'B')}</p>\n`);
  });
});

describe('brackets that are no wiki-link', () => {
  for (const [text, html] of [
    ['\\[[a]]', '[[a]]'],
    ['`[[a]]`', '<code>[[a]]</code>'],
    ['[[a', '[[a'],
    ['[[ ]]', '[[ ]]'],
    ['[[0.5, 1]]', '[[0.5, 1]]'],
    ['[[a]](b.md)', '<a href="b.md">[a]</a>'],
    ['[[a]](b.md "t")', '<a href="b.md" title="t">[a]</a>'],
    ['[[a]][r]\n\n[r]: b.md', '<a href="b.md">[a]</a>'],
  ] as const) {
    test(text, () => assert.equal(line(text), html));
  }

  test('a parenthesis that is no target leaves the link alone', () => {
    assert.match(line('[[a]](not a target)'), /^<span class="research-notes-link">a<\/span>\(not/);
  });

  test('the innermost pair is the link', () => {
    assert.equal(line('[[[a]]]'), '[<span class="research-notes-link">a</span>]');
  });
});

describe('an embed', () => {
  test('of an image has its size', () => {
    const links = { 'x.png': image('media/x.png') };
    assert.equal(
      render('![[x.png|300x200]]', { [here]: links }),
      '<p><img src="../media/x.png" alt="" class="research-notes-image" width="300" height="200"></p>\n',
    );
    assert.equal(
      line('a ![[x.png|Curve|300]]', links),
      'a <img src="../media/x.png" alt="Curve" class="research-notes-image" width="300">',
    );
  });

  test('of an image goes through the rule of VS Code', () => {
    const md = new MarkdownIt();
    wikilinkPlugin(md, {
      currentDocument: () => here,
      linksOf: () => ({ 'x.png': image('media/x.png') }),
      missing: String,
    });
    md.renderer.rules.image = (tokens, at) => `image ${tokens[at]!.attrGet('src')}`;
    assert.equal(md.render('![[x.png]]'), '<p>image ../media/x.png</p>\n');
  });

  test('of a note is a box with its title and text, and keeps its line', () => {
    const md = new MarkdownIt();
    wikilinkPlugin(md, {
      currentDocument: () => here,
      linksOf: (each) => (each === here ? { 'b/c.md': note('topics/b/c.md', 'C & D', '# Head\n\n*text*') } : undefined),
      missing: String,
    });
    // What VS Code's preview adds to all blocks.
    md.core.ruler.push('lines', ({ tokens }) => {
      for (const token of tokens)
        if (token.map && token.type !== 'inline') token.attrSet('data-line', String(token.map[0]));
    });
    assert.equal(
      md.render('before\n\n![[b/c.md]]'),
      `<p data-line="0">before</p>\n<div data-line="2"><blockquote class="research-notes-embed"><p class="research-notes-embed-title">${link('./b/c.md', 'b/c.md', 'C &amp; D')}</p>\n<h1>Head</h1>\n<p><em>text</em></p>\n</blockquote></div>\n`,
    );
  });

  test('shows what its note links to, seen from the document', () => {
    const html = render('![[b/c]]', {
      [here]: { 'b/c': note('topics/b/c.md', 'C', '[x](d.md) ![y](../z.png) [w](https://w.org) [[d]] [up](#top)') },
      'file:///vault/topics/b/c.md': { d: note('topics/b/d.md', 'D') },
    });
    for (const part of [
      'href="./b/d.md"',
      'src="./b/../z.png"',
      'href="https://w.org"',
      'href="./b/c.md#top"',
      '>D</a>',
    ]) {
      assert.ok(html.includes(part), `${part} in ${html}`);
    }
  });

  test('of itself ends after one box', () => {
    const html = render('![[a]]', { [here]: { a: note('topics/a.md', 'A', '![[a]]') } });
    assert.equal(html.split('<blockquote').length, 2, html);
    assert.ok(html.includes(`<p>${link('./a.md', 'a', 'A')}</p>`), html);
  });

  test('within a sentence is a link', () => {
    assert.equal(line('so ![[b]] it is', { b: note('topics/b.md', 'B', 'x') }), `so ${link('./b.md', 'b', 'B')} it is`);
  });

  test('a page of very many embeds shows the first hundred', () => {
    const html = render('![[b]]\n\n'.repeat(150), { [here]: { b: note('topics/b.md', 'B', 'x') } });
    assert.equal(html.split('<blockquote').length - 1, 100);
  });
});

describe('hostile text', () => {
  test('is escaped wherever it is shown', () => {
    const evil = '"><img src=x onerror=alert(1)>';
    const links = { a: note('topics/a.md', evil), b: { state: 'missing' } } as const;
    for (const text of [`[[a]]`, `[[a|${evil}]]`, `[[b|${evil}]]`, `[[<img src=x>|${evil}]]`, `![[a|${evil}]]`]) {
      assert.doesNotMatch(render(text, { [here]: links }), /<img/, text);
    }
  });

  test('names of objects are only names', () => {
    assert.equal(line('[[__proto__]] [[constructor]]', {}).match(/research-notes-link/g)?.length, 2);
  });

  test('100,000 brackets are read in time', () => {
    const start = performance.now();
    render('[['.repeat(50_000));
    render('![['.repeat(30_000));
    assert.ok(performance.now() - start < 10_000, `${performance.now() - start} ms`);
  });
});
