// Where the git root of a workspace is looked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileSystem } from '../../server/lsp/fileSystem.ts';
import { Listing } from '../../server/lsp/listing.ts';
import type { StatResult } from '../../server/protocol.ts';
import { pathOf } from '../../server/text/uri.ts';
import { Vault } from '../../server/vault/vault.ts';

/** @param others are let go first */
async function gitRoot(
  kinds: Readonly<Record<string, StatResult[number]>>,
  others = async () => {},
): Promise<string | undefined> {
  const vault = new Vault();
  vault.folders = [{ uri: 'file:///p/notes', path: '/p/notes', name: 'notes' }];
  const files: Pick<FileSystem, 'stat' | 'isTooWide'> = {
    stat: async (uris) => {
      for (const end = Date.now() + 30; Date.now() < end; );
      return uris.map((uri) => kinds[pathOf(uri)] ?? null);
    },
    isTooWide: () => false,
  };
  return new Listing({ vault, files: files as FileSystem, turn: others }).findGitRoot();
}

test('a folder above that holds .git is the git root', async () =>
  assert.equal(await gitRoot({ '/p/.git': 'folder' }), '/p'));
test('one of which the file system cannot tell is none', async () =>
  assert.equal(await gitRoot({ '/p/notes/.git': 'unknown', '/p/.git': 'unknown' }), undefined));
test('while a slow disk is asked, others are let go first', async () => {
  let turns = 0;
  await gitRoot({}, async () => void turns++);
  assert.equal(turns, 2);
});
