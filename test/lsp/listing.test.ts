// Where the git root of a workspace is looked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileSystem } from '../../server/lsp/fileSystem.ts';
import { Listing } from '../../server/lsp/listing.ts';
import type { StatResult } from '../../server/protocol.ts';
import { pathOf } from '../../server/text/uri.ts';
import { Vault } from '../../server/vault/vault.ts';

async function gitRoot(kinds: Readonly<Record<string, StatResult[number]>>): Promise<string | undefined> {
  const vault = new Vault();
  vault.folders = [{ uri: 'file:///p/notes', path: '/p/notes', name: 'notes' }];
  const files: Pick<FileSystem, 'stat' | 'isTooWide'> = {
    stat: async (uris) => uris.map((uri) => kinds[pathOf(uri)] ?? null),
    isTooWide: () => false,
  };
  return new Listing({ vault, files: files as FileSystem, turn: async () => {} }).findGitRoot();
}

test('a folder above that holds .git is the git root', async () =>
  assert.equal(await gitRoot({ '/p/.git': 'folder' }), '/p'));
test('one of which the file system cannot tell is none', async () =>
  assert.equal(await gitRoot({ '/p/notes/.git': 'unknown', '/p/.git': 'unknown' }), undefined));
