// Headings that hold what is renamed: with the link or the tag in it a heading itself gets another name.
import type { Heading, Note } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import type { Vault } from '../vault/vault.ts';
import type { Change, Changes } from './plan.ts';

/** As `notes`, with the headings in which something changes as they will be; `undefined` where there is no such heading. */
export function withHeadingsAfter(vault: Vault, changes: Changes, notes: readonly Note[]): Note[] | undefined {
  const after = new Map(notes.map((note) => [note.uri, note]));
  let isAny = false;
  for (const [uri, own] of changes.sorted()) {
    const before = vault.note(uri);
    const note = after.get(uri) ?? before;
    if (!note || !before) continue;
    const headings = before.headings.map((heading, index) => {
      const given = note.headings[index]!;
      // One that is renamed itself is known.
      return given.raw === heading.raw ? headingAfter(heading, own) : given;
    });
    if (headings.every((heading, index) => heading.raw === note.headings[index]!.raw)) continue;
    after.set(uri, { ...note, headings });
    isAny = true;
  }
  return isAny ? [...after.values()] : undefined;
}

function headingAfter(heading: Heading, changes: readonly Change[]): Heading {
  const { textStart, textEnd } = heading;
  const inside = changes.filter(({ start, end }) => textStart <= start && end <= textEnd);
  if (inside.length === 0) return heading;
  let raw = heading.raw;
  for (const { start, end, newText } of inside.reverse())
    raw = raw.slice(0, start - textStart) + newText + raw.slice(end - textStart);
  const read = parseNote('', `# ${raw}`).headings[0];
  return read ? { ...heading, raw, text: read.text } : heading;
}
