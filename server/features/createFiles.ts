// New files: a link that a new name would draw to itself is written so that it stays where it leads.
import type { Settings } from '../protocol.ts';
import { extname, pathOf } from '../text/uri.ts';
import type { Vault } from '../vault/vault.ts';
import { Changes, type Plan } from './plan.ts';
import { relink } from './relink.ts';

/** The changes of texts before these files (canonical URIs) are created. Links that led nowhere may well find them. */
export function createFiles(vault: Vault, uris: readonly string[], settings: Settings): Plan {
  const changes = new Changes();
  // Nothing tells folders apart here but that they have no ending.
  const created = uris.map(pathOf).filter((path) => extname(path) !== '' && vault.folderOf(path) !== undefined);
  relink(vault, { moves: [], created, deleted: [], notes: [] }, changes, settings);
  return changes.plan();
}
