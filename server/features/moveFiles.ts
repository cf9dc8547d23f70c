// Moving files and folders: links to them follow, their own links stay where they led, and what else would lead
// elsewhere is written anew. Sidecars go with their images.
import type { Settings } from '../protocol.ts';
import { pathOf } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { Changes, type FileRename, type Plan } from './plan.ts';
import { relink } from './relink.ts';
import { renameInSidecars, sidecarMoves } from './sidecars.ts';

export interface MoveOptions {
  readonly settings: Settings;
  /** True where another program rewrites the Markdown links of these moves. */
  readonly markdownElsewhere?: (renames: readonly FileRename[]) => boolean;
  /** True where the editor cannot move more than it moves already. */
  readonly alone?: boolean;
}

/**
 * The changes of texts that moves of files and folders ask for. They are to be made before the files move. The plan's
 * files are what must move as well.
 */
export function moveFiles(vault: Vault, renames: readonly FileRename[], options: MoveOptions): Plan {
  const changes = new Changes();
  const given = renames.map(({ from, to }) => ({ from: withoutSlash(from), to: withoutSlash(to) }));
  const files = options.alone ? [] : sidecarMoves(vault, given);
  const all = [...given, ...files];
  const moves = all.map(({ from, to }) => ({ from: pathOf(from), to: pathOf(to) }));
  const onlyWiki = options.markdownElsewhere?.(all) ?? false;
  relink(vault, { moves, created: [], deleted: [], notes: [] }, changes, options.settings, onlyWiki);
  renameInSidecars(vault, given, changes);
  return changes.plan(files);
}

function withoutSlash(uri: string): string {
  return uri.length > 1 && uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
