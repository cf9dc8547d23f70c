// The status item: how many links and images of a note are good.
import type { NoteStatus, Settings } from '../protocol.ts';
import { isImagePath } from '../vault/files.ts';
import { leadsSomewhere } from '../vault/leads.ts';
import { resolve } from '../vault/resolve.ts';
import type { Vault } from '../vault/vault.ts';

/** `undefined` for what is no note of the vault. */
export function noteStatus(vault: Vault, uri: string, settings: Settings): NoteStatus | undefined {
  const note = vault.note(uri);
  if (!note) return undefined;
  const count = { links: { good: 0, total: 0 }, images: { good: 0, total: 0 } };
  for (const link of note.links) {
    const found = resolve(vault, uri, link, settings.links);
    const isGood = leadsSomewhere(vault, link, found);
    if (isGood === undefined) continue;
    // An embedded note is a link like any other, and so is what a player plays.
    const isPicture = link.embed && (link.syntax === 'markdown' || isImagePath(found.files[0]?.path ?? link.target));
    const kind = isPicture ? count.images : count.links;
    kind.total++;
    if (isGood) kind.good++;
  }
  return count;
}
