// What changes on disk while no event comes: it is seen when the window has the focus again, and when a note is opened or saved.
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, mock, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FileSystem } from '../../server/lsp/fileSystem.ts';
import { Lookout } from '../../server/lsp/lookout.ts';
import { type Client, type Options, overheard, start } from './client.ts';

const focus = (client: Client) => client.connection.sendNotification('researchNotes/focused', {});

/** A disk with a folder that nobody may look into while it is closed. */
function closable(name: string): { folder: { isClosed: boolean }; files: NonNullable<Options['files']> } {
  const folder = { isClosed: false };
  const isIn = (uri: string) => folder.isClosed && uri.includes(`/${name}/`);
  const files = (disk: FileSystem): FileSystem => ({
    ...disk,
    list: async (folders) =>
      (await disk.list(folders)).map((entries, index) => (isIn(`${folders[index]}/`) ? null : entries)),
    read: async (uris, limit, head) =>
      (await disk.read(uris, limit, head)).map((file, index) => (isIn(uris[index]!) ? { size: 0 } : file)),
    stat: async (uris) => (await disk.stat(uris)).map((kind, index) => (isIn(uris[index]!) ? null : kind)),
    state: async (uris, readOnly) =>
      (await disk.state(uris, readOnly)).map((state, index) => (isIn(uris[index]!) ? null : state)),
  });
  return { folder, files };
}

/** Counts what is asked of the disk: folders listed, texts read, states asked for. */
function counted() {
  const looks = { list: 0, read: 0, stat: 0, state: 0 };
  return { looks, files: overheard((question, uris) => (looks[question] += uris.length)) };
}

// Side by side, since each mostly waits for its turn to look.
describe('without an event', { concurrency: true }, () => {
  test('files that came, went, changed and moved are known after the focus', async () => {
    const client = await start({
      'a.md': '[[new]] [[gone]] [[changed#Part]] [[old]] [[moved]] ![](x.png) ![](y.png)\n',
      'gone.md': '',
      'changed.md': '# Changed\n',
      'old.md': '[[no]]\n',
      'y.png': 'y',
    });
    const before = ['missing-note “new”', 'missing-heading “Part”', 'missing-note “moved”', 'missing-image “x.png”'];
    assert.deepEqual(client.problems('a.md'), before);
    client.write('deep/er/new.md', '[[no]]\n');
    client.remove('gone.md');
    client.write('changed.md', '# Changed\n## Part\n');
    client.rename('old.md', 'b/moved.md');
    client.write('x.png', 'x');
    client.remove('y.png');
    await focus(client);
    const after = ['missing-note “gone”', 'missing-note “old”', 'missing-image “y.png”'];
    await client.until(() => client.problems('a.md'), after);
    for (const path of ['deep/er/new.md', 'b/moved.md'])
      await client.until(() => client.problems(path), ['missing-note “no”']);
    await client.until(() => client.diagnostics('old.md').length, 0);
  });

  test('right after everything was read nothing is looked for', async () => {
    let looks = 0;
    const lookout = new Lookout(async () => {
      looks++;
    });
    lookout.hasRead(600);
    lookout.ask();
    await sleep(600);
    assert.equal(looks, 0);
    await sleep(900);
    assert.equal(looks, 1);
  });

  test('a folder that is gone with all that was in it', async () => {
    const client = await start({ 'a.md': '[[b]] [[c]]\n', 'x/b.md': '', 'x/y/c.md': '[[no]]\n' });
    assert.deepEqual(client.problems('a.md'), []);
    client.remove('x');
    await focus(client);
    await client.until(() => client.problems('a.md'), ['missing-note “b”', 'missing-note “c”']);
    await client.until(() => client.diagnostics('x/y/c.md').length, 0);
    assert.equal((await client.status()).vault.notes, 1);
  });

  test('a note that could not be read for a moment is read then', async () => {
    let isLocked = true;
    const files = (disk: FileSystem): FileSystem => ({
      ...disk,
      read: async (uris, limit, head) => {
        const found = await disk.read(uris, limit, head);
        return found.map((file, index) => (isLocked && uris[index]!.endsWith('/b.md') ? { size: 0 } : file));
      },
    });
    const client = await start({ 'a.md': '[[b]]\n', 'b.md': '[[no]]\n' }, { files });
    assert.deepEqual(client.problems('b.md'), []);
    isLocked = false;
    await focus(client);
    await client.until(() => client.problems('b.md'), ['missing-note “no”']);
  });

  test('a text of the same size is seen by its time, one of the same time by its size', async () => {
    const client = await start({ 'a.md': '[[b#One]] [[c#One]]\n', 'b.md': '# One\n', 'c.md': '# One\n' });
    assert.deepEqual(client.problems('a.md'), []);
    client.write('b.md', '# Two\n');
    utimesSync(join(client.root, 'b.md'), 1000, 1000);
    await focus(client);
    await client.until(() => client.problems('a.md'), ['missing-heading “One”']);
    client.write('b.md', '# One, again\n## One\n');
    utimesSync(join(client.root, 'b.md'), 1000, 1000);
    await focus(client);
    await client.until(() => client.problems('a.md'), []);
  });

  test('rules that leave files out count anew', async () => {
    const client = await start({
      '.gitignore': 'x.md\n',
      'x.md': '[[no]]\n',
      'y.md': '[[no]]\n',
      's/z.md': '[[no]]\n',
    });
    assert.deepEqual(client.problems('x.md'), []);
    client.write('.gitignore', 'y.md\n');
    await focus(client);
    await client.until(() => client.problems('x.md'), ['missing-note “no”']);
    await client.until(() => client.diagnostics('y.md').length, 0);
    client.write('s/.gitignore', 'z.md\n');
    await focus(client);
    await client.until(() => client.diagnostics('s/z.md').length, 0);
    client.remove('.gitignore');
    await focus(client);
    await client.until(() => client.problems('y.md'), ['missing-note “no”']);
  });

  test('mkdocs.yml says anew where links start', async () => {
    const client = await start({ 'mkdocs.yml': 'docs_dir: one\n', 'a.md': '[[/b]]\n', 'one/b.md': '', 'two/c.md': '' });
    const roots = async () => (await client.status()).vault.roots.map(({ path }) => path);
    assert.deepEqual(await roots(), ['.', 'one']);
    client.write('mkdocs.yml', 'docs_dir: two # changed\n');
    await focus(client);
    await client.until(roots, ['.', 'two']);
  });

  test('what only looks like a file that decides where links start, or what is left out', async () => {
    const client = await start({
      '.gitignore': 'build\n',
      'a.md': '',
      'mkdocs.yml': '',
      'mkdocs.yaml': '',
      'b/mkdocs.yml': '',
    });
    const loads = () => client.logged.filter((message) => / notes? read in /.test(message)).length;
    const look = async () => {
      await focus(client);
      await sleep(1300);
    };
    await look();
    client.write('b/mkdocs.yml', 'docs_dir: x\n');
    client.write('build/.gitignore', '*\n');
    client.write('node_modules/x/.gitignore', '*\n');
    await client.tell('changed b/mkdocs.yml', 'created build/.gitignore', 'created node_modules/x/.gitignore');
    await look();
    assert.equal(loads(), 1);
    client.write('mkdocs.yaml', 'docs_dir: x\n');
    await look();
    await look();
    assert.equal(loads(), 2);
  });
  test('what is left out comes and goes', async () => {
    const client = await start({ '.gitignore': 'out/\n', 'a.md': '[x](out/x.md)\n' });
    await client.until(() => client.problems('a.md'), ['missing-file “out/x.md”']);
    client.write('out/x.md', '');
    await focus(client);
    await client.until(() => client.problems('a.md'), []);
  });

  test('what was typed and is gone is not looked for any more', async () => {
    const { looks, files } = counted();
    const links = '[x](build/a%20b.pdf) [x](none.png) [[build/c]] [x](build/d.md?q) ';
    const client = await start({ '.gitignore': 'build\n', 'a.md': links }, { files });
    await client.openDocument('a.md');
    for (let length = 1; length < 50; length++) {
      await client.replace('a.md', `${links}[x](build/${'p'.repeat(length)}) [[build/${'q'.repeat(length)}]]\n`);
      await client.status('a.md');
    }
    await client.replace('a.md', links);
    await client.counters();
    looks.stat = 0;
    await focus(client);
    await client.until(() => looks.stat > 0, true);
    assert.ok(looks.stat < 20, String(looks.stat));
    for (const path of ['a b.pdf', 'c.md', 'd.md']) client.write(`build/${path}`, 'x');
    await focus(client);
    await client.until(() => client.problems('a.md'), ['missing-file “none.png”']);
  });
  test('a note is opened', async () => {
    const client = await start({ 'a.md': '[[new]]\n', 'b.md': '' });
    client.write('new.md', '[[no]]\n');
    await client.openDocument('b.md');
    await client.until(() => client.problems('a.md'), []);
    await client.until(() => client.problems('new.md'), ['missing-note “no”']);
  });

  test('a note is saved that was deleted before, and it is a target again', async () => {
    const client = await start({ 'a.md': '[[b]]\n', 'b.md': '# Beta\n' });
    await client.openDocument('b.md');
    client.remove('b.md');
    await focus(client);
    await client.until(() => client.problems('a.md'), ['missing-note “b”']);
    await client.save('b.md');
    await client.until(() => client.problems('a.md'), []);
  });

  test('a note that was never saved stays a target, and so does what is typed', async () => {
    const client = await start({ 'a.md': '[[new]] [[b#Typed]] [[c]]\n', 'b.md': '# Beta\n', 'c.md': '' });
    await client.openDocument('new.md', '# New\n');
    await client.openDocument('b.md');
    await client.edit('b.md', '# Beta', '# Beta\n## Typed');
    await client.until(() => client.problems('a.md'), []);
    client.write('b.md', '# Other\n');
    client.remove('c.md');
    await focus(client);
    await client.until(() => client.problems('a.md'), ['missing-note “c”']);
  });

  test('a folder of the workspace that cannot be read has lost nothing, and is read once it can be', async () => {
    const client = await start({ 'one/a.md': '[[b]]\n', 'two/b.md': '', 'two/c.md': '' }, { folders: ['one', 'two'] });
    assert.deepEqual(client.problems('one/a.md'), []);
    renameSync(join(client.root, 'two'), join(client.root, 'away'));
    client.write('one/d.md', '[[no]]\n');
    await focus(client);
    await client.until(() => client.problems('one/d.md'), ['missing-note “no”']);
    assert.deepEqual(client.problems('one/a.md'), []);
    await client.connection.sendRequest('researchNotes/rebuildIndex');
    const rename = { ...client.at('one/a.md', '[[b]]'), newName: 'c' };
    await assert.rejects(client.connection.sendRequest('textDocument/rename', rename), /folder .* cannot be read/);
    mkdirSync(join(client.root, 'two'));
    writeFileSync(join(client.root, 'two/e.md'), '[[no]]\n');
    await focus(client);
    await client.until(() => client.problems('two/e.md'), ['missing-note “no”']);
    await client.until(() => client.problems('one/a.md'), ['missing-note “b”']);
  });

  test('a folder that cannot be read for a moment has lost nothing', async () => {
    const { folder, files } = closable('closed');
    const client = await start(
      { 'a.md': '[[b#B]] [x](closed/x.md)\n', 'closed/.gitignore': '', 'closed/b.md': '# B\n[[no]]\n' },
      { files },
    );
    const before = ['missing-file “closed/x.md”'];
    assert.deepEqual(client.problems('a.md'), before);
    folder.isClosed = true;
    client.write('closed/b.md', '# Other\n');
    client.write('c.md', '[[no]]\n');
    await focus(client);
    await client.until(() => client.problems('c.md'), ['missing-note “no”']);
    assert.deepEqual(client.problems('a.md'), before);
    assert.equal((await client.status()).vault.notes, 3);
    // Nor when everything is read again; of a file that may be in there nothing is said.
    await client.connection.sendRequest('researchNotes/rebuildIndex');
    await client.until(() => client.problems('a.md'), []);
    assert.equal(await client.definition('a.md', '[[b#B]]'), 'closed/b.md:1');
    folder.isClosed = false;
    await focus(client);
    await client.until(() => client.problems('a.md'), ['missing-heading “B”', ...before]);
  });

  test('folders that lie above those of the workspace may be closed', async () => {
    const files = (disk: FileSystem): FileSystem => ({
      ...disk,
      list: async (folders) =>
        (await disk.list(folders)).map((entries, index) =>
          /\/(?:notes|inner)(?:\/|$)/.test(folders[index]!) ? entries : null,
        ),
    });
    const client = await start(
      { '.git/HEAD': 'x', 'notes/a.md': '[[b]] [[gone]]\n', 'notes/b.md': '', 'outer/inner/c.md': '[[gone too]]\n' },
      { folders: ['notes', 'outer/inner'], files },
    );
    assert.deepEqual(client.problems('notes/a.md'), ['missing-note “gone”']);
    assert.deepEqual(client.problems('outer/inner/c.md'), ['missing-note “gone too”']);
  });

  test('a folder that could not be read is told of once it can be', async () => {
    const { folder, files } = closable('x');
    folder.isClosed = true;
    const client = await start({ 'a.md': '[x](x/no.md) [x](x/yes.md)\n', 'x/yes.md': '[[no]]\n' }, { files });
    assert.deepEqual(client.problems('a.md'), []);
    folder.isClosed = false;
    await client.tell('changed x');
    await client.until(() => client.problems('a.md'), ['missing-file “x/no.md”']);
    await client.until(() => client.problems('x/yes.md'), ['missing-note “no”']);
  });
  test('a folder that can never be read silences the links into it, and no others', async () => {
    const { folder, files } = closable('closed');
    folder.isClosed = true;
    const { looks, files: heard } = counted();
    const client = await start(
      { 'a.md': '[[gone]] [x](closed/x.md) [[closed/y]] ![](closed/z.png)\n', 'closed/x.md': '[[a]]\n' },
      { files: (disk) => heard(files(disk)) },
    );
    assert.deepEqual(client.problems('a.md'), ['missing-note “gone”']);
    const told = `${client.root}/closed cannot be read: its links are not checked.`;
    assert.equal(client.logged.filter((line) => line === told).length, 1);
    await new Promise((done) => setTimeout(done, 50));
    const looked = looks.stat;
    // Look after look finds nothing that would have to be taken in.
    for (const name of ['b.md', 'c.md']) {
      client.write(name, '[[no]]\n');
      await focus(client);
      await client.until(() => client.problems(name), ['missing-note “no”']);
    }
    assert.equal(looks.stat - looked, 2);
    folder.isClosed = false;
    await focus(client);
    const all = ['missing-note “gone”', 'missing-note “closed/y”', 'missing-image “closed/z.png”'];
    await client.until(() => client.problems('a.md'), all);
    assert.equal(await client.references('a.md', '[[gone]]'), 'a.md [[gone]]');
  });

  test('what lies around the workspace is a target whatever rules say of notes, and is taken in once', async () => {
    const asked: string[] = [];
    const client = await start(
      { 'v/a.md': '[x](../out/x.md) [y](../out/y.md)\n', 'out/x.md': '' },
      {
        folders: ['v'],
        initializationOptions: { excludes: ['**/out'] },
        files: overheard((question, uris) => question === 'stat' && asked.push(...uris)),
      },
    );
    client.rename('v/.git', '.git');
    await client.connection.sendRequest('researchNotes/rebuildIndex');
    await client.until(() => client.problems('v/a.md'), ['missing-file “../out/y.md”']);
    client.write('out/y.md', '');
    await focus(client);
    await client.until(() => client.problems('v/a.md'), []);
    asked.length = 0;
    for (const name of ['v/b.md', 'v/c.md']) {
      client.write(name, '[[no]]\n');
      await focus(client);
      await client.until(() => client.problems(name), ['missing-note “no”']);
    }
    assert.equal(asked.filter((uri) => uri.endsWith('/out/y.md')).length, 0);
  });

  test('nothing is read that has not changed, and many questions are one look', async () => {
    const { looks, files } = counted();
    const client = await start({ 'a.md': '', 'b.md': '', 'x/c.md': '', 'x/p.png': 'x', '.gitignore': '' }, { files });
    assert.deepEqual(looks, { list: 2, read: 4, stat: 1, state: 0 });
    for (let at = 0; at < 100; at++) await focus(client);
    await client.until(() => looks.state, 4);
    client.write('b.md', '[[no]]\n');
    await client.openDocument('a.md');
    await focus(client);
    await client.until(() => client.problems('b.md'), ['missing-note “no”']);
    // The second look leaves the open note out; the changed one is the one that is read.
    assert.deepEqual(looks, { list: 6, read: 5, stat: 2, state: 7 });
  });

  test('however much there is to compare, little is asked for at once', async () => {
    let most = 0;
    let isLooked = false;
    const files = overheard((question, uris) => {
      if (question !== 'list') most = Math.max(most, uris.length);
      if (question === 'state') isLooked = true;
    });
    const all = Array.from({ length: 200 }, (_, at) => at);
    const client = await start(
      {
        'a.md': `${all.map((at) => `[x](out/${at}.md)`).join(' ')}\n`,
        '.gitignore': 'out/\n',
        ...Object.fromEntries(
          all.flatMap((at) => [
            [`${at}/.gitignore`, ''],
            [`${at}/b.md`, ''],
          ]),
        ),
      },
      { files },
    );
    await client.until(() => client.problems('a.md').length, 200);
    client.write('out/7.md', '');
    await focus(client);
    await client.until(() => client.problems('a.md').length, 199);
    assert.ok(isLooked);
    assert.ok(most <= 64, `${most} files were asked about at once`);
  });

  test('a look that everything is read anew during asks for nothing more', async () => {
    let lists = 0;
    let during: (() => Promise<void>) | undefined;
    const files = (disk: FileSystem): FileSystem => ({
      ...disk,
      list: async (folders) => {
        lists += folders.length;
        const run = during;
        during = undefined;
        await run?.();
        // So that the look ends before what is read anew does.
        if (lists === 3 && !run) await new Promise((done) => setTimeout(done, 100));
        return disk.list(folders);
      },
    });
    const client = await start({ 'a.md': '' }, { files });
    let rebuilt: Promise<unknown> | undefined;
    during = async () => {
      rebuilt = client.connection.sendRequest('researchNotes/rebuildIndex');
      await client.until(() => lists, 3);
    };
    await focus(client);
    await client.until(() => rebuilt !== undefined, true);
    await rebuilt;
    await client.settled();
    // When it was opened, at the look, and each time that it was asked for.
    assert.equal(lists, 4);
  });

  test('where the file system tells no times, names are compared and no text is read again', async () => {
    const { looks, files } = counted();
    const silent = (disk: FileSystem): FileSystem => ({
      ...disk,
      read: async (uris, limit, head) =>
        (await disk.read(uris, limit, head)).map(({ size, bytes }) => (bytes ? { size, bytes } : { size })),
      state: async (uris) => uris.map(() => null),
    });
    const client = await start({ 'a.md': '[[b]]\n', '.gitignore': '' }, { files: (disk) => files(silent(disk)) });
    client.write('b.md', '');
    await focus(client);
    await client.until(() => client.problems('a.md'), []);
    assert.equal(looks.read, 3);
  });
});

test('after a look that a sleeping computer held up, the next one is minutes away, not days', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  try {
    let looks = 0;
    let wake = () => {};
    const lookout = new Lookout(() => {
      looks++;
      return new Promise((done) => (wake = done));
    });
    lookout.ask();
    mock.timers.tick(1000);
    mock.timers.tick(8 * 3600 * 1000);
    wake();
    await new Promise((done) => setImmediate(done));
    lookout.ask();
    mock.timers.tick(119_000);
    assert.equal(looks, 1);
    mock.timers.tick(1000);
    assert.equal(looks, 2);
  } finally {
    mock.timers.reset();
  }
});
