// Random vaults and random moves, judged by the independent reader of the rules (test/corpora/reader.mjs): whatever a link
// led to before, it leads to afterwards, under its new name. And a new name given and taken back leaves every byte.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { moveFiles } from '../../server/features/moveFiles.ts';
import { rename } from '../../server/features/rename.ts';
import { parseNote } from '../../server/parse/parseNote.ts';
import { findAnchor } from '../../server/vault/fragments.ts';
import { type World, world } from '../fixture.ts';
import { carriedOut } from '../planned.ts';

interface Read {
  readonly links: readonly { readonly file: string; readonly raw: string; readonly targets: readonly string[] }[];
  readonly markdown: readonly { readonly file: string; readonly raw: string; readonly target?: string }[];
}
type ReadVault = (folder: string, options: object) => Read;
type Texts = ReadonlyMap<string, string>;

const temporary = mkdtempSync(join(tmpdir(), 'research-notes-property-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

function literal(texts: Texts): string {
  return `\n${[...texts].map(([path, text]) => `//- ${path}\n${text}`).join('')}`;
}

/** The one folder that vaults are written to: to make and remove one for each took most of the time. */
const folder = join(temporary, 'vault');
mkdirSync(folder);
let written: Texts = new Map();

function write(texts: Texts): void {
  const kept = foldersOf(texts);
  for (const path of written.keys()) if (!texts.has(path)) rmSync(join(folder, path));
  for (const path of [...foldersOf(written)].reverse()) if (!kept.has(path)) rmdirSync(join(folder, path));
  for (const path of kept) mkdirSync(join(folder, path), { recursive: true });
  for (const [path, text] of texts) writeFileSync(join(folder, path), text);
  written = texts;
}

/** Those above before those in them. */
function foldersOf(texts: Texts): Set<string> {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (path === '.') return;
    add(dirname(path));
    found.add(path);
  };
  for (const path of texts.keys()) add(dirname(path));
  return found;
}

/** What every link leads to, in the order of the text: note -> `raw text` and target. */
function meanings(readVault: ReadVault, texts: Texts): Map<string, { raw: string; target: string | undefined }[]> {
  write(texts);
  const { links, markdown } = readVault(folder, { gitRoot: folder, pipe: 'paths' });
  const found = new Map([...texts.keys()].map((path) => [path, [] as { raw: string; target: string | undefined }[]]));
  for (const { file, raw, targets } of links) found.get(file)!.push({ raw, target: targets[0] });
  for (const { file, raw, target } of markdown) found.get(file)!.push({ raw, target });
  return found;
}

function move(of: World, from: string, to: string): Map<string, string> {
  const files = [{ from: of.uri(from), to: of.uri(to) }];
  const plan = moveFiles(of.vault, files, of);
  return carriedOut(of, { ...plan, files: [...files, ...plan.files] });
}

const folders = ['', 'x/', 'x/y/', 'z/', 'Ёж/'];
const names = ['a.md', 'b.md', 'c d.md', 'index.md', 'й.md', 'i.png'];
/** Marks that mean something in one kind of link or another. */
const oddNames = [
  "it's.md",
  'say "x".md',
  'R&copy;D.md',
  'Paper: x.md',
  'e\u3000f.md',
  'g [h].md',
  '7% of.md',
  'C# (k).md',
];
const anyPath = fc.tuple(fc.constantFrom(...folders), fc.constantFrom(...names)).map((parts) => parts.join(''));
const anyOddPath = fc
  .tuple(fc.constantFrom(...folders), fc.constantFrom(...names, ...oddNames))
  .map((parts) => parts.join(''));

/** How a link from `source` to `target` is written: one spelling for each way of writing. */
const spelling: readonly ((source: string, target: string) => string)[] = [
  (_, target) => `[[${bare(base(target))}]]`,
  (_, target) => `[[${base(target)}|text]]`,
  (_, target) => `[[${bare(target)}]]`,
  (_, target) => `[[/${target}]]`,
  (source, target) => `[[${dotted(source, target)}]]`,
  (source, target) => `[[${bare(dotted(source, target))}#part]]`,
  (_, target) => `![[${base(target)}]]`,
  (_, target) => `[[text|${target}]]`,
  (source, target) => `[x](${encodeURI(dotted(source, target))})`,
  (source, target) => `[x](<${relative(dirname(source), target)}>)`,
  (_, target) => `![x](/${target.replaceAll(' ', '%20')} "title")`,
  (source, target) => `<img src="${relative(dirname(source), target)}">`,
  (_, target) => `[[wrong/${base(target)}]]`,
  (_, target) => `[[${base(dirname(target))}]]`,
  (_, target) => `[[also ${flat(target)}]]`,
  (_, target) => `[[Called ${flat(target)}|text]]`,
  (_, target) => `![[id-${flat(target)}#part]]`,
];

/** A path as a word that is no path: part of the names that the front matter gives. */
function flat(path: string): string {
  return bare(path).replaceAll('/', '-');
}

/** The front matter of a note: its names, and what it links to. */
function head(path: string, links: readonly string[]): string {
  const names = `title: Called ${flat(path)}\naliases: ["also ${flat(path)}", other]\nid: id-${flat(path)}\n`;
  return `---\n${names}related:\n${links.map((link) => `  - ${JSON.stringify(link)}\n`).join('')}---\n`;
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function bare(path: string): string {
  return path.replace(/\.md$/, '');
}

function dotted(source: string, target: string): string {
  const path = relative(dirname(source), target);
  return path.startsWith('../') ? path : `./${path}`;
}

const anyLink = fc.record({ to: fc.nat(), how: fc.constantFrom(...spelling) });
const anyVault = fc
  .uniqueArray(fc.record({ path: anyPath, links: fc.array(anyLink, { maxLength: 6 }) }), {
    selector: ({ path }) => path,
    minLength: 2,
    maxLength: 9,
  })
  .map((files): Texts => {
    const paths = files.map(({ path }) => path);
    return new Map(
      files.map(({ path, links }) => {
        const written = links.map(({ to, how }) => how(path, paths[to % paths.length]!));
        const lines = written.map((link) => `${link}\n\n`);
        const front = head(path, written.filter((link) => link.startsWith('[[')).slice(0, 2));
        return [path, path.endsWith('.md') ? `${front}# Title of ${path}\n\n${lines.join('')}## part\n` : ''];
      }),
    );
  });

const anyFolder = fc.constantFrom('moved/', 'x/y/', 'z/new/', 'Ёж/', '');
const anyMove = fc.record({ vault: anyVault, which: fc.nat(), to: anyOddPath, folder: fc.option(anyFolder) });

interface Move {
  readonly vault: Texts;
  readonly which: number;
  readonly to: string;
  readonly folder: string | null;
}

/** Links to names that hold any mark, in spellings that every reader takes as they are meant. */
const oddSpelling: readonly ((source: string, target: string) => string)[] = [
  (_, target) => `[[${encoded(bare(base(target)))}]]`,
  (_, target) => `[[${encoded(base(target))}|text]]`,
  (_, target) => `[[text|/${encoded(target)}]]`,
  (source, target) => `[x](${encoded(dotted(source, target))})`,
  (source, target) => `[x](<${dotted(source, target).replace(/[<>#?%&]/g, encodeURIComponent)}> "t")`,
  (source, target) => `![x](${encoded(relative(dirname(source), target))})`,
  (source, target) => `<img src='${encoded(dotted(source, target))}'>`,
  (source, target) => `| [x](${encoded(dotted(source, target))}) |\n| - |`,
];

function encoded(path: string): string {
  const marks = path.split('/').map((part) => encodeURIComponent(part));
  return marks.join('/').replace(/['()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

const anyOddVault = fc
  .uniqueArray(
    fc.record({
      path: anyOddPath,
      links: fc.array(fc.record({ to: fc.nat(), how: fc.constantFrom(...oddSpelling) }), { maxLength: 6 }),
    }),
    { selector: ({ path }) => path, minLength: 2, maxLength: 9 },
  )
  .map((files): Texts => {
    const paths = files.map(({ path }) => path);
    return new Map(
      files.map(({ path, links }, at) => {
        const lines = links.map(({ to, how }) => `${how(path, paths[to % paths.length]!)}\n\n`);
        const quote = at % 2 === 0 ? '"' : "'";
        const up = `up: ${quote}[[${encoded(bare(base(paths[(at + 1) % paths.length]!)))}]]${quote}`;
        return [path, path.endsWith('.md') ? `---\n${up}\n---\n${lines.join('')}` : ''];
      }),
    );
  });
const anyOddMove = fc.record({ vault: anyOddVault, which: fc.nat(), to: anyOddPath, folder: fc.option(anyFolder) });

/** Moves a file or folder of a vault and asks where its links lead then; how many were written anew. */
function movesWell(readVault: ReadVault, { vault, which, to, folder }: Move): number {
  const of = world(literal(vault));
  const paths = [...vault.keys()];
  const file = paths[which % paths.length]!;
  const isFolder = folder !== null && file.includes('/');
  // A folder of any depth, to any other that it does not hold itself.
  const from = isFolder ? (which % 2 === 0 ? dirname(file) : file.slice(0, file.indexOf('/'))) : file;
  const target = isFolder ? `${folder}${base(from)} 2` : to.replace(/\.\w+$/, '') + file.slice(file.lastIndexOf('.'));
  // A note that comes to lie beside an image of its name is a sidecar, whose links nobody resolves.
  const beside = target.endsWith('.png') ? target.replace(/\.png$/, '.md') : target.replace(/\.md$/, '.png');
  if (paths.includes(target) || paths.includes(beside)) return 0;
  const texts = move(of, from, target);
  const moved = (path: string) =>
    isFolder ? path.replace(new RegExp(`^${from}/`), `${target}/`) : path === file ? target : path;
  const before = meanings(readVault, vault);
  const now = meanings(readVault, texts);
  let changedLinks = 0;
  for (const [path, links] of before) {
    const later = now.get(moved(path))!;
    assert.equal(later.length, links.length, `as many links in ${path}, now\n${texts.get(moved(path))}`);
    for (const [index, link] of links.entries()) {
      if (link.target === undefined) continue;
      const said = `${path}: ${link.raw} became ${later[index]!.raw}; ${from} -> ${target}`;
      assert.equal(later[index]!.target, moved(link.target), said);
      if (link.raw !== later[index]!.raw) changedLinks++;
    }
    assert.equal(parseNote('', texts.get(moved(path))!).frontMatter?.error, undefined, texts.get(moved(path)));
  }
  return changedLinks;
}

async function reader(): Promise<ReadVault> {
  return ((await import(join(process.cwd(), 'test/corpora/reader.mjs'))) as { readVault: ReadVault }).readVault;
}

test('every link leads where it led', async () => {
  const readVault = await reader();
  let changedLinks = 0;
  fc.assert(
    fc.property(anyMove, (move) => {
      changedLinks += movesWell(readVault, move);
    }),
    { numRuns: 100 },
  );
  assert.ok(changedLinks > 30, `${changedLinks} links were written anew`);
});

test('among names whose marks mean something, too', async () => {
  const readVault = await reader();
  let changedLinks = 0;
  fc.assert(
    fc.property(anyOddMove, (move) => {
      changedLinks += movesWell(readVault, move);
    }),
    { numRuns: 200, includeErrorInReport: true },
  );
  assert.ok(changedLinks > 30, `${changedLinks} links were written anew`);
});

test('a new name that is taken back leaves every byte', () => {
  const unique = anyVault.map((texts): Texts => {
    // Names that are taken once only: else the path that keeps two apart is written, and stays.
    const paths = [...texts.keys()];
    const own = (path: string) =>
      path.replace(/([^/]*)(\.\w+)$/, (_, _name, ending) => `n${paths.indexOf(path)}${ending}`);
    const files = paths.filter((path) => !path.endsWith('index.md'));
    return new Map(
      files.map((path, at) => {
        const lines = files.map((other, to) => `${spelling[(at + to) % 12]!(own(path), own(other))}\n\n`);
        return [own(path), path.endsWith('.md') ? lines.join('') : ''];
      }),
    );
  });
  fc.assert(
    fc.property(unique, fc.nat(), (texts, which) => {
      const paths = [...texts.keys()];
      if (paths.length === 0) return;
      const old = paths[which % paths.length]!;
      const fresh = old.replace(/[^/]*(\.\w+)$/, 'Новое имя$1');
      const once = move(world(literal(texts)), old, fresh);
      const back = move(world(literal(once)), fresh, old);
      assert.deepEqual([...back].sort(), [...texts].sort());
    }),
    { numRuns: 100 },
  );
});

test('a name of the front matter that changes: every link by it leads where it led', async () => {
  const readVault = await reader();
  const keys = ['Called ', 'also ', 'id-'] as const;
  const anyName = fc.constantFrom('Новое имя', 'a: b', 'also', "it's", 'C# notes', 'other');
  let changedLinks = 0;
  fc.assert(
    fc.property(anyVault, fc.nat(), fc.constantFrom(...keys), anyName, (vault, which, key, name) => {
      const of = world(literal(vault));
      const notes = [...vault.keys()].filter((path) => path.endsWith('.md'));
      const path = notes[which % Math.max(notes.length, 1)];
      if (path === undefined) return;
      const offset = vault.get(path)!.indexOf(key) + 1;
      const plan = rename(of.vault, { uri: of.uri(path), offset }, name, { settings: of.settings, language: 'en' });
      if (!plan || 'refused' in plan) return;
      const now = meanings(readVault, carriedOut(of, plan));
      for (const [source, links] of meanings(readVault, vault)) {
        for (const [index, { raw, target }] of links.entries()) {
          const later = now.get(source)![index]!;
          if (target !== undefined) assert.equal(later.target, target, `${source}: ${raw} became ${later.raw}`);
          if (raw !== later.raw) changedLinks++;
        }
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(changedLinks > 10, `${changedLinks} links were written anew`);
});

test('a heading of any name: every link to it leads there, and the front matter stays YAML', () => {
  const marks = fc.constantFrom(...'ab Й\u3000"\'`&;#?%[]<>:|\\!$=,.^*_~{}()-', '&copy;', '%41', '{#id}', ' ', 'code');
  const links =
    '---\nup: "[[b#Old part]]"\nin: \'[[b#old part|x]]\'\nat: "[[b#Old%20part]]"\n---\n' +
    '[[b#Old part]] [[b#old-part|x]] [x](b.md#old-part) [y](b.md#Old%20part) [z](<b.md#Old part>)\n' +
    '<a href="b.md#Old part">x</a> <a href=\'b.md#old-part\'>x</a> <a href=b.md#Old%20part>x</a>\n\n[r]: b.md#Old%20part\n\n' +
    '| a |\n| - |\n| [[b#Old part\\|x]] [x](b.md#Old%20part) |\n';
  let renamed = 0;
  fc.assert(
    fc.property(fc.array(marks, { minLength: 1 }), (parts) => {
      const of = world(`\n//- b.md\n# Top\n## Old part\n## Last\n//- a.md\n${links}`);
      const place = { uri: of.uri('b.md'), offset: '# Top\n## O'.length };
      const plan = rename(of.vault, place, parts.join(''), { settings: of.settings, language: 'en' });
      if (!plan || 'refused' in plan) return;
      const after = carriedOut(of, plan);
      const [target, source] = [parseNote('', after.get('b.md')!), parseNote('', after.get('a.md')!)];
      // A name of marks alone is nothing that a link could say, and `## ^id` is a block as well.
      if (!/[\p{L}\p{N}]/u.test(target.headings[1]!.text) || target.blockIds.length > 0) return;
      renamed++;
      assert.equal(source.frontMatter?.error, undefined, after.get('a.md'));
      assert.equal(source.links.length, of.vault.note(of.uri('a.md'))!.links.length, after.get('a.md'));
      for (const link of source.links) {
        const found = findAnchor(target, link.fragment ?? '');
        assert.equal(
          found?.kind === 'heading' ? found.index : -1,
          1,
          `${JSON.stringify(link.fragment)}\n${after.get('a.md')}`,
        );
      }
    }),
    { numRuns: 300, includeErrorInReport: true },
  );
  assert.ok(renamed > 100, `${renamed} headings were renamed`);
});
