// Whether a link leads somewhere, as the status item and the page count it.
import { isFilledIn } from '../parse/filledIn.ts';
import type { Link } from '../parse/note.ts';
import { findAnchor } from './fragments.ts';
import type { Resolution } from './resolve.ts';
import type { Vault } from './vault.ts';

/**
 * `undefined` for what does not count: the web, what another program fills in, and what is counted at its definition. What is not known yet is good.
 * @param found where the link leads, from `resolve`
 */
export function leadsSomewhere(vault: Vault, link: Link, found: Resolution): boolean | undefined {
  if (link.syntax === 'reference' || link.syntax === 'autolink' || found.tier === 'url') return undefined;
  const file = found.files[0];
  if (file) {
    const target = found.fragment === undefined ? undefined : vault.note(file.uri);
    if (!target || !file.markdown || findAnchor(target, found.fragment!) !== undefined) return true;
    return isFilledIn(link) ? undefined : false;
  }
  // A folder is a target of Markdown links only; what is excluded but there (no tier is missing) is one of all.
  if (found.folder !== undefined && (link.syntax !== 'wiki' || found.tier !== 'missing')) return true;
  if (isFilledIn(link)) return undefined;
  return found.unknown || (!vault.isComplete && found.tier === 'missing');
}
