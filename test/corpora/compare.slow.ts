// Our resolver against the independent reader of the contract (reader.mjs), on a real vault of 930 notes: every wiki-link
// must lead to the same files by the same tier. Takes about 15 seconds, so it is no part of the quick run:
//   node test/corpora/run.mjs
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { positionAt } from '../../server/text/lines.ts';
import { uriOf } from '../../server/text/uri.ts';
import { inferContentRoot } from '../../server/vault/contentRoots.ts';
import { resolve } from '../../server/vault/resolve.ts';
import { Vault } from '../../server/vault/vault.ts';
import { finish } from '../../server/vault/walk.ts';

interface ReadLink {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly raw: string;
  readonly tier: string;
  readonly targets: readonly string[];
  readonly outside?: boolean;
  readonly why?: string;
}
type ReadVault = (folder: string, options: object) => { readonly links: readonly ReadLink[] };

const folder = process.env.CORPUS ?? join(process.cwd(), '../shared/corpora/tg-note-kb');
const skip = existsSync(folder) ? false : `${folder} is not here`;

/** The vault of `folder` as the loader builds it, with one workspace folder (`''` for the vault itself). */
function load(workspace: string): Vault {
  const vault = new Vault();
  const home = workspace ? `/kb/${workspace}` : '/kb';
  vault.folders = [{ uri: uriOf(home), path: home, name: 'kb' }];
  vault.gitRoot = workspace ? '/kb' : undefined;
  vault.contentRoots = [{ path: home, reason: 'workspace' }];
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1).replaceAll('\\', '/'))
    .filter((path) => !/(?:^|\/)\.git\//.test(path))
    .sort();
  for (const path of paths) {
    const full = `/kb/${path}`;
    const inWorkspace = vault.folderOf(full) !== undefined;
    vault.addFile(full, inWorkspace ? home : '/kb', inWorkspace);
  }
  for (const path of paths) {
    const file = vault.files.get(uriOf(`/kb/${path}`))!;
    if (file.markdown && file.inWorkspace) vault.set(file.uri, readFileSync(join(folder, path), 'utf8'));
  }
  const inferred = finish(inferContentRoot(vault));
  if (inferred) vault.contentRoots = [...vault.contentRoots, inferred];
  vault.isComplete = true;
  return vault;
}

describe('every wiki-link of tg-note-kb leads where the independent reader says', { skip }, () => {
  for (const [workspace, fewest] of [
    ['', 5400],
    ['topics', 5000],
  ] as const) {
    test(workspace || 'its root', async () => {
      const reader = join(process.cwd(), 'test/corpora/reader.mjs');
      const { readVault } = (await import(reader)) as { readVault: ReadVault };
      const expected = readVault(folder, { workspace: [workspace || '.'], gitRoot: folder, pipe: 'paths' });
      assert.ok(expected.links.length > fewest, `${expected.links.length} links`);
      const vault = load(workspace);
      const ours = new Map<string, string>();
      for (const note of vault.allNotes()) {
        const file = vault.files.get(note.uri)!;
        if (!vault.isNote(file)) continue;
        for (const link of note.links) {
          if (link.syntax !== 'wiki') continue;
          const { line, character } = positionAt(note.lines, link.start);
          const found = resolve(vault, note.uri, link);
          const tier = found.tier === 'outside' ? 'missing' : found.tier;
          ours.set(
            `${file.path.slice(4)}:${line + 1}:${character + 1}`,
            `${tier} ${found.files.map((hit) => hit.path.slice(4)).join(' | ')}`,
          );
        }
      }
      const different: string[] = [];
      for (const link of expected.links) {
        const place = `${link.file}:${link.line}:${link.column}`;
        const theirs = `${link.tier} ${link.targets.join(' | ')}`;
        const own = ours.get(place) ?? 'no link';
        ours.delete(place);
        if (own !== theirs) different.push(`${place} ${link.raw}\n  ours:   ${own}\n  theirs: ${theirs}`);
      }
      for (const [place, own] of ours) different.push(`${place} only ours: ${own}`);
      assert.equal(different.length, 0, `${different.length} differ:\n${different.slice(0, 20).join('\n')}`);
    });
  }
});
