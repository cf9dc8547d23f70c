// Rename of a title, an alias or an id in the front matter: the value, and the links by it. Never the file.

import type { FrontMatterName } from '../parse/frontMatterNames.ts';
import type { FrontMatter, Note } from '../parse/note.ts';
import { parseNote } from '../parse/parseNote.ts';
import type { Span } from '../text/span.ts';

/** How the value will be written, and the note as it will be, all places as they are now. */
export interface RenamedValue extends Span {
  readonly newText: string;
  readonly was: string;
  readonly after: Note;
}

/** `undefined` where YAML could not hold the name in one line. */
export function renameInFrontMatter(
  note: Note,
  text: string,
  of: FrontMatterName,
  name: string,
): RenamedValue | undefined {
  const wanted = note.frontMatter && renamed(note.frontMatter, of, name);
  if (!wanted || /[\r\n]/.test(name)) return undefined;
  for (const { start, end, newText } of spellings(of, name)) {
    const read = parseNote(note.uri, text.slice(0, start) + newText + text.slice(end)).frontMatter;
    if (read && !read.error && names(read) === names(wanted))
      return { start, end, newText, was: text.slice(start, end), after: { ...note, frontMatter: wanted } };
  }
  return undefined;
}

function renamed(old: FrontMatter, { key, index }: FrontMatterName, name: string): FrontMatter {
  if (key !== 'alias') return { ...old, [key]: name };
  return { ...old, aliases: old.aliases.map((alias, at) => (at === index ? name : alias)) };
}

function names({ title, aliases, id }: FrontMatter): string {
  return JSON.stringify([title, aliases, id]);
}

/** As it is quoted now, else in double quotes. */
function* spellings({ start, end, quote }: FrontMatterName, name: string) {
  yield {
    start,
    end,
    newText: quote === '"' ? name.replace(/["\\]/g, '\\$&') : quote ? name.replaceAll("'", "''") : name,
  };
  const around = quote.length;
  yield { start: start - around, end: end + around, newText: JSON.stringify(name) };
}
