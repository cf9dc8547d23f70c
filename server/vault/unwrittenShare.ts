// How much of a vault is not written yet: what the severity `auto` of `missing-note` depends on.
import { isFilledIn } from '../parse/filledIn.ts';
import { isExternal } from '../parse/wikilink.ts';
import { fold } from '../text/fold.ts';
import type { Vault } from './vault.ts';
import { Pace, type Walk } from './walk.ts';

/**
 * The share (0 to 1) of the wiki-links whose name no file, folder, alias or title has.
 * @param without how many of them are not to count, as if they were not there
 */
export function* unwrittenShare(vault: Vault, without = 0): Walk<number> {
  let links = 0;
  let unwritten = 0;
  const pace = new Pace();
  for (const [target, { uses, keys }] of vault.writtenTargets()) {
    if (uses === 0 || isExternal(target) || isFilledIn({ target, fragment: undefined })) continue;
    links += uses;
    if (!isWritten(vault, target, keys[0]!)) unwritten += uses;
    if (pace.isOver) yield;
  }
  return links > without ? Math.max(0, unwritten - without) / (links - without) : 0;
}

function isWritten(vault: Vault, target: string, key: string): boolean {
  if (vault.files.named(key).length > 0 || vault.files.indexesOf(key).length > 0) return true;
  const name = fold(target);
  return vault.aliased(name).length > 0 || vault.titled(name).length > 0;
}
