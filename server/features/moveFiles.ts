// Moving files and folders: links to them follow, their own links stay where they led, and what else would lead
// elsewhere is written anew.
import type { Settings } from '../protocol.ts';
import { pathOf } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { Changes, type FileRename, type Plan } from './plan.ts';
import { relink } from './relink.ts';

/**
 * The changes of texts that moves of files and folders ask for. They are to be made before the files move.
 * @param onlyWiki another program rewrites the Markdown links
 */
export function moveFiles(vault: Vault, renames: readonly FileRename[], settings: Settings, onlyWiki = false): Plan {
  const changes = new Changes();
  const moves = renames.map(({ from, to }) => ({ from: withoutSlash(pathOf(from)), to: withoutSlash(pathOf(to)) }));
  relink(vault, { moves, created: [], deleted: [], notes: [] }, changes, settings, onlyWiki);
  return changes.plan();
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
