// How much of a vault is not written yet: what the severity `auto` of `missing-note` depends on.
import { fold } from '../text/fold.ts';
import type { Vault } from './vault.ts';
import type { Walk } from './walk.ts';

/** The share (0 to 1) of the wiki-links whose name no file, folder, alias or title has. */
export function* unwrittenShare(vault: Vault): Walk<number> {
  let links = 0;
  let unwritten = 0;
  for (const note of vault.allNotes()) {
    for (const { syntax, target } of note.links) {
      if (syntax !== 'wiki' || target === '') continue;
      links++;
      const key = vault.keyOfTarget(target);
      if (vault.files.named(key).length > 0 || vault.files.indexesOf(key).length > 0) continue;
      const name = fold(target);
      if (vault.aliased(name).length === 0 && vault.titled(name).length === 0) unwritten++;
    }
    yield;
  }
  return links > 0 ? unwritten / links : 0;
}
