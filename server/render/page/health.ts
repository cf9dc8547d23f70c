// The health of a note: how many of its links, images and anchors lead somewhere.
import type { Count } from '../../protocol.ts';
import { isImagePath } from '../../vault/files.ts';
import { findAnchor } from '../../vault/fragments.ts';
import { type PageContext, resolved } from './context.ts';

/** External addresses do not count; what is not known yet counts as good. */
export function healthOf(context: PageContext): Count {
  const { vault, note } = context;
  let good = 0;
  let total = 0;
  for (const link of note.links) {
    if (link.syntax === 'reference' || link.syntax === 'autolink') continue;
    const found = resolved(context, link);
    if (found.tier === 'url' || found.tier === 'outside') continue;
    total++;
    const file = found.files[0];
    const target = file && vault.note(file.uri);
    const isLost =
      target && found.fragment !== undefined && !isImagePath(file.path) && !findAnchor(target, found.fragment);
    const isFolder = found.folder !== undefined && link.syntax !== 'wiki';
    const isThere = (file !== undefined && !isLost) || isFolder || found.tier !== 'missing';
    if (isThere || !vault.isComplete || found.unknown) good++;
  }
  return { good, total };
}
