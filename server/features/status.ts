// The status item: how many links and images of a note are good.
import type { NoteStatus, Settings } from '../protocol.ts';
import { isImagePath } from '../vault/files.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

/** `undefined` for what is no note of the vault. External links do not count. */
export function noteStatus(vault: Vault, uri: string, settings: Settings): NoteStatus | undefined {
  const note = vault.note(uri);
  if (!note) return undefined;
  const count = { links: { good: 0, total: 0 }, images: { good: 0, total: 0 } };
  for (const link of note.links) {
    if (link.syntax === 'reference' || link.syntax === 'autolink') continue;
    const found = resolve(vault, uri, link, settings.links);
    if (found.tier === 'url') continue;
    // An embedded note is a link like any other.
    const isPicture = link.embed && (link.syntax !== 'wiki' || isImagePath(found.files[0]?.path ?? link.target));
    const kind = isPicture ? count.images : count.links;
    kind.total++;
    // A folder is a target of Markdown links only; what is excluded but there (no tier is missing) is one of all.
    const isFolder = found.folder !== undefined && (link.syntax !== 'wiki' || found.tier !== 'missing');
    if (found.files.length > 0 || isFolder) kind.good++;
  }
  return count;
}
