// `research-notes check` on real folders: what it prints, how it ends, and what it writes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, describe, test } from 'node:test';
import { type CheckOptions, check } from '../../server/cli/check.ts';
import { formats } from '../../server/cli/format.ts';
import { slashed, targetsOf, vaultPath } from '../../server/cli/paths.ts';
import { UsageError } from '../../server/cli/usageError.ts';
import type { Language } from '../../server/messages.ts';
import { canonicalUri, pathOf } from '../../server/text/uri.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function vault(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'research-notes-cli-')));
  folders.push(folder);
  git(folder, 'init', '-q');
  // In a vault that is hardly written yet, unwritten notes are mentioned in a lower voice.
  write(folder, 'index.md', '[[index]] '.repeat(60));
  for (const [path, content] of Object.entries(files)) write(folder, path, content);
  return folder;
}

function write(folder: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function git(folder: string, ...args: string[]): string {
  const options = ['-C', folder, '-c', 'user.email=a@b.c', '-c', 'user.name=a'];
  return execFileSync('git', [...options, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function commit(folder: string): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'x');
}

interface Run {
  readonly code: number;
  /** Without the folder's path. */
  readonly out: readonly string[];
  readonly error: string;
}

async function run(folder: string, options: Partial<CheckOptions> = {}, language: Language = 'en'): Promise<Run> {
  let out = '';
  let error = '';
  const given: CheckOptions = {
    folder,
    format: formats.text,
    level: 'warning',
    notes: [],
    rules: [],
    since: undefined,
    baseline: undefined,
    updateBaseline: false,
    fix: false,
    dryRun: false,
    version: '1.2.3',
    ...options,
  };
  const code = await check(given, language, { out: (text) => (out += text), error: (text) => (error += text) });
  const prefix = `${relative(process.cwd(), folder).replaceAll('\\', '/')}/`;
  return { code, out: out.replaceAll(prefix, '').split('\n').filter(Boolean), error };
}

const notes = {
  'a.md': '# A\n\n[[b]] [[no]]\n',
  'b.md': '# B\n\n[[x/a]] <!-- TODO: Broken link -->\n',
};

interface SarifLog {
  readonly version: string;
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly {
        readonly physicalLocation: { artifactLocation: { uri: string }; region: object };
      }[];
    }[];
  }[];
}

describe('what is printed', () => {
  test('in the order of the lines, whatever is wrong there', async () => {
    const folder = vault({ 'a.md': '# A {#x}\n\n## B {#x}\n\ntext ^y\n\n[[no]]\n\ntext ^y\n\n[[none]]\n' });
    const { out } = await run(folder, { level: 'hint' });
    assert.deepEqual(
      out.slice(0, -1).map((line) => line.split(':')[1]),
      ['3', '7', '9', '11'],
    );
  });
  test('lines like those of a compiler, and a summary of all', async () => {
    const { code, out } = await run(vault(notes));
    assert.deepEqual(out, [
      'a.md:3:9: warning: Note not found: “no” [missing-note]',
      '3 notes. missing-note: 1, imprecise-path: 1, stale-todo: 1.',
    ]);
    assert.equal(code, 1);
  });
  test('nothing to report', async () => {
    const { code, out } = await run(vault({ 'a.md': '# A\n' }));
    assert.deepEqual([code, out], [0, ['2 notes. Nothing to report.']]);
  });
  test('the level decides what is listed and how it ends', async () => {
    const folder = vault({ 'a.md': '[[x/b]]\n', 'b.md': '' });
    assert.equal((await run(folder)).code, 0);
    const { code, out } = await run(folder, { level: 'hint' });
    assert.equal(code, 1);
    assert.equal(out[0], 'a.md:1:3: hint: Found as “b.md”; the written path does not exist [imprecise-path]');
  });
  test('only the rules asked for, with a severity of their own', async () => {
    const folder = vault(notes);
    assert.deepEqual((await run(folder, { rules: ['stale-todo'] })).out, [
      '3 notes. stale-todo: 1. None is listed: all are below --level warning.',
    ]);
    const { code, out } = await run(folder, { rules: ['stale-todo=error'] });
    assert.equal(code, 1);
    assert.match(out[0]!, /^b\.md:3:9: error: .* \[stale-todo\]$/);
  });
  test('in Russian', async () => {
    const { out } = await run(vault(notes), {}, 'ru');
    assert.equal(out[0], 'a.md:3:9: warning: Заметка не найдена: «no» [missing-note]');
    assert.match(out[1]!, /^Заметок: 3\. /);
  });
  test('JSON', async () => {
    const { out } = await run(vault(notes), { format: formats.json });
    assert.deepEqual(JSON.parse(out.join('')), {
      version: 1,
      notes: 3,
      counts: { 'missing-note': 1, 'imprecise-path': 1, 'stale-todo': 1 },
      findings: [
        {
          path: 'a.md',
          line: 3,
          column: 9,
          endLine: 3,
          endColumn: 11,
          severity: 'warning',
          code: 'missing-note',
          message: 'Note not found: “no”',
        },
      ],
    });
  });
  test('annotations of GitHub, with what would end a property escaped', async () => {
    const { out } = await run(vault({ 'a,b%.md': '[[100%: no]]\n' }), { format: formats.github });
    assert.deepEqual(out, [
      '::warning file=a%2Cb%25.md,line=1,col=3,endLine=1,endColumn=11,title=research-notes missing-note::Note not found: “100%25: no”',
    ]);
  });
  test('SARIF', async () => {
    const { out } = await run(vault({ 'a b.md': '[[no]]\n' }), { format: formats.sarif });
    const log = JSON.parse(out.join('')) as SarifLog;
    assert.equal(log.version, '2.1.0');
    const [result] = log.runs[0]!.results;
    assert.deepEqual([result!.ruleId, result!.ruleIndex, result!.level], ['missing-note', 0, 'warning']);
    const { artifactLocation, region } = result!.locations[0]!.physicalLocation;
    assert.match(artifactLocation.uri, /a%20b\.md$/);
    assert.deepEqual(region, { startLine: 1, startColumn: 3, endLine: 1, endColumn: 5 });
  });
});

describe('as in the editor', () => {
  test('settings of the folder count, with comments and all', async () => {
    const folder = vault({
      ...notes,
      'drafts/c.md': '[[never]]\n',
      '.vscode/settings.json': `{
        // ours
        "researchNotes.diagnostics.missing-note": "error",
        "researchNotes.diagnostics.stale-todo": "off",
        "files.exclude": { "drafts/**": true },
      }`,
    });
    const { out, error } = await run(folder);
    assert.deepEqual(out, [
      'a.md:3:9: error: Note not found: “no” [missing-note]',
      '3 notes. missing-note: 1, imprecise-path: 1.',
    ]);
    assert.equal(error, '');
  });
  test('a setting of the wrong kind and a broken file are named', async () => {
    const folder = vault({ '.vscode/settings.json': '{ "researchNotes.contentRoots": 3, ' });
    const { error } = await run(folder);
    assert.match(error, /settings\.json is not valid JSON/);
    assert.match(error, /researchNotes\.contentRoots has a value of the wrong kind/);
  });
  test('a note that is left out, as a hook names it', async () => {
    const folder = vault({ 'a.md': '[[no]]\n', '.hidden/x.md': '[[no]]\n' });
    const hidden = join(folder, '.hidden/x.md');
    const both = await run(folder, { notes: [join(folder, 'a.md'), hidden] });
    assert.deepEqual([both.code, both.out.at(-1)], [1, '1 note. missing-note: 1.']);
    assert.match(both.error, /x\.md is left out/);
    const alone = await run(folder, { notes: [hidden] });
    assert.deepEqual([alone.code, alone.out.at(-1)], [0, '0 notes. Nothing to report.']);
  });
  test('an ignored file is no note, and is there', async () => {
    const folder = vault({ '.gitignore': 'out/\n', 'out/x.md': '[[no]]\n', 'a.md': '[x](out/x.md)\n' });
    assert.deepEqual((await run(folder)).out, ['2 notes. Nothing to report.']);
  });
  test('what is not listed is looked for once, however a link says it', async () => {
    const links =
      '[[out/x.md]] [[out/x]] [x](out/x) [l](out/x.md:12) [s](out/a%20b.pdf) ![q](out/i.png?raw=1) [f](../e/)';
    const files = { '.gitignore': 'out/\n', 'out/x.md': '', 'out/a b.pdf': '', 'out/i.png': '' };
    const folder = vault({ ...files, 'd/a.md': `${links.replaceAll('out/', '../out/')} [no](../out/no.pdf)\n` });
    mkdirSync(join(folder, 'e'));
    assert.deepEqual((await run(folder)).out, [
      'd/a.md:1:127: warning: File not found: “../out/no.pdf” [missing-file]',
      '2 notes. missing-file: 1.',
    ]);
  });
});

describe('only what is new', () => {
  test('since a revision: broken links, and links broken by what was deleted', async () => {
    const folder = vault({ ...notes, 'c.md': '[[b#B]]\n' });
    commit(folder);
    assert.deepEqual((await run(folder, { since: 'HEAD', format: formats.github })).out, []);
    write(folder, 'a.md', '# A\n\nmore\n\n[[b]] [[no]] [[new]]\n');
    rmSync(join(folder, 'b.md'));
    const { code, out } = await run(folder, { since: 'HEAD' });
    assert.deepEqual(out.slice(0, -1), [
      'a.md:5:3: warning: Note not found: “b” [missing-note]',
      'a.md:5:16: warning: Note not found: “new” [missing-note]',
      'c.md:1:3: warning: Note not found: “b” [missing-note]',
    ]);
    assert.equal(code, 1);
    assert.match(out.at(-1)!, /^3 notes\. missing-note: 4\. 3 new of 4\.$/);
  });
  test('a loss so large that the vault seems to be unwritten', async () => {
    const names = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const others = names.map((at) => [`n${at}.md`, `# N${at}\n\n[[hub]] and [[n${(at % 9) + 1}]]\n`]);
    const folder = vault({ 'hub.md': '# Hub\n', ...Object.fromEntries(others), 'index.md': '' });
    const baseline = join(folder, 'known.json');
    await run(folder, { baseline, updateBaseline: true });
    commit(folder);
    rmSync(join(folder, 'hub.md'));
    // Alone it is what the editor says.
    assert.deepEqual((await run(folder)).code, 0);
    for (const older of [{ since: 'HEAD' }, { baseline }]) {
      const { code, out } = await run(folder, older);
      assert.deepEqual([code, out.length], [1, 10]);
      assert.equal(out[0], 'n1.md:3:3: warning: Note not found: “hub” [missing-note]');
      assert.equal((await run(folder, { ...older, notes: [join(folder, 'n1.md')] })).code, 1);
    }
  });
  test('where links run ahead of the notes, a new one is no more than the others', async () => {
    const folder = vault({ 'index.md': '[[a]] [[b]] [[c]] [[index]]\n' });
    commit(folder);
    write(folder, 'index.md', '[[a]] [[b]] [[c]] [[index]] [[d]]\n');
    const { code, out } = await run(folder, { since: 'HEAD' });
    assert.deepEqual(out, ['1 note. missing-note: 4. 1 new of 4. None is listed: all are below --level warning.']);
    assert.equal(code, 0);
  });
  test('a note that is a symbolic link has what its file has', async (t) => {
    if (process.platform === 'win32') return t.skip();
    const folder = vault({ 'sub dir/w.md': '[[no]]\n' });
    symlinkSync('sub dir/w.md', join(folder, 'wl.md'));
    symlinkSync('wl.md', join(folder, 'chain.md'));
    symlinkSync(join(folder, 'sub dir/w.md'), join(folder, 'whole.md'));
    symlinkSync('gone.md', join(folder, 'dead.md'));
    symlinkSync('round.md', join(folder, 'round.md'));
    commit(folder);
    const { code, out } = await run(folder, { since: 'HEAD' });
    assert.deepEqual([code, out], [0, ['5 notes. missing-note: 4. 0 new of 4.']]);
  });
  test('a note that was renamed brings nothing new', async () => {
    const folder = vault({ ...notes, 'd/x.md': `${'text\n'.repeat(20)}[[no]]\n` });
    commit(folder);
    git(folder, 'mv', 'd/x.md', 'y.md');
    assert.equal((await run(folder, { since: 'HEAD' })).code, 0);
    // Nor one that Git has not heard of, which it then has still not.
    renameSync(join(folder, 'y.md'), join(folder, 'd/z.md'));
    assert.equal((await run(join(folder, 'd'), { since: 'HEAD' })).code, 0);
    assert.match(git(folder, 'status', '--porcelain'), /^RD d\/x\.md -> y\.md$/m);
  });
  test('a note that was renamed though its ending is in capitals', async () => {
    const folder = vault({ ...notes, 'X.MD': `${'text\n'.repeat(20)}[[no]]\n` });
    commit(folder);
    git(folder, 'mv', 'X.MD', 'Y.MD');
    assert.equal((await run(folder, { since: 'HEAD' })).code, 0);
  });
  test('a repository inside that has no commit yet, which Git cannot add', async () => {
    const folder = vault({ ...notes, 'x.md': `${'text\n'.repeat(20)}[[no]]\n` });
    commit(folder);
    git(folder, 'init', '-q', 'inner');
    write(folder, 'inner/i.md', '# I\n');
    renameSync(join(folder, 'x.md'), join(folder, 'y.md'));
    assert.equal((await run(folder, { since: 'HEAD' })).code, 0);
  });
  test('what is there twice is found once more', async () => {
    const folder = vault(notes);
    commit(folder);
    write(folder, 'a.md', '# A\n\n[[b]] [[no]] [[no]]\n');
    assert.equal((await run(folder, { since: 'HEAD' })).out.length, 2);
  });
  test('a baseline is written and counts from then on', async () => {
    const folder = vault(notes);
    const baseline = join(folder, 'known.json');
    await assert.rejects(run(folder, { baseline }), /cannot be read\. Write it first/);
    await assert.rejects(
      run(folder, { baseline: join(folder, 'no/k.json'), updateBaseline: true }),
      /cannot be written/,
    );
    assert.equal((await run(folder, { baseline, updateBaseline: true })).code, 0);
    assert.equal((await run(folder, { baseline })).code, 0);
    write(folder, 'a.md', '# A\n\n[[other]]\n[[no]]\n');
    assert.equal((await run(folder, { baseline })).out[0], 'a.md:3:3: warning: Note not found: “other” [missing-note]');
    write(folder, 'known.json', '{}');
    await assert.rejects(run(folder, { baseline }), /is no baseline/);
  });
});

describe('single notes', () => {
  test('their findings alone, and the whole vault is known to them', async () => {
    const folder = vault({ ...notes, 'c.md': '[[gone]] [[a]]\n' });
    const { code, out } = await run(folder, { notes: [join(folder, 'a.md'), join(folder, 'b.md')] });
    assert.deepEqual(out, [
      'a.md:3:9: warning: Note not found: “no” [missing-note]',
      '2 notes. missing-note: 1, imprecise-path: 1, stale-todo: 1.',
    ]);
    assert.equal(code, 1);
    assert.equal((await run(folder, { notes: [join(folder, 'b.md')] })).code, 0);
    assert.deepEqual((await run(folder, { notes: [join(folder, 'c.md')] })).out.at(-1), '1 note. missing-note: 1.');
  });
  test('one that is not read says why', async () => {
    const folder = vault({ ...notes, 'zeros.md': 'a\0b' });
    const { code, out } = await run(folder, { notes: [join(folder, 'zeros.md')], level: 'information' });
    assert.equal(out[0], 'zeros.md:1:1: information: This note is not indexed: it is not text [file-skipped]');
    assert.equal(code, 1);
  });
  test('one that lies outside of the folder', async () => {
    const folder = vault({ 'papers/b.md': '# B\n', 'a.md': '# A\n' });
    const outside = (error: unknown) => error instanceof UsageError && /a\.md lies outside of “/.test(error.message);
    await assert.rejects(run(join(folder, 'papers'), { notes: [join(folder, 'a.md')] }), outside);
    await assert.rejects(run(folder, { notes: [join(vault({ 'a.md': '' }), 'a.md')] }), outside);
  });
  test('only they are fixed', async () => {
    const folder = vault({ ...notes, 'd.md': '[[x/a]]\n' });
    const { error } = await run(folder, { notes: [join(folder, 'd.md')], fix: true });
    assert.match(error, /1 fixed in 1 note\./);
    assert.equal(readFileSync(join(folder, 'b.md'), 'utf8'), notes['b.md']);
  });
  test('are told from the folder by what lies there', () => {
    const folder = vault(notes);
    const [a, b] = [join(folder, 'a.md'), join(folder, 'b.md')];
    assert.deepEqual(targetsOf([]), { folder: '.', notes: [] });
    assert.deepEqual(targetsOf([folder]), { folder, notes: [] });
    assert.deepEqual(targetsOf([folder, a, b]), { folder, notes: [a, b] });
    assert.deepEqual(targetsOf([a, b]), { folder: '.', notes: [a, b] });
    assert.deepEqual(targetsOf(['nowhere']), { folder: 'nowhere', notes: [] });
    assert.deepEqual(targetsOf([`${a}/`]), { folder: `${a}/`, notes: [] });
    assert.equal(targetsOf([folder, folder]), undefined);
  });
});

test('a rule that is off is left out, and no rule is asked for by that', async () => {
  const folder = vault(notes);
  assert.deepEqual((await run(folder, { rules: ['missing-note=off'] })).out, [
    '3 notes. imprecise-path: 1, stale-todo: 1. None is listed: all are below --level warning.',
  ]);
});

describe('fixing', () => {
  const broken = {
    ...notes,
    'crlf.md': '\ufeff# C\r\n\r\n[[x/a]] <!-- TODO: Broken link -->\r\nЁ😀 [[x/b]]\r\n',
    'latin.md': Uint8Array.from([0xe9, ...Buffer.from(' [[x/a]]\n')]),
  };
  test('writes inexact paths, removes comments, and changes no other byte', async () => {
    const folder = vault(broken);
    chmodSync(join(folder, 'b.md'), 0o640);
    const { error } = await run(folder, { fix: true });
    assert.equal(readFileSync(join(folder, 'a.md'), 'utf8'), notes['a.md']);
    assert.equal(readFileSync(join(folder, 'b.md'), 'utf8'), '# B\n\n[[a]]\n');
    assert.equal(statSync(join(folder, 'b.md')).mode & 0o777, 0o640);
    assert.equal(readFileSync(join(folder, 'crlf.md'), 'utf8'), '\ufeff# C\r\n\r\n[[a]]\r\nЁ😀 [[b]]\r\n');
    assert.deepEqual(new Uint8Array(readFileSync(join(folder, 'latin.md'))), broken['latin.md']);
    assert.match(error, /latin\.md: left alone, since it is not UTF-8/);
    assert.match(error, /5 fixed in 2 notes\./);
    assert.match((await run(folder, { fix: true })).error, /0 fixed in 0 notes\./);
  });
  test('a read-only note is named and left alone, and the others are fixed', async () => {
    const folder = vault(broken);
    const locked = join(folder, 'b.md');
    chmodSync(locked, 0o444);
    const { out, error } = await run(folder, { fix: true, dryRun: true });
    assert.match(error, /b\.md: left alone, since it is read-only\.\n/);
    assert.ok(out.includes('3 would be fixed in 1 note.'), out.join('\n'));
    const fixed = await run(folder, { fix: true }, 'ru');
    assert.match(fixed.error, /b\.md: не тронут: он только для чтения\.\n.*Исправлено: 3, заметок: 1\./s);
    assert.equal(readFileSync(locked, 'utf8'), notes['b.md']);
    assert.equal(statSync(locked).mode & 0o777, 0o444);
    assert.match(readFileSync(join(folder, 'crlf.md'), 'utf8'), /😀 \[\[b\]\]/);
    chmodSync(locked, 0o644);
    assert.match((await run(folder, { fix: true })).error, /2 fixed in 1 note\./);
  });
  test('a note and a symbolic link to it: one change', async (t) => {
    if (process.platform === 'win32') return t.skip();
    const folder = vault({ 'a.md': '# A\n', 'd/b.md': '[[x/a]]\n' });
    symlinkSync('d/b.md', join(folder, 'c.md'));
    const { error } = await run(folder, { fix: true });
    assert.equal(error, '1 fixed in 1 note.\n');
    assert.equal(readFileSync(join(folder, 'd/b.md'), 'utf8'), '[[a]]\n');
    assert.ok(lstatSync(join(folder, 'c.md')).isSymbolicLink());
  });
  test('only the rules asked for', async () => {
    const folder = vault(broken);
    await run(folder, { fix: true, rules: ['stale-todo'] });
    assert.equal(readFileSync(join(folder, 'b.md'), 'utf8'), '# B\n\n[[x/a]]\n');
  });
  test('a dry run says what it would change, and changes nothing', async () => {
    const folder = vault(notes);
    const { out, error } = await run(folder, { fix: true, dryRun: true });
    assert.deepEqual(
      out.filter((line) => /->|would/.test(line)),
      ['b.md:3: "x/a" -> "a"', 'b.md:3: " <!-- TODO: Broken link -->" -> ""', '2 would be fixed in 1 note.'],
    );
    assert.equal(error, '');
    for (const format of [formats.json, formats.sarif]) {
      const data = await run(folder, { fix: true, dryRun: true, format });
      JSON.parse(data.out.join('\n'));
      assert.match(data.error, /b\.md:3: "x\/a" -> "a"\n.*2 would be fixed in 1 note\./s);
    }
    assert.equal(readFileSync(join(folder, 'b.md'), 'utf8'), notes['b.md']);
  });
});

describe('what cannot be done is said', () => {
  const cases: [string, Partial<CheckOptions>, RegExp][] = [
    ['a note as a folder', { folder: 'package.json/' }, /package\.json\/ is no folder/],
    ['a folder that is not there', { folder: '/no/such/folder' }, /\/no\/such\/folder is no folder/],
    ['a drive', { folder: '/' }, /is a home folder or a whole drive/],
    ['a level', { level: 'loud' }, /“loud” is no value of --level/],
    ['a rule', { rules: ['nothing'] }, /“nothing” is no value of --rule/],
    ['a severity', { rules: ['missing-note=loud'] }, /“loud” is no value of --rule/],
    ['a revision', { since: 'no-such' }, /“no-such” is no revision/],
    ['a revision like an option', { since: '--output=x' }, /“--output=x” is no revision/],
    ['a note that is not there', { notes: ['/no/such/note.md'] }, /note\.md is no note of this folder/],
    ['a file that is no note', { notes: ['package.json'] }, /package\.json is no note of this folder/],
    ['a baseline of one note', { updateBaseline: true, baseline: 'x', notes: ['x'] }, /leave out .* single notes/],
    ['a baseline to write where', { updateBaseline: true }, /needs --baseline/],
  ];
  for (const [name, options, message] of cases) {
    test(name, () =>
      assert.rejects(run(vault(notes), options), (error) => error instanceof UsageError && message.test(error.message)),
    );
  }
});

describe('paths of Git and of the system are one path of the vault', () => {
  const check = (path: string, separator: string, expected: string) =>
    test(`${path} with ${separator}`, () => assert.equal(vaultPath(path, separator), expected));
  check('C:/Users/a b/заметки', '\\', '/c:/Users/a b/заметки');
  check('C:\\Users\\a b\\заметки', '\\', '/c:/Users/a b/заметки');
  check('/home/a\\b/c#d', '/', '/home/a\\b/c#d');
  test('as addresses have it', () => {
    assert.equal(vaultPath('C:/a b', '\\'), pathOf(canonicalUri('file:///C:/a%20b')));
    assert.equal(slashed('a\\b.md', '\\'), 'a/b.md');
    assert.equal(slashed('a\\b.md', '/'), 'a\\b.md');
  });
});
