// What changes on disk, and what the editor holds against it.
import assert from 'node:assert/strict';
import fs, { existsSync, readdirSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeFiles } from '../../server/lsp/nodeFiles.ts';
import { type Client, type Options, overheard, start } from './client.ts';

test('a file comes, goes and comes back, and the warning with it', async () => {
  const client = await start({ 'a.md': '[[b]] ![](x.png) [x](c.md)\n' });
  const all = ['missing-note “b”', 'missing-image “x.png”', 'missing-file “c.md”'];
  assert.deepEqual(client.problems('a.md'), all);
  for (const _ of [1, 2]) {
    client.write('notes/b.md', '# Beta\n');
    client.write('x.png', 'x');
    client.write('c.md', '');
    await client.tell('created notes/b.md', 'created x.png', 'created c.md');
    await client.until(() => client.problems('a.md'), []);
    assert.equal(await client.definition('a.md', '[[b]]'), 'notes/b.md:1');
    for (const path of ['notes/b.md', 'x.png', 'c.md']) client.remove(path);
    await client.tell('deleted notes/b.md', 'deleted x.png', 'deleted c.md');
    await client.until(() => client.problems('a.md'), all);
  }
});

test('a changed file', async () => {
  const client = await start({ 'a.md': '[[b#New]]\n', 'b.md': '# Beta\n' });
  assert.deepEqual(client.problems('a.md'), ['missing-heading “New”']);
  client.write('b.md', '# Beta\n## New\n[[gone]]\n');
  await client.tell('changed b.md');
  await client.until(() => client.problems('a.md'), []);
  assert.deepEqual(client.problems('b.md'), ['missing-note “gone”']);
});

test('a folder is deleted, and only the folder is told', async () => {
  const client = await start({ 'a.md': '[[b]] [[c]]\n', 'x/b.md': '[[no]]\n', 'x/y/c.md': '' });
  assert.deepEqual(client.problems('x/b.md'), ['missing-note “no”']);
  client.remove('x');
  await client.tell('deleted x');
  await client.until(() => client.problems('a.md'), ['missing-note “b”', 'missing-note “c”']);
  assert.deepEqual(client.diagnostics('x/b.md'), []);
  assert.equal((await client.status()).vault.notes, 1);
});

test('a folder comes, and only the folder is told', async () => {
  const client = await start({ 'a.md': '[[b]] [[c]]\n' });
  client.write('x/b.md', '');
  client.write('x/y/c.md', '[[no]]\n');
  await client.tell('created x');
  await client.until(() => client.problems('a.md'), []);
  await client.until(() => client.problems('x/y/c.md'), ['missing-note “no”']);
});

test('a folder comes that links are to start from', async () => {
  for (const files of [{}, { 'mkdocs.yml': 'docs_dir: docs\n' }]) {
    const settings = 'mkdocs.yml' in files ? {} : { contentRoots: ['docs'] };
    const client = await start({ 'a.md': '[x](/t/b.md)\n', ...files }, { settings });
    assert.deepEqual(client.problems('a.md'), ['missing-file “/t/b.md”']);
    client.write('docs/t/b.md', '[[no]]\n');
    await client.tell('created docs');
    await client.until(() => client.problems('a.md'), []);
    await client.until(() => client.problems('docs/t/b.md'), ['missing-note “no”']);
  }
});

test('a file is renamed', async () => {
  const client = await start({ 'a.md': '[[b]] [[c]]\n', 'b.md': '[[no]]\n' });
  assert.deepEqual(client.problems('a.md'), ['missing-note “c”']);
  client.rename('b.md', 'n/c.md');
  await client.tell('deleted b.md', 'created n/c.md');
  await client.until(() => client.problems('a.md'), ['missing-note “b”']);
  assert.deepEqual(client.diagnostics('b.md'), []);
  assert.deepEqual(client.problems('n/c.md'), ['missing-note “no”']);
});

/** A disk to which letters of either case are the same, as those of macOS and Windows mostly are. */
const caseBlind: NonNullable<Options['files']> = (disk) => {
  const namedAs = (name: string) => (other: string) => other.toLowerCase() === name.toLowerCase();
  const real = (uri: string): string => {
    let at = '/';
    for (const name of fileURLToPath(uri).split('/').filter(Boolean)) {
      const names = existsSync(at) ? readdirSync(at) : [];
      at = join(at, names.includes(name) ? name : (names.find(namedAs(name)) ?? name));
    }
    return pathToFileURL(at).toString();
  };
  return {
    ...disk,
    list: (folders) => disk.list(folders.map(real)),
    read: (uris, limit, head) => disk.read(uris.map(real), limit, head),
    stat: (uris) => disk.stat(uris.map(real)),
    state: (uris, readOnly) => disk.state(uris.map(real), readOnly),
  };
};

test('a file or folder gets a name of other case where the disk finds it by the old one too', async () => {
  const files = { 'Note.md': '# Title\n', 'Folder/deep/x.md': '# Deep\n[[no]]\n', 'a.md': '[[Title]] [[Deep]]\n' };
  const client = await start(files, { files: caseBlind });
  const where = async () => [await client.definition('a.md', '[[Title]]'), await client.definition('a.md', '[[Deep]]')];
  client.rename('Note.md', 'note.md');
  await client.tell('deleted Note.md', 'created note.md');
  await client.until(where, ['note.md:1', 'Folder/deep/x.md:1']);
  client.rename('Folder', 'folder');
  await client.tell('created folder', 'deleted Folder');
  await client.until(where, ['note.md:1', 'folder/deep/x.md:1']);
  assert.deepEqual(client.problems('a.md'), []);
  await client.until(() => client.diagnostics('Folder/deep/x.md').length, 0);
  assert.deepEqual(client.problems('folder/deep/x.md'), ['missing-note “no”']);
  assert.equal((await client.status()).vault.notes, 3);
});

test('names that differ in case only are several where the disk says so', async () => {
  const client = await start({ 'Note.md': '# One\n' });
  client.write('note.md', '# Two\n');
  await client.tell('created note.md', 'changed Note.md');
  await client.until(async () => (await client.status()).vault.notes, 2);
});

test('a file that is said to be gone and is there', async () => {
  const client = await start({ 'a.md': '[[b]]\n', 'b.md': '' });
  client.write('b.md', '[[new]]\n');
  await client.tell('deleted b.md');
  await client.until(() => client.problems('b.md'), ['missing-note “new”']);
  assert.deepEqual(client.problems('a.md'), []);
});

test('a file that is said to be there and is gone', async () => {
  const client = await start({ 'a.md': '[[b]]\n', 'b.md': '' });
  client.remove('b.md');
  await client.tell('changed b.md');
  await client.until(() => client.problems('a.md'), ['missing-note “b”']);
});

test('the editor wins over the disk, until it is closed', async () => {
  const client = await start({ 'a.md': '[[b#Typed]] [[b#Saved]]\n', 'b.md': '# Beta\n## Saved\n' });
  await client.openDocument('b.md');
  await client.edit('b.md', '## Saved', '## Typed');
  await client.until(() => client.problems('a.md'), ['missing-heading “Saved”']);
  client.write('b.md', '# Beta\n## Saved\n## Other\n');
  await client.tell('changed b.md');
  await client.settled();
  assert.deepEqual(client.problems('a.md'), ['missing-heading “Saved”']);
  await client.close('b.md');
  await client.until(() => client.problems('a.md'), ['missing-heading “Typed”']);
});

test('what was saved stays', async () => {
  const client = await start({ 'a.md': '[[b#Typed]]\n', 'b.md': '# Beta\n' });
  await client.openDocument('b.md');
  await client.edit('b.md', '# Beta', '# Beta\n## Typed');
  await client.save('b.md');
  await client.close('b.md');
  await client.settled();
  assert.deepEqual(client.problems('a.md'), []);
});

test('a note that was never saved is a target, until it is closed', async () => {
  const client = await start({ 'a.md': '[[new]]\n' });
  await client.openDocument('new.md', '# New\n[[no]]\n');
  await client.until(() => client.problems('a.md'), []);
  await client.until(() => client.diagnostics('new.md').length, 1);
  await client.close('new.md');
  await client.until(() => client.problems('a.md'), ['missing-note “new”']);
  assert.deepEqual(client.diagnostics('new.md'), []);
});

test('a file that is deleted while it is open lives on in the editor', async () => {
  const client = await start({ 'a.md': '[[b]]\n', 'b.md': '# Beta\n## Part\n[[#Part]]\n' });
  await client.openDocument('b.md');
  client.remove('b.md');
  await client.tell('deleted b.md');
  await client.until(() => client.problems('a.md'), ['missing-note “b”']);
  await client.edit('b.md', '# Beta', '# Beta\n[[a');
  assert.deepEqual(await client.completion('b.md', '[[a'), ['a · a.md']);
});

test('reading everything again keeps what is open', async () => {
  const client = await start({ 'a.md': '[[b#Typed]]\n', 'b.md': '# Beta\n', 'gone.md': '' });
  await client.openDocument('b.md');
  await client.openDocument('gone.md');
  client.remove('gone.md');
  await client.edit('b.md', '# Beta', '# Beta\n## Typed\n[[a');
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  assert.deepEqual(client.problems('a.md'), []);
  assert.deepEqual(await client.completion('b.md', '[[a'), ['a · a.md']);
  await client.edit('gone.md', '', 'x');
  const links = await client.connection.sendRequest('textDocument/documentLink', {
    textDocument: { uri: client.uri('gone.md') },
  });
  assert.deepEqual(links, []);
});

test('a note that is deleted while it is open is no target after everything was read again, until it is saved', async () => {
  const client = await start({ 'a.md': '[[b]] [[new]]\n', 'b.md': '# Beta\n[[a]]\n' });
  await client.openDocument('b.md');
  await client.openDocument('new.md', '# New\n');
  client.remove('b.md');
  // Told or not: reading everything again asks the disk.
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  await client.until(() => client.problems('a.md'), ['missing-note “b”']);
  await client.tell('deleted b.md');
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  await client.until(() => client.problems('a.md'), ['missing-note “b”']);
  assert.equal(await client.definition('b.md', '[[a]]'), 'a.md:1');
  await client.edit('b.md', '# Beta', '# Beta\n\n');
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  assert.deepEqual(client.problems('a.md'), ['missing-note “b”']);
  await client.save('b.md');
  await client.until(() => client.problems('a.md'), []);
});

test('an open note answers right after everything was read again, without an edit', async () => {
  const client = await start({ 'a.md': '# A\n', 'b.md': '[[a]]\n' });
  await client.openDocument('b.md', '[[a]] [[a#A]]\n');
  client.remove('b.md');
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  assert.equal(await client.definition('b.md', '[[a]]'), 'a.md:1');
});

test('changes that nobody told are seen when everything is read again', async () => {
  const client = await start({ 'a.md': '[[b]]\n', 'c.md': '[[no]]\n', 'huge.md': 'x\0' });
  assert.deepEqual(
    client.diagnostics('huge.md').map(({ code }) => code),
    ['file-skipped'],
  );
  client.write('b.md', '');
  client.remove('c.md');
  client.remove('huge.md');
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  await client.until(() => client.problems('a.md'), []);
  assert.deepEqual(client.diagnostics('c.md'), []);
  assert.deepEqual(client.diagnostics('huge.md'), []);
});

test('hundreds of events at once', async () => {
  const client = await start({ 'a.md': '[[n7]] [[n499]]\n' });
  const names = Array.from({ length: 500 }, (_, index) => `n${index}.md`);
  for (const name of names) client.write(name, '[[a]]\n');
  await client.tell(...names.map((name) => `created ${name}`));
  await client.until(() => client.problems('a.md'), []);
  assert.equal((await client.status()).vault.notes, 501);
  for (const name of names) client.remove(name);
  await client.tell(...names.map((name) => `deleted ${name}`));
  await client.until(() => client.problems('a.md'), ['missing-note “n7”', 'missing-note “n499”']);
  assert.equal((await client.status()).vault.notes, 1);
});

test('excluded files are no notes, but they are there', async () => {
  const client = await start({
    '.gitignore': 'drafts/\nprivate.md\n*.png\n',
    'a.md':
      '[[private.md]] [[private]] [[drafts/x.md]] [x](drafts/x.md) ![](shot.png) [[really gone]] [[drafts/none.md]]\n',
    'private.md': '[[no]]\n',
    'drafts/x.md': '[[no]]\n',
    'shot.png': 'x',
    '.hidden/y.md': '[[no]]\n',
  });
  await client.until(() => client.problems('a.md'), ['missing-note “really gone”', 'missing-note “drafts/none.md”']);
  for (const path of ['private.md', 'drafts/x.md', '.hidden/y.md']) assert.deepEqual(client.diagnostics(path), []);
  assert.equal((await client.status()).vault.notes, 1);
  client.write('.gitignore', '');
  await client.tell('changed .gitignore');
  await client.until(() => client.problems('private.md'), ['missing-note “no”']);
  assert.equal((await client.status()).vault.notes, 3);
});

test('what is left out comes and goes with its folder, and only the folder is told', async () => {
  const client = await start({ '.gitignore': 'build\n', 'a.md': '[x](build/deep/out.pdf)\n' });
  assert.deepEqual(client.problems('a.md'), ['missing-file “build/deep/out.pdf”']);
  client.write('build/deep/out.pdf', 'x');
  await client.tell('created build');
  await client.until(() => client.problems('a.md'), []);
  client.remove('build');
  await client.tell('deleted build');
  await client.until(() => client.problems('a.md'), ['missing-file “build/deep/out.pdf”']);
});

test('a folder that is left out is not looked into when it comes', async () => {
  const listed: string[] = [];
  const files = overheard((question, uris) => {
    if (question === 'list') listed.push(...uris.map((uri) => uri.slice(uri.lastIndexOf('/') + 1)));
  });
  const client = await start({ '.gitignore': 'out/\n', 'a.md': '' }, { files });
  for (const folder of ['out', 'node_modules', 'in']) client.write(`${folder}/x/b.md`, '[[no]]\n');
  listed.length = 0;
  await client.tell('created out', 'created node_modules', 'created in');
  await client.until(() => client.problems('in/x/b.md'), ['missing-note “no”']);
  assert.deepEqual(listed, ['in', 'x']);
});

test('a folder that cannot be read is no empty one', async () => {
  const client = await start({ 'a.md': '' });
  client.write('empty/x', '');
  client.remove('empty/x');
  const files = nodeFiles(() => [client.uri('')]);
  const lists = await files.list(['empty', 'gone', 'a.md', 'empty/../..'].map((path) => client.uri(path)));
  assert.deepEqual(lists, [[], null, null, null]);
});

test('files.exclude, live', async () => {
  const client = await start(
    { 'a.md': '[[x/b]]\n', 'x/b.md': '[[no]]\n' },
    { initializationOptions: { excludes: ['**/x', ''] } },
  );
  assert.deepEqual(client.diagnostics('x/b.md'), []);
  await client.connection.sendNotification('researchNotes/excludes', []);
  await client.until(() => client.problems('x/b.md'), ['missing-note “no”']);
  await client.connection.sendNotification('researchNotes/excludes', ['x']);
  await client.until(() => client.diagnostics('x/b.md').length, 0);
});

test('what is too large or no text is named, and read when that changes', async () => {
  const client = await start({
    'large.md': `[[no]]\n${'x'.repeat(5 * 1024 * 1024)}`,
    'binary.md': '[[no]]\n\0',
    'a.md': '[[large]] [[binary]]\n',
  });
  assert.deepEqual(client.problems('a.md'), []);
  const [large] = client.diagnostics('large.md');
  assert.equal(large!.message, 'This note is not indexed: it is 6 MB large, and the limit is 5 MB');
  assert.deepEqual(large!.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
  assert.equal(client.diagnostics('binary.md')[0]!.message, 'This note is not indexed: it is not text');
  client.write('large.md', '[[no]]\n');
  client.write('a.md', 'x\0');
  await client.tell('changed large.md', 'changed a.md');
  await client.until(() => client.problems('large.md'), ['missing-note “no”']);
  await client.until(() => client.diagnostics('a.md').map(({ code }) => code), ['file-skipped']);
  await client.openDocument('binary.md', '[[no]]\n');
  await client.until(() => client.problems('binary.md'), ['missing-note “no”']);
  client.remove('a.md');
  await client.tell('deleted a.md');
  await client.until(() => client.diagnostics('a.md').length, 0);
});

test('what grows too large in the editor is named as on disk, until it is smaller', async () => {
  const client = await start({ 'a.md': '# A\n\n[[no]]\n', 'b.md': '[[a#A]]\n' });
  const megabytes = (count: number) => 'ы'.repeat((count * 1024 * 1024) / 2);
  const message = 'This note is not indexed: it is 6 MB large, and the limit is 5 MB';
  const shown = () => client.diagnostics('a.md').map((problem) => problem.message);
  await client.openDocument('a.md');
  await client.edit('a.md', '[[no]]', `[[no]] ${megabytes(5)}`);
  await client.until(shown, [message]);
  // The disk has another text than the editor: it does not count.
  assert.doesNotMatch(await client.hover('b.md', '[[a#A]]'), /no/);
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  await client.until(shown, [message]);
  await client.replace('a.md', `[[no]] ${megabytes(4)}`);
  await client.until(() => client.problems('a.md'), ['missing-note “no”']);
  await client.replace('a.md', `[[no]] ${megabytes(6)}`);
  await client.until(shown, ['This note is not indexed: it is 7 MB large, and the limit is 5 MB']);
  await client.close('a.md');
  await client.until(() => client.problems('a.md'), ['missing-note “no”']);
});

// A branch switch: five thousand files come, change and go in a second.
test('from a disk that is far away as many notes are read at a time as from one that is near', async () => {
  const notes = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}.md`, '']));
  const batches: number[] = [];
  const files: Options['files'] = (disk) => ({
    ...disk,
    async read(uris, limit, head) {
      batches.push(uris.length);
      await sleep(110);
      return disk.read(uris, limit, head);
    },
  });
  await start(notes, { files });
  assert.deepEqual(batches, [32, 32, 32, 4]);
});

test('while Node waits for a slow one, others are let go first between two files', async () => {
  const client = await start({ 'a/x.md': '', 'b/x.md': '', 'c/x.md': '', 'd/x.md': '' });
  const folders = ['a', 'b', 'c', 'd'].map((path) => client.uri(path));
  const notes = folders.map((uri) => `${uri}/x.md`);
  const { openSync, lstatSync, realpathSync } = fs;
  const real = realpathSync.native;
  /** Each call takes longer than a slice. */
  const slow =
    <A extends unknown[], R>(call: (...given: A) => R) =>
    (...given: A): R => {
      for (const end = Date.now() + 30; Date.now() < end; );
      return call(...given);
    };
  try {
    Object.assign(fs, { openSync: slow(openSync), lstatSync: slow(lstatSync) });
    realpathSync.native = slow(real) as typeof real;
    syncBuiltinESMExports();
    const disk = nodeFiles(() => [client.uri('')]);
    const questions: readonly (() => Promise<readonly unknown[]>)[] = [
      () => disk.list(folders),
      () => disk.read(notes, 1000),
      () => disk.stat(notes),
      () => disk.state(notes),
    ];
    for (const ask of questions) {
      let answered = false;
      let turns = 0;
      const answer = ask().finally(() => {
        answered = true;
      });
      while (!answered) {
        turns++;
        await new Promise((done) => setImmediate(done));
      }
      assert.equal((await answer).length, 4);
      assert.ok(turns > 3, `${turns} turns`);
    }
  } finally {
    Object.assign(fs, { openSync, lstatSync });
    realpathSync.native = real;
    syncBuiltinESMExports();
  }
});

test('thousands of events at once: the index equals a fresh one, and requests are answered meanwhile', async () => {
  const client = await start({ 'a.md': '# A\n\n[[b]] [[n7]] [[n4999#Part]]\n', 'b.md': '# Beta\n' });
  await client.openDocument('a.md');
  const names = Array.from({ length: 5000 }, (_, index) => `f${index % 50}/n${index}.md`);
  const say = (event: string) => client.tell(...names.map((name) => `${event} ${name}`));
  /** The waits of a reader who points at a link again and again, until the number of notes is such. */
  const waits = async (isOver: () => Promise<boolean>) => {
    const found: number[] = [];
    do {
      const start = performance.now();
      assert.equal(await client.definition('a.md', '[[b]]'), 'b.md:1');
      found.push(performance.now() - start);
    } while (!(await isOver()));
    return found;
  };
  const hasNotes = (count: number) => async () => (await client.status()).vault.notes === count;
  const rounds: number[][] = [];

  for (const name of names) client.write(name, '# N\n\n[[a]]\n');
  await say('created');
  rounds.push(await waits(hasNotes(5002)));
  await client.until(() => client.problems('a.md'), ['missing-heading “Part”']);

  for (const name of names) client.write(name, '# N\n\n## Part\n\n[[a]] [[gone]]\n');
  await say('changed');
  rounds.push(await waits(async () => client.problems('f49/n4999.md').length === 1));
  await client.until(() => client.problems('a.md'), []);
  await client.until(() => names.filter((name) => client.diagnostics(name).length !== 1).length, 0);
  const links = async (of: Client) =>
    (await of.references('b.md', 'Beta')).length + (await of.references('a.md', '# A')).length;
  const seen = await links(client);
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  assert.equal(await links(client), seen);

  for (const name of names) client.remove(name);
  await say('deleted');
  rounds.push(await waits(hasNotes(2)));
  await client.until(() => client.problems('a.md'), ['missing-note “n7”', 'missing-note “n4999”']);
  // In turns with the work, which is cut into slices of 25 ms: whoever asks while it lasts is answered between two of them.
  for (const round of rounds) assert.ok(round.length > 5, `${round.length} requests were answered meanwhile`);
});
