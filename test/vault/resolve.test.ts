// Resolving (docs/links.md, section 3): each tier, what comes first within one, folders and their indexes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolveTarget } from '../../server/vault/resolve.ts';
import { type WorldOptions, world } from '../fixture.ts';
import { resolved } from './resolved.ts';

/** `expected` is `tier path | path #fragment (marks)`. */
function check(literal: string, expected: string, options: WorldOptions = {}): void {
  assert.equal(resolved(literal, options), expected);
}

describe('url', () => {
  for (const target of [
    'https://example.org',
    'ftp://x/y',
    'mailto:a@b.c',
    'tel:+1',
    'data:text/plain,x',
    'doi:10.1/x',
    'HTTPS://X',
  ]) {
    test(target, () => check(`\n//- a.md\n[[$0${target}]]\n`, 'url'));
  }
  test('a title with a colon is a title', () =>
    check('\n//- a.md\n[[$0Note: this]]\n//- b.md\n# Note: this\n', 'title b.md'));
  test('any scheme in a Markdown link', () => check('\n//- a.md\n[x]($0command:x)\n', 'url'));
  test('an autolink', () => check('\n//- a.md\n<$0https://a.b>\n', 'url'));
});

describe('relative', () => {
  for (const [target, path] of [
    ['x', 'd/x.md'],
    ['x.md', 'd/x.md'],
    ['./x', 'd/x.md'],
    ['../x', 'x.md'],
    ['../x.md', 'x.md'],
    ['e/x', 'd/e/x.md'],
    ['e/../x', 'd/x.md'],
    ['.\\e\\x', 'd/e/x.md'],
    ['e//x', 'd/e/x.md'],
    [' e / x ', 'd/e/x.md'],
    ['v1.2', 'd/v1.2.md'],
    ['long', 'd/long.markdown'],
    ['long.markdown', 'd/long.markdown'],
    ['img.png', 'd/img.png'],
  ] as const) {
    test(target, () =>
      check(
        `\n//- d/a.md\n[[$0${target}]]\n//- x.md\n//- d/x.md\n//- d/e/x.md\n//- d/v1.2.md\n//- d/long.markdown\n//- d/img.png\n`,
        `relative ${path}`,
      ),
    );
  }
  test('this note, by an empty target', () => check('\n//- a.md\n[[$0#h]]\n', 'relative a.md #h'));
  test('this note, by its name', () => check('\n//- a.md\n[[$0a]]\n', 'relative a.md'));
  test('an attachment needs its ending', () => check('\n//- a.md\n[[$0img]]\n//- img.png\n', 'missing'));
  test('a note comes before a file of the same path', () =>
    check('\n//- a.md\n[[$0data.csv]]\n//- data.csv\n//- data.csv.md\n', 'relative data.csv.md'));
  test('.md before .markdown is ambiguous, for both are notes', () =>
    check('\n//- d/a.md\n[[$0x]]\n//- d/x.md\n//- d/x.markdown\n', 'relative d/x.markdown | d/x.md'));
});

describe('root', () => {
  const files = '//- topics/ai/x.md\n//- topics/y.md\n//- z.md\n';
  const topics = { contentRoots: ['topics'] };
  test('/x from the workspace folder', () => check(`\n//- d/a.md\n[[$0/z]]\n${files}`, 'root z.md'));
  test('/x from a content root', () => check(`\n//- d/a.md\n[[$0/y]]\n${files}`, 'root topics/y.md', topics));
  test('dir/x from a content root', () =>
    check(`\n//- d/a.md\n[[$0ai/x.md]]\n${files}`, 'root topics/ai/x.md', topics));
  test('x from a content root', () => check(`\n//- d/a.md\n[[$0y]]\n${files}`, 'root topics/y.md', topics));
  test('dir/x from the workspace folder', () =>
    check(`\n//- d/a.md\n[[$0topics/ai/x]]\n${files}`, 'root topics/ai/x.md'));
  test('the content root around the note comes first', () =>
    check('\n//- docs/d/a.md\n[[$0x]]\n//- x.md\n//- docs/x.md\n', 'root docs/x.md', { contentRoots: ['docs'] }));
  test('else the roots in their order', () =>
    check('\n//- d/a.md\n[[$0e/x]]\n//- p/e/x.md\n//- q/e/x.md\n', 'root q/e/x.md', { contentRoots: ['q', 'p'] }));
  test('../x is never looked up from a root', () =>
    check('\n//- d/e/a.md\n[[$0../y]]\n//- topics/y.md\n', 'suffix topics/y.md (imprecise)', topics));
  test('/dir/x does not climb out of its root', () =>
    check('\n//- topics/a.md\n[[$0/../z]]\n//- z.md\n', 'suffix z.md (imprecise)', { contentRoots: ['topics'] }));
});

describe('suffix', () => {
  test('dir/x on whole segments', () => check('\n//- a.md\n[[$0ai/x]]\n//- t/ai/x.md\n', 'suffix t/ai/x.md'));
  test('not on parts of segments', () =>
    check('\n//- a.md\n[[$0ai/x]]\n//- t/xai/x.md\n', 'name t/xai/x.md (imprecise)'));
  test('a bare name anywhere', () => check('\n//- a.md\n[[$0x]]\n//- t/u/x.md\n', 'suffix t/u/x.md'));
  test('../ with a suffix that is unique', () =>
    check('\n//- p/q/a.md\n[[$0../ai/x.md]]\n//- t/ai/x.md\n', 'suffix t/ai/x.md (imprecise)'));
  test('./ with a suffix that is unique', () =>
    check('\n//- p/q/a.md\n[[$0./x]]\n//- t/ai/x.md\n', 'suffix t/ai/x.md (imprecise)'));
  test('the own workspace folder hides another', () =>
    check('\n//- /w1/a.md\n[[$0x]]\n//- /w1/t/x.md\n//- /w2/t/x.md\n', 'suffix t/x.md', { folders: ['/w1', '/w2'] }));
  test('another workspace folder, if the own one has none', () =>
    check('\n//- /w1/a.md\n[[$0t/x]]\n//- /w2/u/t/x.md\n', 'suffix /w2/u/t/x.md', { folders: ['/w1', '/w2'] }));
  test('an attachment', () => check('\n//- a.md\n![[$0p.png]]\n//- img/p.png\n', 'suffix img/p.png'));
});

describe('alias and title', () => {
  test('aliases', () =>
    check('\n//- a.md\n[[$0VIT]]\n//- b.md\n---\naliases: [ViT, Vision Transformer]\n---\n', 'alias b.md'));
  test('alias', () =>
    check('\n//- a.md\n[[$0vision transformer]]\n//- b.md\n---\nalias: Vision Transformer\n---\n', 'alias b.md'));
  test('id', () => check('\n//- a.md\n[[$0a1b2]]\n//- b.md\n---\nid: a1b2\n---\n', 'alias b.md'));
  test('front matter title', () =>
    check('\n//- a.md\n[[$0my title]]\n//- b.md\n---\ntitle: My Title\n---\n# Other\n', 'title b.md'));
  test('the H1', () => check('\n//- a.md\n[[$0Обзор Сетей]]\n//- b.md\nno\n# Обзор сетей\n', 'title b.md'));
  test('an H1 below another heading is none', () =>
    check('\n//- a.md\n[[$0Обзор Сетей]]\n//- b.md\n## no\n# Обзор сетей\n', 'missing'));
  test('an H1 under a front matter title is no name', () =>
    check('\n//- a.md\n[[$0Other]]\n//- b.md\n---\ntitle: My Title\n---\n# Other\n', 'missing'));
  test('a title with a slash', () => check('\n//- a.md\n[[$0TCP/IP]]\n//- b.md\n# TCP/IP\n', 'title b.md'));
  test('part of a title is nothing', () => check('\n//- a.md\n[[$0My]]\n//- b.md\n# My Title\n', 'missing'));
  test('an alias with a heading', () =>
    check('\n//- a.md\n[[$0ViT#H]]\n//- b.md\n---\naliases: [ViT]\n---\n# H\n', 'alias b.md #H'));
});

describe('name', () => {
  test('the folder part is wrong and one note has the name', () =>
    check('\n//- a.md\n[[$0wrong/x.md]]\n//- t/x.md\n', 'name t/x.md (imprecise)'));
  test('/wrong/x too', () => check('\n//- a.md\n[[$0/wrong/x]]\n//- t/x.md\n', 'name t/x.md (imprecise)'));
  test('../wrong/x too', () => check('\n//- p/q/a.md\n[[$0../wrong/x]]\n//- t/x.md\n', 'name t/x.md (imprecise)'));
  test('several are missing', () => check('\n//- a.md\n[[$0wrong/x]]\n//- t/x.md\n//- u/x.md\n', 'missing'));
  for (const name of ['index', 'README', 'main', 'Index.md', 'readme.md']) {
    test(`never ${name}`, () =>
      check(`\n//- a.md\n[[$0wrong/${name}]]\n//- t/${name.replace('.md', '')}.md\n`, 'missing'));
  }
  test('never the index of a folder of that name', () =>
    check('\n//- a.md\n[[$0wrong/x]]\n//- t/x/index.md\n', 'missing'));
  test('a name with a longer note beside it', () => check('\n//- a.md\n[[$0wrong/x]]\n//- t/x2.md\n', 'missing'));
});

describe('missing', () => {
  test('nothing has the name', () => check('\n//- a.md\n[[$0x]]\n', 'missing'));
  test('a name of the Object prototype', () => check('\n//- a.md\n[[$0__proto__]]\n', 'missing'));
  test('constructor', () => check('\n//- a.md\n[[$0constructor]]\n//- t/b.md\n', 'missing'));
  test('only dots', () => check('\n//- d/a.md\n[[$0..]]\n', 'missing (folder)'));
  test('another ending is part of the name', () => check('\n//- a.md\n[[$0x.txt]]\n//- x.md\n', 'missing'));
});

describe('the first tier wins', () => {
  const literal = (target: string, ...without: string[]) =>
    `\n//- d/a.md\n[[$0${target}]]\n${[
      ['relative', '//- d/e/x.md\n'],
      ['root', '//- e/x.md\n'],
      ['suffix', '//- q/e/x.md\n'],
      ['alias', '//- al.md\n---\nalias: e/x\n---\n'],
      ['title', '//- ti.md\n# e/x\n'],
      ['name', '//- r/x.md\n'],
    ]
      .filter(([tier]) => !without.includes(tier!))
      .map(([, file]) => file)
      .join('')}`;
  test('relative', () => check(literal('e/x'), 'relative d/e/x.md'));
  test('root', () => check(literal('e/x', 'relative'), 'root e/x.md'));
  test('suffix', () => check(literal('e/x', 'relative', 'root'), 'suffix q/e/x.md'));
  test('alias', () => check(literal('e/x', 'relative', 'root', 'suffix'), 'alias al.md'));
  test('title', () => check(literal('e/x', 'relative', 'root', 'suffix', 'alias'), 'title ti.md'));
  test('name', () => check(literal('e/x', 'relative', 'root', 'suffix', 'alias', 'title'), 'name r/x.md (imprecise)'));
  test('missing', () => check(literal('e/x', 'relative', 'root', 'suffix', 'alias', 'title', 'name'), 'missing'));
});

describe('the index of a folder', () => {
  test('beside the note, before a note of the same name elsewhere', () =>
    check('\n//- d/a.md\n[[$0vs]]\n//- d/vs/index.md\n//- e/vs.md\n', 'relative d/vs/index.md'));
  test('README too', () => check('\n//- a.md\n[[$0vs]]\n//- vs/README.md\n', 'relative vs/README.md'));
  test('index before README', () =>
    check('\n//- a.md\n[[$0vs]]\n//- vs/README.md\n//- vs/index.md\n', 'relative vs/index.md'));
  test('with a slash at the end', () => check('\n//- a.md\n[[$0vs/]]\n//- vs/index.md\n', 'relative vs/index.md'));
  test('a note of that path comes first', () =>
    check('\n//- a.md\n[[$0vs]]\n//- vs.md\n//- vs/index.md\n', 'relative vs.md'));
  test('from a content root', () =>
    check('\n//- d/a.md\n[[$0ai/vs]]\n//- t/ai/vs/index.md\n', 'root t/ai/vs/index.md', { contentRoots: ['t'] }));
  test('by a suffix', () => check('\n//- a.md\n[[$0ai/vs]]\n//- t/ai/vs/index.md\n', 'suffix t/ai/vs/index.md'));
  test('by its bare name anywhere', () =>
    check('\n//- a.md\n[[$0vs]]\n//- t/ai/vs/index.md\n', 'suffix t/ai/vs/index.md'));
  test('a note anywhere comes before the index of a folder anywhere', () =>
    check('\n//- a.md\n[[$0vs]]\n//- t/vs/index.md\n//- u/vs.md\n', 'suffix u/vs.md'));
  test('with an ending it is no folder', () => check('\n//- a.md\n[[$0vs.md]]\n//- vs/index.md\n', 'missing'));
  test('the folder above', () => check('\n//- d/e/a.md\n[[$0..]]\n//- d/index.md\n', 'relative d/index.md'));
  test('its own folder', () => check('\n//- d/a.md\n[[$0.]]\n//- d/index.md\n', 'relative d/index.md'));
  test('../dir', () => check('\n//- d/a.md\n[[$0../vs]]\n//- vs/index.md\n', 'relative vs/index.md'));
  test('a folder without one is missing, and says that it is a folder', () =>
    check('\n//- a.md\n[[$0vs]]\n//- vs/x.md\n', 'missing (folder)'));
  test('the workspace folder is no name', () => check('\n//- d/a.md\n[[$0v]]\n//- index.md\n', 'missing'));
});

describe('several hits', () => {
  test('are ambiguous, never missing', () =>
    check('\n//- a.md\n[[$0x]]\n//- t/x.md\n//- u/x.md\n', 'suffix t/x.md | u/x.md'));
  test('never the note itself while another is there', () =>
    check('\n//- z/x.md\n[[$0y/x]]\n//- t/y/x.md\n//- u/y/x.md\n', 'suffix t/y/x.md | u/y/x.md'));
  test('the note itself comes last', () =>
    check('\n//- u/y/x.md\n[[$0y/x]]\n//- t/y/x.md\n', 'suffix t/y/x.md | u/y/x.md'));
  test('for ../ what lies outside the own folder comes first', () =>
    check('\n//- p/q/a.md\n[[$0../x]]\n//- p/q/t/x.md\n//- r/s/x.md\n', 'suffix r/s/x.md | p/q/t/x.md (imprecise)'));
  test('without ../ the nearest common folder', () =>
    check(
      '\n//- p/q/a.md\n[[$0x]]\n//- r/x.md\n//- p/q/t/x.md\n//- p/s/x.md\n',
      'suffix p/q/t/x.md | p/s/x.md | r/x.md',
    ));
  test('then the fewest segments', () =>
    check('\n//- p/a.md\n[[$0x]]\n//- b/c/x.md\n//- d/x.md\n', 'suffix d/x.md | b/c/x.md'));
  test('then the order of paths', () =>
    check('\n//- p/a.md\n[[$0x]]\n//- c/x.md\n//- b/x.md\n', 'suffix b/x.md | c/x.md'));
  test('of aliases', () =>
    check('\n//- p/a.md\n[[$0X]]\n//- c.md\n---\nalias: x\n---\n//- b.md\n---\nalias: x\n---\n', 'alias b.md | c.md'));
  test('of titles', () =>
    check('\n//- p/a.md\n[[$0X y]]\n//- c.md\n# x y\n//- p/b.md\n# X Y\n', 'title p/b.md | c.md'));
  test('exact case before folded, and then it is not ambiguous', () =>
    check('\n//- a.md\n[[$0gemma]]\n//- t/Gemma.md\n//- u/gemma.md\n', 'suffix u/gemma.md'));
  test('exact bytes before normalised', () =>
    check('\n//- a.md\n[[$0\u0439]]\n//- t/\u0438\u0306.md\n//- u/\u0439.md\n', 'suffix u/\u0439.md'));
  test('normalised before folded', () =>
    check('\n//- a.md\n[[$0\u0439]]\n//- t/\u0438\u0306.md\n//- u/\u0419.md\n', 'suffix t/\u0438\u0306.md'));
  test('a folded hit of an earlier tier comes before an exact one of a later', () =>
    check('\n//- a.md\n[[$0gemma]]\n//- Gemma.md\n//- u/gemma.md\n', 'relative Gemma.md (case)'));
});

describe('Markdown links and images', () => {
  const files = '//- d/b.md\n//- d/a b.md\n//- t/u/c.md\n//- d/img/p.png\n//- r.md\n';
  for (const [written, expected] of [
    ['[x]($0b.md)', 'relative d/b.md'],
    ['[x]($0b)', 'relative d/b.md'],
    ['[x]($0./b.md#H)', 'relative d/b.md #H'],
    ['[x]($0<a b.md>)', 'relative d/a b.md'],
    ['[x]($0a%20b.md "title")', 'relative d/a b.md'],
    ['![x]($0img/p.png)', 'relative d/img/p.png'],
    ['![x]($0../d/img/p.png)', 'relative d/img/p.png'],
    ['<img src="$0img/p.png">', 'relative d/img/p.png'],
    ['<a href="$0b.md">x</a>', 'relative d/b.md'],
    ['[x]($0/r.md)', 'root r.md'],
    ['[x]($0/r)', 'root r.md'],
    ['[x]($0/u/c.md)', 'root t/u/c.md'],
    ['[x]($0img/)', 'missing (folder)'],
    ['[x]($0../t)', 'missing (folder)'],
    ['[x]($0b.md:12)', 'relative d/b.md'],
    ['[x]($0b.md:12:3)', 'relative d/b.md'],
    ['[x]($0tel:12345)', 'url'],
    ['[x]($0b.md#L12)', 'relative d/b.md #L12'],
    ['[x]($0b.md?plain=1)', 'relative d/b.md'],
    ['[x]($0c.md)', 'missing'],
    ['[x]($0u/c.md)', 'missing'],
    ['![x]($0p.png)', 'missing'],
    ['[x][$0ref]\n\n[ref]: b.md', 'relative d/b.md'],
    ['[$0ref]: b.md', 'relative d/b.md'],
    ['[x]($0#own)', 'relative d/a.md #own'],
  ] as const) {
    test(written.replace('$0', '').replace(/\n+/, ' '), () =>
      check(`\n//- d/a.md\n${written}\n${files}`, expected, { contentRoots: ['t'] }),
    );
  }
  test('a title or an alias is nothing to a Markdown link', () =>
    check('\n//- a.md\n[x]($0Name)\n//- b.md\n---\nalias: Name\n---\n', 'missing'));
  test('in a vault of Obsidian a bare unique name is found', () =>
    check('\n//- a.md\n![]($0Pasted%20image.png)\n//- t/Pasted image.png\n', 'suffix t/Pasted image.png', {
      obsidian: true,
    }));
  test('but not one of several', () =>
    check('\n//- a.md\n![]($0p.png)\n//- t/p.png\n//- u/p.png\n', 'missing', { obsidian: true }));
  test('nor one with a folder', () =>
    check('\n//- a.md\n![]($0x/p.png)\n//- t/x/p.png\n', 'missing', { obsidian: true }));
  test('nor in any other vault', () => check('\n//- a.md\n![]($0p.png)\n//- t/p.png\n', 'missing'));
});

describe('a path counts by its letters, not by its length', () => {
  const many = Array.from({ length: 20 }, (_, index) => `//- far/${index}/note.md\n//- far/${index}/notes.md\n`).join(
    '',
  );
  for (const more of ['', many]) {
    const amount = more ? 'of many' : 'of few';
    test(`no note of a folder whose name begins so, ${amount}`, () =>
      check(`\n//- a.md\n[x]($0note)\n//- notes/note.md\n${more}`, 'missing'));
    test(`the index of a folder, not one further in, ${amount}`, () =>
      check(
        `\n//- a.md\n[x]($0docs/index)\n//- docs/index.md\n//- docs/index/index.md\n${more}`,
        'relative docs/index.md',
      ));
    test(`the index of a folder, not a note of its name, ${amount}`, () =>
      check(`\n//- a.md\n[x]($0notes/)\n//- notes/index.md\n//- notes/notes.md\n${more}`, 'relative notes/index.md'));
    test(`as a root, ${amount}`, () =>
      check(`\n//- d/a.md\n[x]($0/note)\n//- notes/note.md\n//- note.markdown\n${more}`, 'root note.markdown'));
  }
  test('of two notes elsewhere none is nearer by chance', () =>
    check('\n//- a.md\n[[$0note]]\n//- notes/note.md\n//- z/note.md\n', 'suffix notes/note.md | z/note.md'));
});

test('many candidates are put in order once a name and place', () => {
  const of = world('//- a.md\n//- b.md\n//- d/a.md\n//- d/x/n.md\n//- e/n.md\n//- n/n.md\n');
  const found = (from: string, target = 'n') => resolveTarget(of.vault, of.uri(from), target).files;
  const paths = (from: string, target?: string) => found(from, target).map((file) => of.path(file.uri));
  assert.equal(found('a.md'), found('b.md'));
  assert.deepEqual(paths('a.md'), ['e/n.md', 'n/n.md', 'd/x/n.md']);
  assert.deepEqual(paths('d/a.md'), ['d/x/n.md', 'e/n.md', 'n/n.md']);
  assert.deepEqual(paths('d/a.md', '../n'), ['e/n.md', 'n/n.md', 'd/x/n.md']);
  assert.deepEqual(paths('d/a.md'), ['d/x/n.md', 'e/n.md', 'n/n.md']);
  of.vault.deleteFile(of.uri('e/n.md'));
  assert.deepEqual(paths('d/a.md'), ['d/x/n.md', 'n/n.md']);
});

describe('attachments', () => {
  for (const name of ['p.png', 'p.pdf', 'p.mp3', 'p.mp4', 'p.csv']) {
    test(`${name} beside the note`, () => check(`\n//- d/a.md\n![[$0${name}]]\n//- d/${name}\n`, `relative d/${name}`));
    test(`${name} anywhere`, () => check(`\n//- d/a.md\n![[$0${name}]]\n//- e/f/${name}\n`, `suffix e/f/${name}`));
    test(`${name} under a wrong folder`, () =>
      check(`\n//- d/a.md\n![[$0wrong/${name}]]\n//- e/f/${name}\n`, `name e/f/${name} (imprecise)`));
  }
  test('a page of a PDF is a fragment', () =>
    check('\n//- a.md\n![[$0x.pdf#page=3]]\n//- x.pdf\n', 'relative x.pdf #page=3'));
});

describe('sidecars', () => {
  test('a description beside an image is not a note', () =>
    check('\n//- a.md\n[[$0p]]\n//- img/p.png\n//- img/p.md\n# Image Description\n\n**File:** p.png\n', 'missing'));
  test('its full name means it', () =>
    check(
      '\n//- a.md\n[[$0img/p.md]]\n//- img/p.png\n//- img/p.md\n# Image Description\n\n**File:** p.png\n',
      'relative img/p.md',
    ));
  test('a note beside an image, if a note links to it', () =>
    check('\n//- a.md\n[[$0p]]\n//- img/p.png\n//- img/p.md\nwords\n', 'suffix img/p.md'));
  test('a note beside a PDF is a note', () =>
    check('\n//- a.md\n[[$0smith2020]]\n//- smith2020.pdf\n//- smith2020.md\n', 'relative smith2020.md'));
});
