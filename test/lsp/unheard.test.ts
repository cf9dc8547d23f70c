// What changes on disk while no event comes: it is seen when the window has the focus again, and when a note is opened or saved.
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { FileSystem } from '../../server/lsp/fileSystem.ts';
import { type Client, type Options, start } from './client.ts';

const focus = (client: Client) => client.connection.sendNotification('researchNotes/focused', {});

/** Counts what is asked of the disk: folders listed, texts read, states asked for. */
function counted(): { looks: { lists: number; reads: number; states: number }; files: Options['files'] } {
  const looks = { lists: 0, reads: 0, states: 0 };
  const files = (disk: FileSystem): FileSystem => ({
    ...disk,
    list: (folders) => {
      looks.lists += folders.length;
      return disk.list(folders);
    },
    read: (uris, limit, head) => {
      looks.reads += uris.length;
      return disk.read(uris, limit, head);
    },
    state: (uris) => {
      looks.states += uris.length;
      return disk.state(uris);
    },
  });
  return { looks, files };
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

  test('what is left out comes and goes', async () => {
    const client = await start({ '.gitignore': 'out/\n', 'a.md': '[x](out/x.md)\n' });
    await client.until(() => client.problems('a.md'), ['missing-file “out/x.md”']);
    client.write('out/x.md', '');
    await focus(client);
    await client.until(() => client.problems('a.md'), []);
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
    mkdirSync(join(client.root, 'two'));
    writeFileSync(join(client.root, 'two/e.md'), '[[no]]\n');
    await focus(client);
    await client.until(() => client.problems('two/e.md'), ['missing-note “no”']);
    await client.until(() => client.problems('one/a.md'), ['missing-note “b”']);
  });

  test('nothing is read that has not changed, and many questions are one look', async () => {
    const { looks, files } = counted();
    const client = await start(
      { 'a.md': '', 'b.md': '', 'x/c.md': '', 'x/p.png': 'x', '.gitignore': '' },
      { files: files! },
    );
    assert.deepEqual(looks, { lists: 2, reads: 4, states: 0 });
    for (let at = 0; at < 100; at++) await focus(client);
    await client.until(() => looks.states, 4);
    client.write('b.md', '[[no]]\n');
    await client.openDocument('a.md');
    await focus(client);
    await client.until(() => client.problems('b.md'), ['missing-note “no”']);
    // The second look leaves the open note out; the changed one is the one that is read.
    assert.deepEqual(looks, { lists: 6, reads: 5, states: 7 });
  });

  test('where the file system tells no times, names are compared and no text is read again', async () => {
    const { looks, files } = counted();
    const silent = (disk: FileSystem): FileSystem => ({
      ...disk,
      read: async (uris, limit, head) =>
        (await disk.read(uris, limit, head)).map(({ size, bytes }) => (bytes ? { size, bytes } : { size })),
      state: async (uris) => uris.map(() => null),
    });
    const client = await start({ 'a.md': '[[b]]\n', '.gitignore': '' }, { files: (disk) => files!(silent(disk)) });
    client.write('b.md', '');
    await focus(client);
    await client.until(() => client.problems('a.md'), []);
    assert.equal(looks.reads, 3);
  });
});
