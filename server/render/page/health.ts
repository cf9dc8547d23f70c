// The health of a note: how many of its links, images and anchors lead somewhere.
import type { Count } from '../../protocol.ts';
import { leadsSomewhere } from '../../vault/leads.ts';
import { type PageContext, resolved } from './context.ts';

export function healthOf(context: PageContext): Count {
  const judged = context.note.links
    .map((link) => leadsSomewhere(context.vault, link, resolved(context, link)))
    .filter((isGood) => isGood !== undefined);
  return { good: judged.filter(Boolean).length, total: judged.length };
}
