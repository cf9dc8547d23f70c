// Definitions that say where wiki-links lead, for readers that know none: Foam keeps `[inbox]: inbox.md "Inbox"` beside
// `[[inbox]]`. The label is the link's own words, and follows them.
import { labelKey } from '../parse/destination.ts';
import type { Link, Note } from '../parse/note.ts';
import type { Changes } from './plan.ts';

/** Adds what the label must say once `link` says what `after` does; it stays where another definition has that label. */
export function renameWikiLabel(note: Note, link: Link, after: Link | undefined, changes: Changes): void {
  if (note.wikiLabels.length === 0 || !after) return;
  const was = inside(link);
  const label = note.wikiLabels.find(({ text }) => text === was);
  const newText = inside(after);
  // One that begins with a caret would be a footnote's.
  if (!label || /^\^|[[\]\\]/.test(newText)) return;
  const key = labelKey(newText);
  const isTaken =
    note.otherLabels.includes(key) || note.wikiLabels.some((one) => one !== label && labelKey(one.text) === key);
  if (!isTaken) changes.add(note.uri, { start: label.start, end: label.end, newText, was });
}

/** What stands between the brackets. */
function inside({ target, fragment, alias }: Link): string {
  return target + (fragment === undefined ? '' : `#${fragment}`) + (alias === undefined ? '' : `|${alias}`);
}
