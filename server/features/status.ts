// The status item: how many links and images of a note are good.
import type { NoteStatus, Settings } from '../protocol.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

/** `undefined` for what is no note of the vault. External links do not count. */
export function noteStatus(vault: Vault, uri: string, settings: Settings): NoteStatus | undefined {
  const note = vault.note(uri);
  if (!note) return undefined;
  const count = { links: { good: 0, total: 0 }, images: { good: 0, total: 0 } };
  for (const link of note.links) {
    if (link.syntax === 'reference' || link.syntax === 'autolink') continue;
    const found = resolve(vault, uri, link, { pipeOrder: settings.links.pipeOrder });
    if (found.tier === 'url') continue;
    const kind = link.embed ? count.images : count.links;
    kind.total++;
    if (found.files.length > 0 || (found.folder !== undefined && link.syntax !== 'wiki')) kind.good++;
  }
  return count;
}
