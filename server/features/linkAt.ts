// The link under the cursor: what definition, hover, references and fixes all begin with.
import type { Link, Note } from '../parse/note.ts';

/** The innermost link that holds `offset` (UTF-16; its edges count), or `undefined`. */
export function linkAt(note: Note, offset: number): Link | undefined {
  let best: Link | undefined;
  for (const link of note.links) {
    if (link.start > offset) break;
    if (link.end >= offset && (!best || link.end - link.start <= best.end - best.start)) best = link;
  }
  return best;
}

/**
 * The target with its fragment as written: what an editor should underline; the whole link where it has no text.
 * @param aliasFirst the right side of the `|` was read as the target
 */
export function targetSpan(link: Link, aliasFirst = false): { start: number; end: number } {
  if (aliasFirst) return { start: link.textStart, end: link.textEnd };
  if (link.syntax === 'reference') return { start: link.start, end: link.end };
  const end = link.fragmentEnd >= 0 ? link.fragmentEnd : link.targetEnd;
  return end > link.targetStart ? { start: link.targetStart, end } : { start: link.start, end: link.end };
}
