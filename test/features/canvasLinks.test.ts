// Canvases follow moves and new headings: only the string that changes is another one, all around it stays byte for byte.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canvasLinks } from '../../server/features/canvasLinks.ts';
import { moveFiles } from '../../server/features/moveFiles.ts';
import { Changes, type Plan } from '../../server/features/plan.ts';
import { rename } from '../../server/features/rename.ts';
import { type World, type WorldOptions, world } from '../fixture.ts';
import { carriedOut } from '../planned.ts';

const obsidian: WorldOptions = { obsidian: true };

/** The canvases that are other than before, as `path: text`; a canvas that moves is told by where it was. */
function followed(of: World, plan: Plan): string[] {
  const changes = new Changes();
  const follow = canvasLinks(of.vault, plan.names!, changes);
  for (const { uri } of of.vault.files.canvases) follow(uri, of.texts.get(of.path(uri))!);
  const after = carriedOut(of, changes.plan());
  return [...after].filter(([path, text]) => of.texts.get(path) !== text).map(([path, text]) => `${path}: ${text}`);
}

/** @param moves `old.md -> new/old.md, b -> c` */
function moved(moves: string, literal: string, options: WorldOptions = obsidian): string[] {
  const of = world(literal, options);
  const files = moves.split(', ').map((move) => {
    const [from, to] = move.split(' -> ') as [string, string];
    return { from: of.uri(from), to: of.uri(to) };
  });
  return followed(of, moveFiles(of.vault, files, of));
}

/** What becomes of the canvas `x.canvas` of this text, beside `a.md`, `d/b.md` and `d/p.png`. */
function check(moves: string, text: string, expected: string | undefined, options: WorldOptions = obsidian): void {
  const literal = `//- x.canvas\n${text}\n//- a.md\n//- d/b.md\n//- d/p.png\n`;
  assert.deepEqual(moved(moves, literal, options), expected === undefined ? [] : [`x.canvas: ${expected}\n`]);
}

const card = (file: string) => `{"nodes":[{"id":"1","type":"file","file":"${file}"}],"edges":[]}`;

describe('what is written', () => {
  test('a note, a picture, a folder, and the picture behind a group', () => {
    check('a.md -> d/e/c.md', card('a.md'), card('d/e/c.md'));
    check('d/p.png -> q.png', card('d/p.png'), card('q.png'));
    check('d -> e/f', card('d/b.md'), card('e/f/b.md'));
    check(
      'd/p.png -> q.png',
      '{"nodes":[{"type":"group","label":"d/p.png","background":"d/p.png"}]}',
      '{"nodes":[{"type":"group","label":"d/p.png","background":"q.png"}]}',
    );
  });
  test('all around it stays: order, tabs, ends of lines, unknown members, what only looks like a card', () => {
    const text = (file: string) =>
      '{\r\n\t"x-nodes": [{"type":"file","file":"a.md"}],\r\n\t"nodes" : [\r\n\t\t{ "file":"a.md","type":"text","text":"\\"file\\":\\"a.md\\" [[a]]"},' +
      '\r\n\t\t{"meta":{"file":"a.md","of":[1,"file"]},"file"\t: ' +
      `"${file}" ,"styleAttributes":{"type":"text"},"type":"file","y":-0.50e1}` +
      ',\r\n\t\t["file","a.md"],[{"type":"file","file":"a.md"}],"file","a.md",null],\r\n\t"edges":[{"type":"file","file":"a.md"}] }';
    check('a.md -> c.md', text('a.md'), text('c.md'));
  });
  test('escapes are read and written', () => {
    const of = '//- a "b" \\ c.md\n//- я.md\n';
    const text = '{"nodes":[{"type":"fi\\u006ce","file":"\\u044f.md"},{"type":"file","file":"a \\"b\\" \\\\ c.md"}]}';
    assert.deepEqual(moved('я.md -> "ю\\".md', `//- x.canvas\n${text}\n${of}`), [
      'x.canvas: {"nodes":[{"type":"fi\\u006ce","file":"\\"ю\\\\\\".md"},{"type":"file","file":"a \\"b\\" \\\\ c.md"}]}\n',
    ]);
  });
  test('of a key that stands twice the last one counts, as for every reader of JSON', () =>
    check(
      'a.md -> c.md',
      '{"nodes":[{"type":"file","file":"a.md","file":"d/b.md"},{"type":"file","file":"d/b.md","file":"a.md"}]}',
      '{"nodes":[{"type":"file","file":"a.md","file":"d/b.md"},{"type":"file","file":"d/b.md","file":"c.md"}]}',
    ));
  test('what is no JSON, or no canvas, is left alone', () => {
    for (const text of [
      '',
      card('a.md').slice(0, -1),
      `${card('a.md')} ,`,
      `// words\n${card('a.md')}`,
      '[[{"type":"file","file":"a.md"}]]',
      '{"nodes":{"type":"file","file":"a.md"}}',
      '{"nodes":[{"type":"link","file":"a.md"},{"type":"file","file":["a.md"]},{"type":"file"}]}',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    ])
      check('a.md -> c.md', text, undefined);
  });
  test('a large one, however deep, takes no longer than its length', () => {
    const deep = `${'['.repeat(5000)}${'[],'.repeat(300_000)}[]${']'.repeat(5000)}`;
    const start = performance.now();
    check('a.md -> c.md', `{"x":${deep},${card('a.md').slice(1)}`, `{"x":${deep},${card('c.md').slice(1)}`);
    assert.ok(performance.now() - start < 2000);
  });
});

describe('which file is meant', () => {
  test('only one that is there and moves', () => {
    check('d/b.md -> b.md', card('a.md'), undefined);
    check('d/b.md -> b.md', card('b.md'), undefined);
    check('d/b.md -> b.md', card('d/b'), undefined);
    check('a.md -> c.md', card('../a.md'), undefined);
  });
  test('letters of either case, and either form of Unicode', () => {
    check('d/b.md -> d/c.md', card('D/B.md'), card('d/c.md'));
    const text = card('e\u0301.md');
    assert.deepEqual(moved('é.md -> f.md', `//- x.canvas\n${text}\n//- é.md\n`), [`x.canvas: ${card('f.md')}\n`]);
  });
  test('of two that differ in case the one that is written; another spelling says neither', () => {
    const of = (file: string) => `//- x.canvas\n${card(file)}\n//- Q.md\n//- q.md\n`;
    assert.deepEqual(moved('q.md -> c.md', of('q.md')), [`x.canvas: ${card('c.md')}\n`]);
    assert.deepEqual(moved('q.md -> c.md', of('Q.md')), []);
    assert.deepEqual(moved('ab.md -> c.md', `//- x.canvas\n${card('ab.MD')}\n//- ab.md\n//- AB.md\n`), []);
  });
  test('a note that trades its name with another', () =>
    check('a.md -> d/b.md, d/b.md -> a.md', card('a.md'), card('d/b.md')));
});

describe('the root of the vault', () => {
  const both = `//- s/x.canvas\n${card('a.md')}\n//- a.md\n//- s/a.md\n`;
  test('the nearest folder with `.obsidian`, whatever lies beside the canvas', () => {
    assert.deepEqual(moved('a.md -> c.md', both), [`s/x.canvas: ${card('c.md')}\n`]);
    assert.deepEqual(moved('s/a.md -> s/c.md', both), []);
    const nested: WorldOptions = { obsidian: true, obsidianFolders: ['s'] };
    assert.deepEqual(moved('s/a.md -> s/c.md', both, nested), [`s/x.canvas: ${card('c.md')}\n`]);
    assert.deepEqual(moved('a.md -> c.md', both, nested), []);
  });
  test('without one the workspace folder, then content roots', () => {
    assert.deepEqual(moved('a.md -> c.md', both, {}), [`s/x.canvas: ${card('c.md')}\n`]);
    const docs = `//- x.canvas\n${card('n/b.md')}\n//- docs/n/b.md\n`;
    assert.deepEqual(moved('docs/n/b.md -> docs/b.md', docs, { contentRoots: ['docs'] }), [
      `x.canvas: ${card('b.md')}\n`,
    ]);
  });
  test('a file that leaves it can be named no more: its card stays', () => {
    const nested: WorldOptions = { obsidianFolders: ['s'] };
    assert.deepEqual(moved('s/a.md -> a2.md', both, nested), []);
  });
  test('a canvas that moves keeps its paths', () => {
    check('x.canvas -> d/x.canvas', card('a.md'), undefined);
    check('x.canvas -> d/x.canvas', card('a.md'), undefined, {});
    check('x.canvas -> d/x.canvas, a.md -> d/a.md', card('a.md'), card('d/a.md'));
  });
  test('one that moves to another vault names what lies in that one anew', () => {
    const of = `//- x.canvas\n${card('s/b.md')}\n//- a.md\n//- s/b.md\n`;
    assert.deepEqual(moved('x.canvas -> s/x.canvas', of, { obsidian: true, obsidianFolders: ['s'] }), [
      `x.canvas: ${card('b.md')}\n`,
    ]);
    assert.deepEqual(moved('s/x.canvas -> x.canvas', both, { obsidianFolders: ['s'] }), [
      `s/x.canvas: ${card('s/a.md')}\n`,
    ]);
    const folders = ['/v', '/w'];
    assert.deepEqual(
      moved('x.canvas -> /w/x.canvas, a.md -> /w/c.md', `//- x.canvas\n${card('a.md')}\n//- a.md\n`, { folders }),
      [`x.canvas: ${card('c.md')}\n`],
    );
  });
  test('a whole vault that moves says the same', () =>
    assert.deepEqual(moved('s -> t', both, { obsidianFolders: ['s'] }), []));
});

describe('the heading or block of a card', () => {
  const renamed = (literal: string, name: string) => {
    const of = world(literal, obsidian);
    const plan = rename(of.vault, of.place, name, { ...of, language: 'en' });
    assert.ok(plan && 'changes' in plan);
    return followed(of, plan);
  };
  const at = (subpath: string, file = 'a.md') => `{"nodes":[{"subpath":"${subpath}","type":"file","file":"${file}"}]}`;
  test('a heading, below another one or alone', () => {
    const note = '//- a.md\n# T\n## O$0ld "x"\n## Other\n';
    assert.deepEqual(renamed(`//- x.canvas\n${at('#Old \\"x\\"')}\n${note}`, 'New "y"'), [
      `x.canvas: ${at('#New \\"y\\"')}\n`,
    ]);
    assert.deepEqual(renamed(`//- x.canvas\n${at('#T#Old \\"x\\"')}\n${note}`, 'New'), [`x.canvas: ${at('#T#New')}\n`]);
    assert.deepEqual(renamed(`//- x.canvas\n${at('#Other')}\n${note}`, 'New'), []);
    assert.deepEqual(renamed(`//- x.canvas\n${at('#Old \\"x\\"', 'b.md')}\n//- b.md\n## Old "x"\n${note}`, 'New'), []);
  });
  test('a block', () =>
    assert.deepEqual(renamed(`//- x.canvas\n${at('#^old')}\n//- a.md\nwords ^o$0ld\n`, 'new'), [
      `x.canvas: ${at('#^new')}\n`,
    ]));
  test('a heading that holds a tag or a link that is renamed', () => {
    assert.deepEqual(renamed(`//- x.canvas\n${at('#On tag')}\n//- a.md\n## On #tag\n#t$0ag\n`, 'other'), [
      `x.canvas: ${at('#On other')}\n`,
    ]);
    assert.deepEqual(renamed(`//- x.canvas\n${at('#See b')}\n//- a.md\n## See [[$0b]]\n//- b.md\n`, 'c'), [
      `x.canvas: ${at('#See c')}\n`,
    ]);
  });
});
